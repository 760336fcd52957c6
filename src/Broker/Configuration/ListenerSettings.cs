namespace Connect.Broker.Configuration;

/// <summary>Where the broker listens and what it tells clients to connect to.</summary>
internal sealed record ListenerSettings
{
    /// <summary>Empty: all addresses of this machine.</summary>
    public required string Host { get; init; }

    /// <summary>0: any free port.</summary>
    public required int Port { get; init; }

    /// <summary>Null: the host that is listened on, or the machine's name where that is all addresses.</summary>
    public string? AdvertisedHost { get; init; }

    /// <summary>Null: the port that is listened on.</summary>
    public int? AdvertisedPort { get; init; }

    internal static ListenerSettings? Build(BrokerValues values, List<string> errors)
    {
        var controllers = values.Items("controller.listener.names");
        var plaintext = PlaintextNames(values.Text("listener.security.protocol.map"));
        var bound = Pick("listeners", values.Items("listeners"), controllers, plaintext, errors);
        if (bound is null) return null;
        Listener? advertised = null;
        if (values.TextOrNull("advertised.listeners", out _) is { } text && text.Length > 0)
        {
            advertised = Pick("advertised.listeners", values.Items("advertised.listeners"), controllers, plaintext, errors);
            if (advertised is null) return null;
            if (advertised.Host is "0.0.0.0" or "::")
                errors.Add($"advertised.listeners: clients cannot connect to {advertised.Host}, name an address that they can reach");
        }

        return new ListenerSettings
        {
            Host = bound.Host,
            Port = bound.Port,
            AdvertisedHost = string.IsNullOrEmpty(advertised?.Host) ? null : advertised.Host,
            AdvertisedPort = advertised is null || advertised.Port == 0 ? null : advertised.Port,
        };
    }

    private static HashSet<string> PlaintextNames(string map)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "PLAINTEXT" };
        foreach (var pair in map.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && pair.AsSpan(colon + 1).Trim().Equals("PLAINTEXT", StringComparison.OrdinalIgnoreCase))
                names.Add(pair[..colon].Trim());
        }

        return names;
    }

    /// <summary>The one listener for clients; those of a controller have nothing behind them here and are passed over.</summary>
    private static Listener? Pick(
        string key, IReadOnlyList<string> texts, IReadOnlyList<string> controllers, HashSet<string> plaintext, List<string> errors)
    {
        Listener? found = null;
        foreach (var text in texts)
        {
            if (Listener.Parse(text) is not { } listener)
            {
                errors.Add($"{key}: {text} is not of the form PLAINTEXT://host:port");
                return null;
            }

            if (controllers.Contains(listener.Name, StringComparer.OrdinalIgnoreCase)) continue;
            if (!plaintext.Contains(listener.Name))
            {
                errors.Add($"{key}: {text} is refused, this broker offers PLAINTEXT only");
                return null;
            }

            if (found is not null)
            {
                errors.Add($"{key}: this broker offers one listener for clients, {texts.Count} are named");
                return null;
            }

            found = listener;
        }

        if (found is null) errors.Add($"{key}: no listener for clients is named");
        return found;
    }
}
