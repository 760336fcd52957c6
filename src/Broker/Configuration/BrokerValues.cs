namespace Connect.Broker.Configuration;

/// <summary>
/// The broker's settings as they were given: in the file or on the command line, and, stronger, changed while it ran (for all brokers or
/// for this one). Immutable; every value in it has been checked.
/// </summary>
internal sealed class BrokerValues
{
    private const long MaxTimerMs = uint.MaxValue - 1;

    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    public BrokerValues(
        IReadOnlyDictionary<string, string> fixedValues,
        IReadOnlyDictionary<string, string>? forAll = null,
        IReadOnlyDictionary<string, string>? forThis = null)
    {
        Static = fixedValues;
        DynamicForAll = forAll ?? None;
        DynamicForThis = forThis ?? None;
    }

    public IReadOnlyDictionary<string, string> Static { get; }

    public IReadOnlyDictionary<string, string> DynamicForAll { get; }

    public IReadOnlyDictionary<string, string> DynamicForThis { get; }

    public long Long(string name) => Value(name).Number;

    public int Int(string name) => (int)Value(name).Number;

    public bool Flag(string name) => Value(name).Flag;

    /// <summary>A setting in milliseconds; infinite where it is negative or longer than a timer can wait.</summary>
    public TimeSpan Span(string name) =>
        Value(name).Number is var ms and >= 0 and <= MaxTimerMs ? TimeSpan.FromMilliseconds(ms) : Timeout.InfiniteTimeSpan;

    public string Text(string name) => Value(name).Text;

    public IReadOnlyList<string> Items(string name) => Value(name).Items ?? [];

    /// <summary>The value in force as text; null where the setting has none.</summary>
    public string? TextOrNull(string name, out ConfigSource source)
    {
        source = ConfigSource.DynamicBrokerConfig;
        if (DynamicForThis.TryGetValue(name, out var text)) return text;
        source = ConfigSource.DynamicDefaultBrokerConfig;
        if (DynamicForAll.TryGetValue(name, out text)) return text;
        source = ConfigSource.StaticBrokerConfig;
        if (Static.TryGetValue(name, out text)) return text;
        source = ConfigSource.DefaultConfig;
        return BrokerConfigs.Definition[name].Default;
    }

    /// <summary>The first of the synonyms that has a value, in the unit of the setting that asks.</summary>
    public string? FirstOf(IReadOnlyList<ConfigSynonym> synonyms, out ConfigSource source)
    {
        foreach (var synonym in synonyms)
        {
            if (TextOrNull(synonym.Name, out source) is { } text) return InUnit(synonym, text);
        }

        source = ConfigSource.DefaultConfig;
        return null;
    }

    public static string InUnit(ConfigSynonym synonym, string text)
    {
        if (synonym.UnitMs == 1) return text;
        var value = Parsed(synonym.Name, text).Number;
        // Kafka's -1, for ever, is the same in every unit.
        return (value < 0 ? -1 : value * synonym.UnitMs).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static ConfigValue Parsed(string name, string text)
    {
        var problem = BrokerConfigs.Definition[name].Check(text, out var value);
        return problem is null ? value : throw new InvalidOperationException(problem);
    }

    private ConfigValue Value(string name) =>
        Parsed(name, TextOrNull(name, out _) ?? throw new InvalidOperationException($"{name} has no value"));
}
