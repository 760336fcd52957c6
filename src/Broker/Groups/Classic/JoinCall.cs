namespace Connect.Broker.Groups.Classic;

/// <summary>What a JoinGroup request says.</summary>
internal sealed record JoinCall
{
    public required string MemberId { get; init; }

    public string? InstanceId { get; init; }

    public required string ClientId { get; init; }

    public required string ClientHost { get; init; }

    public required int SessionTimeoutMs { get; init; }

    public required int RebalanceTimeoutMs { get; init; }

    public required string ProtocolType { get; init; }

    public required IReadOnlyList<ClassicProtocol> Protocols { get; init; }

    /// <summary>A new member is first told an id and must come again with it (JoinGroup 4 and later), so that lost answers leave no ghosts.</summary>
    public required bool RequireKnownId { get; init; }

    /// <summary>The client can be told to keep the assignment as a leader (JoinGroup 9 and later).</summary>
    public required bool KnowsSkippedAssignment { get; init; }
}
