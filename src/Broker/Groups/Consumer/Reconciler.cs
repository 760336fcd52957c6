using System.Collections.Immutable;

namespace Connect.Broker.Groups.Consumer;

/// <summary>Brings a member one step nearer to its target: it first lets go of what it is to lose, then gets what others have let go of.</summary>
internal static class Reconciler
{
    /// <param name="state">The group.</param>
    /// <param name="member">The member that has sent a heartbeat.</param>
    /// <param name="owned">What it says it owns; null when it did not say, because nothing has changed.</param>
    public static ConsumerMember Step(ConsumerGroupState state, ConsumerMember member, ImmutableHashSet<TopicIdPartition>? owned) => member.State switch
    {
        MemberState.Stable when member.Epoch == state.AssignmentEpoch => member,
        MemberState.UnrevokedPartitions when owned is null || owned.Overlaps(member.Revoking) => member,
        _ => Next(state, member, owned),
    };

    private static ConsumerMember Next(ConsumerGroupState state, ConsumerMember member, ImmutableHashSet<TopicIdPartition>? owned)
    {
        var target = state.Targets.GetValueOrDefault(member.Id, []);
        var kept = member.Assigned.Intersect(target);
        var lost = member.Assigned.Except(target);
        if (!lost.IsEmpty && (owned is null || owned.Overlaps(lost)))
            return Same(member, member with { State = MemberState.UnrevokedPartitions, Assigned = kept, Revoking = lost });

        var wanted = target.Except(kept);
        var given = kept;
        if (!wanted.IsEmpty)
        {
            var held = state.HeldByOthers(member.Id);
            given = kept.Union(wanted.Where(p => !held.Contains(p)));
        }

        return Same(member, member with
        {
            State = given.Count == target.Count ? MemberState.Stable : MemberState.UnreleasedPartitions,
            PreviousEpoch = member.Epoch == state.AssignmentEpoch ? member.PreviousEpoch : member.Epoch,
            Epoch = state.AssignmentEpoch,
            Assigned = given,
            Revoking = [],
        });
    }

    /// <summary>The same object when nothing has changed, so that nothing is stored.</summary>
    private static ConsumerMember Same(ConsumerMember before, ConsumerMember after) => before.HasSameCurrent(after) ? before : after;
}
