using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;

namespace Connect.Broker.Admin;

/// <summary>DescribeClientQuotas: there are none; a filter that makes no sense is refused all the same.</summary>
internal static class QuotasHandler
{
    private const sbyte Exact = 0;
    private const sbyte Default = 1;
    private const sbyte Specified = 2;

    public static DescribeClientQuotasResponse Answer(DescribeClientQuotasRequest request)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var component in request.Components)
        {
            var problem = Check(component);
            if (problem is null && !seen.Add(component.EntityType)) problem = $"Duplicate filter component for entity type {component.EntityType}";
            if (problem is not null) return Refused(ErrorCode.InvalidRequest, problem);
            if (component.EntityType is not ("user" or "client-id" or "ip"))
                return Refused(ErrorCode.UnsupportedVersion, $"Unsupported entity type {component.EntityType}");
        }

        return new() { Entries = [] };
    }

    private static string? Check(DescribeClientQuotasRequest.ComponentData component)
    {
        if (component.EntityType.Length == 0) return "Invalid empty entity type.";
        return component.MatchType switch
        {
            Exact => component.Match is null ? "Request specified MATCH_TYPE_EXACT, but set match string to null." : null,
            Default => component.Match is null ? null : "Request specified MATCH_TYPE_DEFAULT, but also specified a match string.",
            Specified => component.Match is null ? null : "Request specified MATCH_TYPE_SPECIFIED, but also specified a match string.",
            _ => $"Unknown match type {component.MatchType}",
        };
    }

    private static DescribeClientQuotasResponse Refused(ErrorCode error, string message) =>
        new() { ErrorCode = error, ErrorMessage = message, Entries = null };
}
