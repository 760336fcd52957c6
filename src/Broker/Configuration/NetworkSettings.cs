namespace Connect.Broker.Configuration;

/// <summary>Limits on connections, requests and answers.</summary>
internal sealed record NetworkSettings
{
    public required int MaxRequestBytes { get; init; }

    /// <summary>Infinite where the setting is negative.</summary>
    public required TimeSpan MaxIdle { get; init; }

    public required int MaxConnections { get; init; }

    public required int MaxConnectionsPerIp { get; init; }

    /// <summary>Other limits for single addresses.</summary>
    public required IReadOnlyDictionary<string, int> MaxConnectionsPerIpOverrides { get; init; }

    public required int MaxConnectionCreationRate { get; init; }

    /// <summary>Bytes of requests in memory; null without limit.</summary>
    public required long? QueuedMaxRequestBytes { get; init; }

    public required int QueuedMaxRequests { get; init; }

    public required int ListenBacklog { get; init; }

    public required int SendBufferBytes { get; init; }

    public required int ReceiveBufferBytes { get; init; }

    /// <summary>The most that one Fetch answers.</summary>
    public required int FetchMaxBytes { get; init; }

    public required int FetchSessionSlots { get; init; }

    /// <summary>The most partitions that one DescribeTopicPartitions answers.</summary>
    public required int MaxPartitionsPerAnswer { get; init; }

    internal static NetworkSettings Build(BrokerValues v, List<string> errors) => new()
    {
        MaxRequestBytes = v.Int("socket.request.max.bytes"),
        MaxIdle = v.Span("connections.max.idle.ms"),
        MaxConnections = v.Int("max.connections"),
        MaxConnectionsPerIp = v.Int("max.connections.per.ip"),
        MaxConnectionsPerIpOverrides = PerAddress(v.Text("max.connections.per.ip.overrides"), errors),
        MaxConnectionCreationRate = v.Int("max.connection.creation.rate"),
        QueuedMaxRequestBytes = v.Long("queued.max.request.bytes") is var bytes and > 0 ? bytes : null,
        QueuedMaxRequests = v.Int("queued.max.requests"),
        ListenBacklog = v.Int("socket.listen.backlog.size"),
        SendBufferBytes = v.Int("socket.send.buffer.bytes"),
        ReceiveBufferBytes = v.Int("socket.receive.buffer.bytes"),
        FetchMaxBytes = v.Int("fetch.max.bytes"),
        FetchSessionSlots = v.Int("max.incremental.fetch.session.cache.slots"),
        MaxPartitionsPerAnswer = v.Int("max.request.partition.size.limit"),
    };

    private static Dictionary<string, int> PerAddress(string text, List<string> errors)
    {
        var limits = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = pair.LastIndexOf(':');
            if (colon > 0 && int.TryParse(pair.AsSpan(colon + 1), out var limit) && limit >= 0) limits[pair[..colon]] = limit;
            else errors.Add($"max.connections.per.ip.overrides: {pair} is not of the form address:limit");
        }

        return limits;
    }
}
