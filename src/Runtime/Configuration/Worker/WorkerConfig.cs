using System.Collections.ObjectModel;
using Connect.Runtime.Plugins;
using Connect.Runtime.Workers;
using Connect.Sdk.Configuration;

namespace Connect.Runtime.Configuration.Worker;

/// <summary>The configuration of a worker: what its file, environment and command line say, checked.</summary>
public sealed class WorkerConfig
{
    private static readonly string[] Prefixed = ["producer.", "consumer.", "admin.", "config.providers.", "key.converter.", "value.converter.", "header.converter."];

    private readonly ParsedConfig _values;

    /// <summary>Checks a configuration.</summary>
    /// <param name="definition">The settings of the kind of worker.</param>
    /// <param name="properties">What is set, under Kafka Connect's names.</param>
    /// <param name="plugins">The classes that it can name.</param>
    /// <exception cref="Connect.Sdk.Errors.ConfigException">A setting is missing or wrong.</exception>
    public WorkerConfig(ConfigDef definition, IReadOnlyDictionary<string, string?> properties, PluginClasses plugins)
    {
        Properties = properties;
        _values = new ParsedConfig(definition, properties, plugins);
        RestartSettings.Of(this, ReadOnlyDictionary<string, string?>.Empty);
        Unknown = [.. properties.Keys
            .Where(k => !definition.Keys.ContainsKey(k) && !k.StartsWith("connect.", StringComparison.Ordinal) && !Prefixed.Any(p => k.StartsWith(p, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>All that is set.</summary>
    public IReadOnlyDictionary<string, string?> Properties { get; }

    /// <summary>The typed values.</summary>
    public ParsedConfig Values => _values;

    /// <summary>Names of settings that no worker has.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary><c>bootstrap.servers</c>.</summary>
    public string BootstrapServers => string.Join(',', _values.GetList("bootstrap.servers"));

    /// <summary><c>group.id</c>; <c>standalone</c> if it has none.</summary>
    public string GroupId => _values.Values.TryGetValue("group.id", out var group) ? (string)group! : "standalone";

    /// <summary>Whether it is a worker of its own, not one of a group.</summary>
    public bool IsStandalone => !_values.Values.ContainsKey("group.id");

    /// <summary>Whether <c>exactly.once.source.support</c> is enabled.</summary>
    public bool IsExactlyOnce => _values.Values.TryGetValue("exactly.once.source.support", out var support) && "enabled".Equals(support as string, StringComparison.OrdinalIgnoreCase);

    /// <summary><c>offset.flush.interval.ms</c>.</summary>
    public TimeSpan OffsetFlushInterval => TimeSpan.FromMilliseconds(Math.Max(1, _values.GetLong("offset.flush.interval.ms")));

    /// <summary><c>offset.flush.timeout.ms</c>.</summary>
    public TimeSpan OffsetFlushTimeout => TimeSpan.FromMilliseconds(Math.Max(1, _values.GetLong("offset.flush.timeout.ms")));

    /// <summary><c>task.shutdown.graceful.timeout.ms</c>.</summary>
    public TimeSpan TaskShutdownTimeout => TimeSpan.FromMilliseconds(Math.Max(0, _values.GetLong("task.shutdown.graceful.timeout.ms")));

    /// <summary>
    /// Settings of the clients of connectors: <c>bootstrap.servers</c> and what stands under the prefix, without it. TLS and SASL of the worker itself are not
    /// among them, as in Kafka Connect.
    /// </summary>
    /// <param name="prefix"><c>producer.</c> or <c>consumer.</c>.</param>
    public Dictionary<string, string?> ClientSettings(string prefix)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["bootstrap.servers"] = BootstrapServers };
        foreach (var (key, value) in Properties)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal)) settings[key[prefix.Length..]] = value;
        }

        return settings;
    }

    /// <summary>Settings of admin clients: all of the worker's, and what stands under <c>admin.</c>.</summary>
    public Dictionary<string, string?> AdminSettings()
    {
        var settings = Properties.Where(p => !p.Key.StartsWith("connect.", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in Properties)
        {
            if (key.StartsWith("admin.", StringComparison.Ordinal) && !key.StartsWith("admin.listeners", StringComparison.Ordinal)) settings[key["admin.".Length..]] = value;
        }

        return settings;
    }
}
