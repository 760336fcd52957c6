namespace Connect.Broker.Groups.Consumer;

/// <summary>The members of a group of the newer protocol (KIP-848), and their time-outs. Called under the group's lock.</summary>
internal sealed class ConsumerGroup(string groupId)
{
    private readonly Dictionary<string, Deadlines> _deadlines = new(StringComparer.Ordinal);

    public string GroupId { get; } = groupId;

    public ConsumerGroupState State { get; private set; } = ConsumerGroupState.Empty;

    /// <summary>The version of the list of topics that the subscriptions were last resolved against.</summary>
    public int SeenTopics { get; set; } = -1;

    public long NextDeadline
    {
        get
        {
            var next = Group.Never;
            foreach (var (_, deadlines) in _deadlines) next = Math.Min(next, Math.Min(deadlines.Session, deadlines.Revocation));
            return next;
        }
    }

    /// <summary>A change has been stored: from now on it counts.</summary>
    public void Commit(ConsumerGroupState state)
    {
        State = state;
        foreach (var id in _deadlines.Keys)
        {
            if (!state.Members.ContainsKey(id)) _deadlines.Remove(id);
        }
    }

    /// <summary>A heartbeat has come: the session begins anew, and so does the time to let go of partitions if that was just asked for.</summary>
    public void Keep(ConsumerMember member, long now, long sessionMs)
    {
        var before = _deadlines.GetValueOrDefault(member.Id);
        var revoking = member.State == MemberState.UnrevokedPartitions;
        var revocation = !revoking ? Group.Never
            : before is { Revocation: not Group.Never } && before.Epoch == member.Epoch ? before.Revocation
            : now + member.Metadata.RebalanceTimeoutMs;
        _deadlines[member.Id] = new Deadlines(now + sessionMs, revocation, member.Epoch);
    }

    /// <summary>After a restart everybody has a whole session.</summary>
    public void KeepAll(long now, long sessionMs)
    {
        foreach (var (_, member) in State.Members) Keep(member, now, sessionMs);
    }

    /// <summary>The members whose time is over, each with the reason.</summary>
    public List<(string MemberId, string Reason)> Expired(long now)
    {
        var expired = new List<(string MemberId, string Reason)>();
        foreach (var (id, deadlines) in _deadlines)
        {
            if (now >= deadlines.Session) expired.Add((id, "no heartbeat within its session time-out"));
            else if (now >= deadlines.Revocation) expired.Add((id, "it did not let go of partitions within its rebalance time-out"));
        }

        return expired;
    }

    private sealed record Deadlines(long Session, long Revocation, int Epoch);
}
