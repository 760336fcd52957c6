using Connect.Broker.Protocol.Messages;

namespace Connect.Broker.Groups.Classic;

/// <summary>A member of a classic group, and what it is waiting for.</summary>
internal sealed class ClassicMember
{
    public required string Id { get; init; }

    public required string? InstanceId { get; init; }

    public required string ClientId { get; init; }

    public required string ClientHost { get; init; }

    public required int SessionTimeoutMs { get; set; }

    public required int RebalanceTimeoutMs { get; set; }

    /// <summary>What it can work with, the best first.</summary>
    public required IReadOnlyList<ClassicProtocol> Protocols { get; set; }

    public byte[] Assignment { get; set; } = [];

    /// <summary>When it is taken for dead; not looked at while it waits for an answer.</summary>
    public long Deadline { get; set; }

    /// <summary>Set while its JoinGroup waits for the others.</summary>
    public TaskCompletionSource<JoinGroupResponse>? Joining { get; set; }

    /// <summary>Set while its SyncGroup waits for the leader's.</summary>
    public TaskCompletionSource<SyncGroupResponse>? Syncing { get; set; }

    /// <summary>False from the answer to its JoinGroup until its SyncGroup has come.</summary>
    public bool HasSynced { get; set; }

    public bool IsWaiting => Joining is not null || Syncing is not null;

    public byte[] MetadataFor(string? protocol)
    {
        foreach (var candidate in Protocols)
        {
            if (candidate.Name == protocol) return candidate.Metadata;
        }

        return [];
    }

    public bool Supports(string protocol)
    {
        foreach (var candidate in Protocols)
        {
            if (candidate.Name == protocol) return true;
        }

        return false;
    }

    public bool HasSameProtocols(IReadOnlyList<ClassicProtocol> others)
    {
        if (Protocols.Count != others.Count) return false;
        for (var i = 0; i < others.Count; i++)
        {
            if (Protocols[i].Name != others[i].Name || !Protocols[i].Metadata.AsSpan().SequenceEqual(others[i].Metadata)) return false;
        }

        return true;
    }
}

/// <summary>A way of assigning that a member offers, with what the group's leader needs to know of the member for it.</summary>
internal sealed record ClassicProtocol(string Name, byte[] Metadata);
