using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;

namespace Connect.Broker.Admin;

/// <summary>What a broker without security answers to those who ask for its ACLs and users.</summary>
internal static class SecurityHandlers
{
    private const string NoAuthorizer = "No Authorizer is configured.";

    public static DescribeAclsResponse Answer(DescribeAclsRequest request) =>
        new() { ErrorCode = ErrorCode.SecurityDisabled, ErrorMessage = "No Authorizer is configured on the broker" };

    public static CreateAclsResponse Answer(CreateAclsRequest request) => new()
    {
        Results = request.Creations.ConvertAll(_ => new CreateAclsResponse.AclCreationResult
        {
            ErrorCode = ErrorCode.SecurityDisabled,
            ErrorMessage = NoAuthorizer,
        }),
    };

    public static DeleteAclsResponse Answer(DeleteAclsRequest request) => new()
    {
        FilterResults = request.Filters.ConvertAll(_ => new DeleteAclsResponse.DeleteAclsFilterResult
        {
            ErrorCode = ErrorCode.SecurityDisabled,
            ErrorMessage = NoAuthorizer,
        }),
    };

    /// <summary>There are no users, so those who are named do not exist.</summary>
    public static DescribeUserScramCredentialsResponse Answer(DescribeUserScramCredentialsRequest request)
    {
        var response = new DescribeUserScramCredentialsResponse();
        foreach (var user in (request.Users ?? []).GroupBy(u => u.Name, StringComparer.Ordinal))
        {
            var twice = user.Count() > 1;
            response.Results.Add(new()
            {
                User = user.Key,
                ErrorCode = twice ? ErrorCode.DuplicateResource : ErrorCode.ResourceNotFound,
                ErrorMessage = twice
                    ? $"Cannot describe SCRAM credentials for the same user twice in a single request: {user.Key}"
                    : $"Attempt to describe a user credential that does not exist: {user.Key}",
            });
        }

        return response;
    }
}
