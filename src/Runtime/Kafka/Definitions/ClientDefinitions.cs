using System.Collections.Frozen;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;

namespace Connect.Runtime.Kafka.Definitions;

/// <summary>
/// The settings of Kafka's Java clients: name, type, importance and default of each, as the clients of release 4.3 define them. They are what users override for a
/// connector, whatever client does the work here.
/// </summary>
internal static class ClientDefinitions
{
    private const string Resource = "Connect.Runtime.Kafka.Definitions.clients.tsv";

    private static readonly Lazy<FrozenDictionary<ConnectorClientType, FrozenDictionary<string, ConfigKey>>> All = new(Read);

    public static IReadOnlyDictionary<string, ConfigKey> Of(ConnectorClientType client) => All.Value[client];

    private static FrozenDictionary<ConnectorClientType, FrozenDictionary<string, ConfigKey>> Read()
    {
        using var stream = typeof(ClientDefinitions).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly has no {Resource}");
        using var reader = new StreamReader(stream);
        var keys = new List<(ConnectorClientType Client, ConfigKey Key)>();
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split('\t');
            keys.Add((Enum.Parse<ConnectorClientType>(parts[0], ignoreCase: true), Key(parts[0], parts[1], parts[2], parts[3], parts[4])));
        }

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
}
