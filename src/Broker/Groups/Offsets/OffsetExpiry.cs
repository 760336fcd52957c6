using Connect.Broker.Groups.Classic;
using Connect.Broker.Log;

namespace Connect.Broker.Groups.Offsets;

/// <summary>Which committed offsets have been kept for long enough (<c>offsets.retention.minutes</c>).</summary>
internal sealed class OffsetExpiry(long retentionMs, long wallClock)
{
    public Func<TopicPartition, bool> For(Group group)
    {
        var basis = Basis(group);
        return partition => group.Offsets.Find(partition) is { } offset && !group.Offsets.IsPending(partition) && basis(partition, offset) is { } since
            && (offset.ExpiresAt >= 0 ? wallClock >= offset.ExpiresAt : wallClock - since >= retentionMs);
    }

    /// <summary>Since when an offset has been of no use; null while it is of use.</summary>
    private static Func<TopicPartition, CommittedOffset, long?> Basis(Group group)
    {
        if (group.Classic is not { } classic)
            return (_, offset) => group.IsEmpty ? offset.CommittedAt : null;

        if (classic.State == ClassicState.Empty)
        {
            // A group that had members keeps its offsets for the whole time after the last one has left.
            var since = classic.ProtocolType is null ? -1 : classic.StateSince;
            return (_, offset) => Math.Max(since, offset.CommittedAt);
        }

        // Consumers no longer read topics that none of them subscribes to.
        var subscribed = classic.State == ClassicState.Stable ? classic.SubscribedTopics() : null;
        return (partition, offset) => subscribed is not null && !subscribed.Contains(partition.Topic) ? offset.CommittedAt : null;
    }
}
