using System.Diagnostics.CodeAnalysis;
using Connect.Broker.Log;

namespace Connect.Broker.Topics;

/// <summary>A topic as it is served. Its name and id never change; its settings and the number of its partitions may.</summary>
internal sealed class Topic
{
    private volatile TopicConfig _config;

    public Topic(string name, Guid id, TopicConfig config)
    {
        Name = name;
        Id = id;
        _config = config;
        Partitions = new TopicPartitions();
    }

    public string Name { get; }

    public Guid Id { get; }

    public bool IsInternal => TopicNames.IsInternal(Name);

    public TopicPartitions Partitions { get; }

    /// <summary>The settings that the topic has of its own.</summary>
    public IReadOnlyDictionary<string, string> Overrides => _config.Overrides;

    public LogConfig Config => _config.Log;

    public TopicInfo Info => new(Name, Id, Partitions.Count, IsInternal);

    public bool TryGetPartition(int partition, [NotNullWhen(true)] out PartitionLog? log)
    {
        log = null;
        return Partitions.TryGetSlot(partition, out var slot) && (log = slot.Get(out _)) is not null;
    }

    internal void Configure(TopicConfig config)
    {
        _config = config;
        foreach (var slot in Partitions.Slots) slot.Configure();
    }
}

/// <summary>A topic's own settings, and what they come to with the broker's.</summary>
internal sealed record TopicConfig(IReadOnlyDictionary<string, string> Overrides, LogConfig Log);
