using System.Collections.Frozen;
using System.Globalization;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;

namespace Connect.Kafka.Definitions;

/// <summary>
/// The settings of Kafka's Java clients: name, type, importance and default of each, as the clients of release 4.3 define them. They are what users override for a
/// connector, whatever client does the work here.
/// </summary>
internal static class ClientDefinitions
{
    private const string Resource = "Connect.Kafka.Definitions.clients.tsv";

    private static readonly Lazy<FrozenDictionary<ConnectorClientType, FrozenDictionary<string, ConfigKey>>> All = new(Read);
    private static readonly Lazy<FrozenDictionary<ConnectorClientType, FrozenDictionary<string, IConfigValidator>>> Checks = new(ReadChecks);

    public static IReadOnlyDictionary<string, ConfigKey> Of(ConnectorClientType client) => All.Value[client];

    /// <summary>Checks values as the Java client does when it is made.</summary>
    /// <exception cref="Connect.Sdk.Errors.ConfigException">A value is not of its type, or not allowed.</exception>
    public static void Check(ConnectorClientType client, IReadOnlyDictionary<string, string?> settings)
    {
        var checks = Checks.Value[client];
        foreach (var (name, value) in settings)
        {
            if (value is null || !Of(client).TryGetValue(name, out var key) || key.Type == ConfigType.Class) continue;
            var parsed = ConfigParser.Parse(name, value, key.Type, null);
            checks.GetValueOrDefault(name)?.EnsureValid(name, parsed);
        }
    }

    private static IEnumerable<string[]> Lines()
    {
        using var stream = typeof(ClientDefinitions).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly has no {Resource}");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) yield return line.Split('\t');
    }

    private static FrozenDictionary<ConnectorClientType, FrozenDictionary<string, ConfigKey>> Read()
    {
        var keys = Lines().Select(parts => (Client: ClientOf(parts), Key: Key(parts[0], parts[1], parts[2], parts[3], parts[4])));
        return keys.GroupBy(k => k.Client).ToFrozenDictionary(g => g.Key, g => g.ToFrozenDictionary(k => k.Key.Name, k => k.Key, StringComparer.Ordinal));
    }

    /// <summary>Defaults are texts already: <c>!</c> for none, <c>-</c> for null, else <c>=</c> and the text.</summary>
    private static ConfigKey Key(string client, string name, string type, string importance, string defaultText)
    {
        var key = new ConfigKey(
            name, Enum.Parse<ConfigType>(type, ignoreCase: true), Enum.Parse<ConfigImportance>(importance, ignoreCase: true), $"See {name} in Kafka's {client} configurations.");
        return defaultText[0] switch
        {
            '!' => key,
            '-' => key with { Default = null },
            _ => key with { Default = defaultText[1..] },
        };
    }

    private static ConnectorClientType ClientOf(string[] parts) => Enum.Parse<ConnectorClientType>(parts[0], ignoreCase: true);

    private static FrozenDictionary<ConnectorClientType, FrozenDictionary<string, IConfigValidator>> ReadChecks() => Lines().Where(p => p.Length > 5)
        .GroupBy(ClientOf).ToFrozenDictionary(g => g.Key, g => g.ToFrozenDictionary(p => p[1], p => Validator(p[5]), StringComparer.Ordinal));

    /// <summary>What is allowed, as Java prints it: <c>[a, b]</c>, <c>[0,...,9]</c>, either after <c>(case insensitive)</c>.</summary>
    private static IConfigValidator Validator(string text)
    {
        const string ignoreCase = "(case insensitive) ";
        if (text[0] is not ('[' or '(')) return ConfigValidators.NonEmptyString;
        var parts = text[(text.IndexOf('[', StringComparison.Ordinal) + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
        if (text.StartsWith(ignoreCase, StringComparison.Ordinal)) return ConfigValidators.OneOfIgnoringCase(parts);
        if (parts is not [var least, "...", .. var most]) return ConfigValidators.OneOf(parts);
        return most.Length == 0 ? ConfigValidators.AtLeast(Number(least)) : ConfigValidators.Between(Number(least), Number(most[0]));

        static object Number(string number)
        {
            if (number.Contains('.', StringComparison.Ordinal)) return double.Parse(number, CultureInfo.InvariantCulture);
            return long.Parse(number, CultureInfo.InvariantCulture);
        }
    }
}
