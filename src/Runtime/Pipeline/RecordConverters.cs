using Connect.Runtime.Plugins;
using Connect.Sdk.Errors;
using Connect.Sdk.Storage;

namespace Connect.Runtime.Pipeline;

/// <summary>
/// The converters of a task. A connector that names a converter gets only the settings that it gives itself; one that does not has the worker's, with the
/// worker's settings.
/// </summary>
internal sealed class RecordConverters : IDisposable
{
    /// <exception cref="ConfigException">A converter cannot be made or configured.</exception>
    public RecordConverters(IReadOnlyDictionary<string, string?> connector, IReadOnlyDictionary<string, string?> worker, PluginClasses plugins)
    {
        (Key, KeyClass) = Create<IConverter>("key.converter", connector, worker, plugins, (c, s) => c.Configure(s, isKey: true));
        (Value, ValueClass) = Create<IConverter>("value.converter", connector, worker, plugins, (c, s) => c.Configure(s, isKey: false));
        (Header, HeaderClass) = Create<IHeaderConverter>("header.converter", connector, worker, plugins, (c, s) => c.Configure(s));
    }

    public IConverter Key { get; }

    public string KeyClass { get; }

    public IConverter Value { get; }

    public string ValueClass { get; }

    public IHeaderConverter Header { get; }

    public string HeaderClass { get; }

    public void Dispose()
    {
        Key.Dispose();
        Value.Dispose();
        Header.Dispose();
    }

    private static (T Converter, string Class) Create<T>(
        string key, IReadOnlyDictionary<string, string?> connector, IReadOnlyDictionary<string, string?> worker, PluginClasses plugins,
        Action<T, Dictionary<string, string?>> configure)
        where T : class
    {
        var source = connector.GetValueOrDefault(key) is null ? worker : connector;
        var name = source.GetValueOrDefault(key) ?? "org.apache.kafka.connect.storage.SimpleHeaderConverter";
        if (!plugins.TryFind(name.Trim(), out var plugin)) throw new ConfigException(key, name, $"Class {name} could not be found.");
        if (plugin.Create() is not T converter) throw new ConfigException(key, name, $"Class {name} is no {typeof(T).Name[1..]}.");
        var prefix = key + ".";
        var settings = source.Where(p => p.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(p => p.Key[prefix.Length..], p => p.Value, StringComparer.Ordinal);
        settings["converter.type"] = key.Split('.')[0];
        configure(converter, settings);
        return (converter, plugin.Name);
    }
}
