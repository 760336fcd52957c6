using System.Collections.Immutable;

namespace Connect.Broker.Groups.Consumer;

/// <summary>
/// A group of the newer protocol (KIP-848) at one moment. Immutable: a change makes another one, the difference between the two is what is
/// stored, and a group whose heartbeats change nothing keeps the very same object.
/// </summary>
/// <remarks>
/// The invariant of it all: no partition is in <see cref="ConsumerMember.Assigned"/> or <see cref="ConsumerMember.Revoking"/> of two members.
/// </remarks>
internal sealed record ConsumerGroupState
{
    public static readonly ConsumerGroupState Empty = new();

    /// <summary>Raised with every change of the members or of what they subscribe to.</summary>
    public int Epoch { get; init; }

    /// <summary>The epoch that <see cref="Targets"/> were made for.</summary>
    public int AssignmentEpoch { get; init; }

    /// <summary>Stands for the subscribed topics and the numbers of their partitions.</summary>
    public long TopicsHash { get; init; }

    public ImmutableDictionary<string, ConsumerMember> Members { get; init; } = ImmutableDictionary.Create<string, ConsumerMember>(StringComparer.Ordinal);

    /// <summary>What every member is to own in the end.</summary>
    public ImmutableDictionary<string, ImmutableHashSet<TopicIdPartition>> Targets { get; init; } =
        ImmutableDictionary.Create<string, ImmutableHashSet<TopicIdPartition>>(StringComparer.Ordinal);

    /// <summary>The name of the state as ListGroups and ConsumerGroupDescribe answer it.</summary>
    public string Name
    {
        get
        {
            if (Members.IsEmpty) return "Empty";
            if (Epoch > AssignmentEpoch) return "Assigning";
            return Members.Values.All(m => m.IsAt(AssignmentEpoch)) ? "Stable" : "Reconciling";
        }
    }

    public ConsumerMember? FindStatic(string instanceId)
    {
        foreach (var (_, member) in Members)
        {
            if (member.Metadata.InstanceId == instanceId) return member;
        }

        return null;
    }

    public ConsumerGroupState With(ConsumerMember member) => this with { Members = Members.SetItem(member.Id, member) };

    /// <summary>Without some members; what they owned is free, and the others are given it at the next epoch.</summary>
    public ConsumerGroupState Without(params IEnumerable<string> memberIds) => this with
    {
        Epoch = Epoch + 1,
        Members = Members.RemoveRange(memberIds),
        Targets = Targets.RemoveRange(memberIds),
    };

    /// <summary>A static member is back under another id, in its old place.</summary>
    public ConsumerGroupState Replace(ConsumerMember former, ConsumerMember member)
    {
        var targets = Targets.Remove(former.Id);
        if (Targets.TryGetValue(former.Id, out var target)) targets = targets.SetItem(member.Id, target);
        return this with { Members = Members.Remove(former.Id).SetItem(member.Id, member), Targets = targets };
    }

    /// <summary>The partitions that members other than this one own or have not let go of.</summary>
    public HashSet<TopicIdPartition> HeldByOthers(string memberId)
    {
        var held = new HashSet<TopicIdPartition>();
        foreach (var (id, member) in Members)
        {
            if (id == memberId) continue;
            held.UnionWith(member.Assigned);
            held.UnionWith(member.Revoking);
        }

        return held;
    }
}
