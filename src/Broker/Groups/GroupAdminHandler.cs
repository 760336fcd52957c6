using Connect.Broker.Admin;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;

namespace Connect.Broker.Groups;

/// <summary>Groups as administrators see and delete them.</summary>
internal sealed class GroupAdminHandler(GroupCoordinator groups)
{
    /// <summary>From this version on an unknown group is an error as well as a dead one.</summary>
    private const short KnowsNotFound = 6;

    private const string Classic = "classic";
    private const string Consumer = "consumer";

    public ListGroupsResponse Answer(ListGroupsRequest request)
    {
        if (!groups.IsLoaded) return new ListGroupsResponse { ErrorCode = ErrorCode.CoordinatorLoadInProgress };
        var response = new ListGroupsResponse();
        foreach (var known in groups.Store.All)
        {
            groups.Enter(known.Id, create: false, group =>
            {
                if (group is not null && ToList(group) is var listed && Wanted(request, listed)) response.Groups.Add(listed);
                return true;
            });
        }

        return response;
    }

    public DescribeGroupsResponse Answer(DescribeGroupsRequest request, short version)
    {
        var response = new DescribeGroupsResponse();
        foreach (var id in request.Groups) response.Groups.Add(Describe(id, version, request.IncludeAuthorizedOperations));
        return response;
    }

    public DeleteGroupsResponse Answer(DeleteGroupsRequest request)
    {
        var response = new DeleteGroupsResponse();
        foreach (var id in request.GroupsNames)
            response.Results.Add(new DeleteGroupsResponse.DeletableGroupResult { GroupId = id, ErrorCode = Delete(id) });
        return response;
    }

    private static ListGroupsResponse.ListedGroup ToList(Group group) => group.Consumer is { } consumer
        ? new() { GroupId = group.Id, ProtocolType = Consumer, GroupState = consumer.State.Name, GroupType = Consumer }
        : new() { GroupId = group.Id, ProtocolType = group.Classic!.ProtocolType ?? "", GroupState = group.Classic.State.ToString(), GroupType = Classic };

    private static bool Wanted(ListGroupsRequest request, ListGroupsResponse.ListedGroup group) =>
        (request.StatesFilter.Count == 0 || request.StatesFilter.Contains(group.GroupState, StringComparer.OrdinalIgnoreCase))
        && (request.TypesFilter.Count == 0 || request.TypesFilter.Contains(group.GroupType, StringComparer.OrdinalIgnoreCase));

    private DescribeGroupsResponse.DescribedGroup Describe(string id, short version, bool operations)
    {
        var answer = new DescribeGroupsResponse.DescribedGroup { GroupId = id };
        if (id.Length == 0) answer.ErrorCode = ErrorCode.InvalidGroupId;
        else if (!groups.IsLoaded) answer.ErrorCode = ErrorCode.CoordinatorLoadInProgress;
        if (answer.ErrorCode != ErrorCode.None) return answer;
        groups.Enter(id, create: false, group =>
        {
            if (group?.Classic is { } classic)
            {
                classic.Describe(answer);
                answer.AuthorizedOperations = AuthorizedOperations.Group(operations);
                return true;
            }

            answer.GroupState = "Dead";
            if (version < KnowsNotFound) return true;
            answer.ErrorCode = ErrorCode.GroupIdNotFound;
            answer.ErrorMessage = group is null ? $"Group {id} not found." : $"Group {id} is not a classic group.";
            return true;
        });
        return answer;
    }

    private ErrorCode Delete(string id)
    {
        if (id.Length == 0) return ErrorCode.InvalidGroupId;
        if (!groups.IsLoaded) return ErrorCode.CoordinatorLoadInProgress;
        return groups.Enter(id, create: false, group =>
            group is null ? ErrorCode.GroupIdNotFound : group.IsEmpty ? groups.Delete(group) : ErrorCode.NonEmptyGroup);
    }
}
