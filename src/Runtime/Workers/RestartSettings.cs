using Connect.Runtime.Configuration.Worker;
using Connect.Sdk.Configuration;
using Connect.Sdk.Errors;

namespace Connect.Runtime.Workers;

/// <summary>
/// Whether, and how often, a task that failed is started again by itself. Kafka Connect never does that, and neither do we unless it is asked for, in the configuration
/// of a connector or, for all connectors, in that of the worker.
/// </summary>
/// <param name="Attempts">How often in a row; 0 for never, -1 for always.</param>
/// <param name="Backoff">How long a task stays failed the first time; twice as long each further time.</param>
/// <param name="MaxBackoff">How long it stays failed at most. A task that runs as long as this has recovered: its attempts are counted from the start again.</param>
public sealed record RestartSettings(int Attempts, TimeSpan Backoff, TimeSpan MaxBackoff)
{
    private const string AttemptsKey = "connect.tasks.restart.attempts";
    private const string BackoffKey = "connect.tasks.restart.backoff.ms";
    private const string MaxBackoffKey = "connect.tasks.restart.backoff.max.ms";

    private static readonly ConfigDef Definition = new ConfigDef()
        .Define(new ConfigKey(AttemptsKey, ConfigType.Int, ConfigImportance.Low, "How often in a row a failed task is restarted by itself: 0 for never, -1 for always.")
        {
            Default = 0,
            Validator = ConfigValidators.AtLeast(-1),
        })
        .Define(new ConfigKey(BackoffKey, ConfigType.Long, ConfigImportance.Low, "How many milliseconds a task stays failed before it is restarted by itself; doubled each further time.")
        {
            Default = 1_000L,
            Validator = ConfigValidators.Between(1L, MaxMilliseconds),
        })
        .Define(new ConfigKey(MaxBackoffKey, ConfigType.Long, ConfigImportance.Low, "How many milliseconds a task stays failed at most before it is restarted by itself.")
        {
            Default = 300_000L,
            Validator = ConfigValidators.Between(1L, MaxMilliseconds),
        });

    /// <summary>A day: who wants a task restarted even later does it by hand.</summary>
    private const long MaxMilliseconds = 86_400_000;

    /// <summary>What a connector says, and where it says nothing, its worker.</summary>
    /// <exception cref="ConfigException">A value is wrong.</exception>
    public static RestartSettings Of(WorkerConfig worker, IReadOnlyDictionary<string, string?> connector)
    {
        ArgumentNullException.ThrowIfNull(worker);
        ArgumentNullException.ThrowIfNull(connector);
        return Parse(Definition.Keys.Keys
            .Select(k => KeyValuePair.Create(k, connector.GetValueOrDefault(k) ?? worker.Properties.GetValueOrDefault(k)))
            .Where(p => p.Value is not null).ToDictionary(StringComparer.Ordinal));
    }

    /// <summary>Adds those of the settings that a configuration has: the others stay unknown to whoever looks at Kafka Connect's settings.</summary>
    internal static void AddUsed(ConfigDef definition, IReadOnlyDictionary<string, string?> config)
    {
        foreach (var key in Definition.Keys.Values.Where(k => config.ContainsKey(k.Name) && !definition.Keys.ContainsKey(k.Name))) definition.Define(key);
    }

    /// <exception cref="ConfigException">A value is wrong.</exception>
    internal static RestartSettings Parse(IReadOnlyDictionary<string, string?> config)
    {
        var values = new ParsedConfig(Definition, config);
        return new RestartSettings(
            values.GetInt(AttemptsKey), TimeSpan.FromMilliseconds(values.GetLong(BackoffKey)), TimeSpan.FromMilliseconds(values.GetLong(MaxBackoffKey)));
    }
}
