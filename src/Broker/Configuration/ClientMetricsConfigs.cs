namespace Connect.Broker.Configuration;

/// <summary>Settings of client metrics subscriptions. They are kept for the tools; this broker collects no metrics of clients.</summary>
internal static class ClientMetricsConfigs
{
    private static readonly string[] Matchable =
        ["client_instance_id", "client_id", "client_software_name", "client_software_version", "client_source_address", "client_source_port"];

    private static readonly Lazy<ConfigDefinition> Lazily = new(() => new ConfigDefinition(
        [
            new ConfigKey("interval.ms", ConfigType.Int, "300000", null, KeyTraits.Dynamic),
            new ConfigKey("match", ConfigType.List, "", null, KeyTraits.Dynamic),
            new ConfigKey("metrics", ConfigType.List, "", null, KeyTraits.Dynamic),
        ]));

    public static ConfigDefinition Definition => Lazily.Value;

    /// <summary>The first problem in Kafka's words; null when the settings are right.</summary>
    public static string? Check(IReadOnlyDictionary<string, string> overrides, out bool invalidValue)
    {
        invalidValue = false;
        foreach (var (name, text) in overrides)
        {
            if (!Definition.TryGet(name, out var key)) return $"Unknown client metrics configuration: {name}";
            if (key.Check(text, out var value) is { } problem) return problem;
            if (name == "interval.ms" && value.Number is < 100 or > 3_600_000)
                return $"Invalid value {text} for interval.ms, interval must be between 100 and 3600000 (1 hour)";
            if (name == "match" && value.Items!.FirstOrDefault(i => !IsPattern(i)) is { } bad)
            {
                invalidValue = true;
                return $"Illegal client matching pattern: {bad}";
            }
        }

        return null;
    }

    private static bool IsPattern(string item)
    {
        var equals = item.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && Matchable.Contains(item[..equals].Trim());
    }
}
