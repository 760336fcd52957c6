namespace Connect.Broker.Configuration;

/// <summary>Settings of consumer groups of the newer protocol (KIP-848).</summary>
internal sealed record ConsumerGroupSettings
{
    public required TimeSpan HeartbeatInterval { get; init; }

    public required TimeSpan MinHeartbeatInterval { get; init; }

    public required TimeSpan MaxHeartbeatInterval { get; init; }

    public required TimeSpan SessionTimeout { get; init; }

    public required TimeSpan MinSessionTimeout { get; init; }

    public required TimeSpan MaxSessionTimeout { get; init; }

    public required TimeSpan AssignmentInterval { get; init; }

    public required TimeSpan RegexRefreshInterval { get; init; }

    public required int MaxSize { get; init; }

    /// <summary>The assignors on offer, the default first.</summary>
    public required IReadOnlyList<string> Assignors { get; init; }

    /// <summary>disabled, downgrade, upgrade or bidirectional</summary>
    public required string MigrationPolicy { get; init; }

    internal static ConsumerGroupSettings Build(BrokerValues v, List<string> errors)
    {
        Within(v, "heartbeat.interval.ms", errors);
        Within(v, "session.timeout.ms", errors);
        if (v.Long("group.consumer.heartbeat.interval.ms") >= v.Long("group.consumer.session.timeout.ms"))
            errors.Add("group.consumer.heartbeat.interval.ms must be less than group.consumer.session.timeout.ms");
        return new ConsumerGroupSettings
        {
            HeartbeatInterval = v.Span("group.consumer.heartbeat.interval.ms"),
            MinHeartbeatInterval = v.Span("group.consumer.min.heartbeat.interval.ms"),
            MaxHeartbeatInterval = v.Span("group.consumer.max.heartbeat.interval.ms"),
            SessionTimeout = v.Span("group.consumer.session.timeout.ms"),
            MinSessionTimeout = v.Span("group.consumer.min.session.timeout.ms"),
            MaxSessionTimeout = v.Span("group.consumer.max.session.timeout.ms"),
            AssignmentInterval = v.Span("group.consumer.assignment.interval.ms"),
            RegexRefreshInterval = v.Span("group.consumer.regex.refresh.interval.ms"),
            MaxSize = v.Int("group.consumer.max.size"),
            Assignors = v.Items("group.consumer.assignors"),
            MigrationPolicy = v.Text("group.consumer.migration.policy").ToLowerInvariant(),
        };
    }

    private static void Within(BrokerValues v, string what, List<string> errors)
    {
        var value = v.Long("group.consumer." + what);
        var least = v.Long("group.consumer.min." + what);
        var most = v.Long("group.consumer.max." + what);
        if (value < least || value > most)
            errors.Add($"group.consumer.{what} is {value}: group.consumer.min.{what} and max.{what} ask for {least} to {most}");
    }
}
