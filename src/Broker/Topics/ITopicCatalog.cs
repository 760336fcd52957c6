using System.Diagnostics.CodeAnalysis;

namespace Connect.Broker.Topics;

/// <summary>Which topics there are, for those who need no more than that.</summary>
internal interface ITopicCatalog
{
    /// <summary>A snapshot of all topics.</summary>
    IReadOnlyCollection<TopicInfo> All { get; }

    bool TryGet(string name, [NotNullWhen(true)] out TopicInfo? topic);

    bool TryGet(Guid id, [NotNullWhen(true)] out TopicInfo? topic);

    /// <summary>Raised after topics were created or deleted or got more partitions. Handlers must be quick and must not throw.</summary>
    event Action<TopicChange>? Changed;
}

internal sealed record TopicInfo(string Name, Guid Id, int PartitionCount, bool IsInternal);

internal enum TopicChangeKind
{
    Created,
    PartitionsAdded,
    Deleted,
}

internal sealed record TopicChange(TopicChangeKind Kind, TopicInfo Topic);
