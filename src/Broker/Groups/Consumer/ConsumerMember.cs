using System.Collections.Immutable;

namespace Connect.Broker.Groups.Consumer;

/// <summary>A member of a group of the newer protocol: what it said of itself, and what it has been told to own.</summary>
internal sealed record ConsumerMember
{
    /// <summary>The epoch of a static member that has left and may come back to its place.</summary>
    public const int LeftForNow = -2;

    public required string Id { get; init; }

    public required MemberMetadata Metadata { get; init; }

    public int Epoch { get; init; }

    public int PreviousEpoch { get; init; }

    public MemberState State { get; init; } = MemberState.Stable;

    /// <summary>What it may own.</summary>
    public ImmutableHashSet<TopicIdPartition> Assigned { get; init; } = [];

    /// <summary>What it must let go of before it comes to the next epoch.</summary>
    public ImmutableHashSet<TopicIdPartition> Revoking { get; init; } = [];

    public bool HasLeftForNow => Epoch == LeftForNow;

    public bool IsAt(int targetEpoch) => State == MemberState.Stable && Epoch == targetEpoch;

    public bool HasSameCurrent(ConsumerMember other) =>
        Epoch == other.Epoch && PreviousEpoch == other.PreviousEpoch && State == other.State
        && Assigned.SetEquals(other.Assigned) && Revoking.SetEquals(other.Revoking);
}

/// <summary>How far a member is on its way to its target; the numbers are those of Kafka's records.</summary>
internal enum MemberState : sbyte
{
    /// <summary>It has everything that it is to have, as far as it is known.</summary>
    Stable = 1,

    /// <summary>It has not yet confirmed to have let go of partitions.</summary>
    UnrevokedPartitions = 2,

    /// <summary>It waits for partitions that others have not let go of.</summary>
    UnreleasedPartitions = 3,
}

/// <summary>What a member says of itself.</summary>
internal sealed record MemberMetadata
{
    public string? InstanceId { get; init; }

    public string? RackId { get; init; }

    public string ClientId { get; init; } = "";

    public string ClientHost { get; init; } = "";

    public ImmutableArray<string> Topics { get; init; } = [];

    /// <summary>Topics whose whole name it matches are subscribed to, too.</summary>
    public string? TopicRegex { get; init; }

    public int RebalanceTimeoutMs { get; init; } = -1;

    public string? Assignor { get; init; }

    public bool HasSameSubscription(MemberMetadata other) =>
        TopicRegex == other.TopicRegex && Topics.AsSpan().SequenceEqual(other.Topics.AsSpan());

    public bool Equals(MemberMetadata? other) =>
        other is not null && InstanceId == other.InstanceId && RackId == other.RackId && ClientId == other.ClientId
        && ClientHost == other.ClientHost && RebalanceTimeoutMs == other.RebalanceTimeoutMs && Assignor == other.Assignor
        && HasSameSubscription(other);

    public override int GetHashCode() => HashCode.Combine(InstanceId, ClientId, ClientHost, TopicRegex, Topics.Length);
}
