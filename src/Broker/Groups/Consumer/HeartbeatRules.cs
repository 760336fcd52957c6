using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;

namespace Connect.Broker.Groups.Consumer;

/// <summary>Why a request is refused.</summary>
internal sealed record Refusal(ErrorCode Error, string? Message);

/// <summary>What a ConsumerGroupHeartbeat must look like, whatever group it is for.</summary>
internal static class HeartbeatRules
{
    public static Refusal? Check(ConsumerGroupHeartbeatRequest request, short version, IReadOnlyList<string> assignors)
    {
        if (request.GroupId.Length == 0) return Invalid("GroupId can't be empty.");
        if (request.InstanceId is { Length: 0 }) return Invalid("InstanceId can't be empty.");
        if (request.RackId is { Length: 0 }) return Invalid("RackId can't be empty.");
        if (request.MemberId.Length == 0 && (version >= 1 || request.MemberEpoch != 0)) return Invalid("MemberId can't be empty.");
        if (request.MemberEpoch < ConsumerMember.LeftForNow) return Invalid("MemberEpoch is invalid.");
        if (request.MemberEpoch == ConsumerMember.LeftForNow && request.InstanceId is null) return Invalid("InstanceId can't be null.");
        if (request.MemberEpoch == 0 && CheckJoin(request) is { } problem) return problem;
        if (request.ServerAssignor is { } assignor && !assignors.Contains(assignor))
        {
            return new Refusal(
                ErrorCode.UnsupportedAssignor,
                $"ServerAssignor {assignor} is not supported. Supported assignors: {string.Join(", ", assignors)}.");
        }

        return request.SubscribedTopicRegex is { Length: > 0 } regex && Subscriptions.TryParse(regex) is null
            ? new Refusal(ErrorCode.InvalidRegularExpression, $"SubscribedTopicRegex `{regex}` is not a valid regular expression.")
            : null;
    }

    private static Refusal? CheckJoin(ConsumerGroupHeartbeatRequest request)
    {
        if (request.RebalanceTimeoutMs == -1) return Invalid("RebalanceTimeoutMs must be provided in first request.");
        if (request.TopicPartitions is not { Count: 0 }) return Invalid("TopicPartitions must be empty when (re-)joining.");
        return request.SubscribedTopicNames is null or { Count: 0 } && string.IsNullOrEmpty(request.SubscribedTopicRegex)
            ? Invalid("Either SubscribedTopicNames or SubscribedTopicRegex must be non-empty.")
            : null;
    }

    private static Refusal Invalid(string message) => new(ErrorCode.InvalidRequest, message);
}
