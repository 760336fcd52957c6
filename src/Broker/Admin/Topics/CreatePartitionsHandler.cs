using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Topics;

namespace Connect.Broker.Admin.Topics;

internal sealed class CreatePartitionsHandler(TopicRegistry topics, int nodeId)
{
    private const int MaxPartitions = 10_000;

    public CreatePartitionsResponse Answer(CreatePartitionsRequest request)
    {
        var response = new CreatePartitionsResponse();
        foreach (var topic in request.Topics.GroupBy(t => t.Name, StringComparer.Ordinal))
        {
            var (error, message) = topic.Count() > 1
                ? (ErrorCode.InvalidRequest, "Duplicate topic name.")
                : Grow(topic.First(), request.ValidateOnly);
            response.Results.Add(new() { Name = topic.Key, ErrorCode = error, ErrorMessage = message });
        }

        return response;
    }

    private (ErrorCode Error, string? Message) Grow(CreatePartitionsRequest.CreatePartitionsTopic asked, bool validateOnly)
    {
        if (!topics.TryGetTopic(asked.Name, out var topic)) return (ErrorCode.UnknownTopicOrPartition, null);
        var now = topic.Partitions.Count;
        if (asked.Count == now) return (ErrorCode.InvalidPartitions, $"Topic already has {now} partition(s).");
        if (asked.Count < now)
            return (ErrorCode.InvalidPartitions, $"The topic {asked.Name} currently has {now} partition(s); {asked.Count} would not be an increase.");
        if (asked.Count - now > MaxPartitions) return (ErrorCode.PolicyViolation, "Excessively large number of partitions per request.");
        if (asked.Assignments is { } assignments && CheckAssignments(assignments, asked.Count - now) is { } problem)
            return (ErrorCode.InvalidReplicaAssignment, problem);
        return (validateOnly ? ErrorCode.None : topics.AddPartitions(topic, asked.Count), null);
    }

    private string? CheckAssignments(List<CreatePartitionsRequest.CreatePartitionsAssignment> assignments, int added)
    {
        if (assignments.Count != added)
            return $"Attempted to add {added} additional partition(s), but only {assignments.Count} assignment(s) were specified.";
        foreach (var assignment in assignments)
        {
            if (ManualAssignment.CheckReplicas(assignment.BrokerIds, nodeId) is { } problem) return problem;
        }

        return null;
    }
}
