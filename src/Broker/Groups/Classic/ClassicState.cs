namespace Connect.Broker.Groups.Classic;

/// <summary>The states of a classic group; the names are what DescribeGroups and ListGroups answer.</summary>
internal enum ClassicState
{
    /// <summary>No members; there may be offsets.</summary>
    Empty,

    /// <summary>Members are asked to join again.</summary>
    PreparingRebalance,

    /// <summary>All have joined; the leader's assignment is awaited.</summary>
    CompletingRebalance,

    /// <summary>Every member has its assignment.</summary>
    Stable,
}
