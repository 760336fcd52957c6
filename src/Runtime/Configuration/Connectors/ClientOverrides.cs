using Connect.Kafka.Definitions;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Runtime.Configuration.Connectors;

/// <summary>Checks settings of Kafka clients that a connector overrides: only for the clients that it uses, each by the worker's policy (KIP-458).</summary>
internal static class ClientOverrides
{
    private static readonly (string Prefix, ConnectorClientType Client)[] Clients =
        [("producer.override.", ConnectorClientType.Producer), ("consumer.override.", ConnectorClientType.Consumer), ("admin.override.", ConnectorClientType.Admin)];

    /// <summary>What is said of each setting that is overridden.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="policy">The worker's policy.</param>
    /// <param name="exactlyOnce">Whether the worker writes exactly once.</param>
    /// <exception cref="ConfigException">A value is not of the type of its setting.</exception>
    public static IEnumerable<ValidatedSetting> Validate(
        Connector connector, IReadOnlyDictionary<string, string?> config, IConnectorClientConfigOverridePolicy policy, bool exactlyOnce)
    {
        var settings = new List<ValidatedSetting>();
        foreach (var (prefix, client) in Clients)
        {
            if (!Uses(connector, client, config, exactlyOnce)) continue;
            var definitions = ClientDefinitions.Of(client);
            var overrides = config.Where(p => p.Key.StartsWith(prefix, StringComparison.Ordinal) && p.Key.Length > prefix.Length)
                .ToDictionary(p => p.Key[prefix.Length..], p => p.Value, StringComparer.Ordinal);
            foreach (var (name, value) in overrides)
            {
                // Java's classes are no classes here.
                if (definitions.TryGetValue(name, out var key) && key.Type != ConfigType.Class) ConfigParser.Parse(name, value, key.Type, null);
            }

            var type = connector is SourceConnector ? ConnectorType.Source : ConnectorType.Sink;
            var request = new ConnectorClientConfigRequest(config.GetValueOrDefault("name") ?? "", type, connector.GetType(), overrides, client);
            foreach (var value in policy.Validate(request))
            {
                var definition = definitions.GetValueOrDefault(value.Name);
                settings.Add(new ValidatedSetting(definition is null ? null : definition with { Name = prefix + value.Name, DisplayName = definition.DisplayName }, Prefixed(prefix, value, definition)));
            }
        }

        return settings;
    }

    private static bool Uses(Connector connector, ConnectorClientType client, IReadOnlyDictionary<string, string?> config, bool exactlyOnce)
    {
        if (connector is SourceConnector)
        {
            var hasOwnOffsets = exactlyOnce || !JavaStrings.IsBlank(config.GetValueOrDefault("offsets.storage.topic"));
            return client switch
            {
                ConnectorClientType.Producer => true,
                ConnectorClientType.Consumer => hasOwnOffsets,
                _ => hasOwnOffsets || config.Keys.Any(k => k.StartsWith("topic.creation.", StringComparison.Ordinal)),
            };
        }

        return client == ConnectorClientType.Consumer || !JavaStrings.IsBlank(config.GetValueOrDefault("errors.deadletterqueue.topic.name"));
    }

    private static ConfigValue Prefixed(string prefix, ConfigValue value, ConfigKey? key)
    {
        var shown = key?.Type == ConfigType.Password && value.Value is string secret ? new Password(secret) : value.Value;
        var prefixed = new ConfigValue(prefix + value.Name) { Value = shown, RecommendedValues = value.RecommendedValues, IsVisible = value.IsVisible };
        foreach (var error in value.Errors) prefixed.AddError(error);
        return prefixed;
    }
}
