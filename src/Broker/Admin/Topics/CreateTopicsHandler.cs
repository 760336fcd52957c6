using Connect.Broker.Admin.Configs;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Topics;

namespace Connect.Broker.Admin.Topics;

internal sealed class CreateTopicsHandler(TopicRegistry topics, TopicCreation creation, ConfigDescriber configs, int nodeId)
{
    /// <summary>Kafka's limit on what one request may create.</summary>
    private const int MaxPartitions = 10_000;

    public CreateTopicsResponse Answer(CreateTopicsRequest request)
    {
        var response = new CreateTopicsResponse();
        var names = request.Topics.GroupBy(t => t.Name, StringComparer.Ordinal).ToList();
        if (TooMany(names.Where(n => n.Count() == 1).Select(n => n.First())))
        {
            foreach (var name in names)
                response.Topics.Add(Failed(name.Key, new(ErrorCode.PolicyViolation, "Excessively large number of partitions per request.", null)));
            return response;
        }

        var wanted = new List<NewTopic>();
        foreach (var name in names)
        {
            if (name.Count() > 1) response.Topics.Add(Failed(name.Key, new(ErrorCode.InvalidRequest, "Duplicate topic name.", null)));
            else if (Check(name.First(), out var topic) is { } refusal) response.Topics.Add(Failed(name.Key, refusal));
            else wanted.Add(topic!);
        }

        var outcomes = request.ValidateOnly || wanted.Count == 0 ? null : topics.Create(wanted);
        for (var i = 0; i < wanted.Count; i++)
        {
            var failed = outcomes is not null && outcomes[i].Error != ErrorCode.None;
            response.Topics.Add(failed ? Failed(wanted[i].Name, outcomes![i]) : Created(wanted[i], outcomes?[i].Topic?.Id ?? KafkaUuid.New()));
        }

        return response;
    }

    private bool TooMany(IEnumerable<CreateTopicsRequest.CreatableTopic> asked)
    {
        var total = 0L;
        foreach (var topic in asked)
        {
            total += topic.Assignments.Count > 0 ? topic.Assignments.Count
                : topic.NumPartitions == -1 ? topics.Settings.Log.DefaultPartitions
                : Math.Max(topic.NumPartitions, 0);
        }

        return total > MaxPartitions;
    }

    private TopicOutcome? Check(CreateTopicsRequest.CreatableTopic topic, out NewTopic? wanted)
    {
        var assignment = topic.Assignments.Count == 0
            ? null
            : new ManualAssignment([.. topic.Assignments.Select(a => (a.PartitionIndex, (IReadOnlyList<int>)a.BrokerIds))], nodeId);
        return creation.Check(
            topic.Name, topic.NumPartitions, topic.ReplicationFactor, assignment, [.. topic.Configs.Select(c => (c.Name, c.Value))], out wanted);
    }

    private CreateTopicsResponse.CreatableTopicResult Created(NewTopic topic, Guid id) => new()
    {
        Name = topic.Name,
        TopicId = id,
        ErrorMessage = null,
        NumPartitions = topic.Partitions,
        ReplicationFactor = 1,
        Configs = [.. configs.NewTopic(topic.Overrides).Select(c => new CreateTopicsResponse.CreatableTopicConfigs
        {
            Name = c.Key.Name,
            Value = c.Value,
            ConfigSource = (sbyte)c.Source,
            IsSensitive = c.Key.IsSensitive,
        })],
    };

    private static CreateTopicsResponse.CreatableTopicResult Failed(string name, in TopicOutcome why) =>
        new() { Name = name, ErrorCode = why.Error, ErrorMessage = why.Message };
}
