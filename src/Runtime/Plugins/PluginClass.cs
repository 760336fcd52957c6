using Connect.Sdk;

namespace Connect.Runtime.Plugins;

/// <summary>A plugin that can be made.</summary>
/// <param name="Name">The full name, as users know it from Kafka.</param>
/// <param name="Type">The .NET class; two names may share one.</param>
/// <param name="Create">Makes one, not configured yet.</param>
public sealed record PluginClass(string Name, Type Type, Func<object> Create)
{
    private readonly Lazy<string?> _version = new(() =>
    {
        var instance = Create();
        var version = (instance as IVersioned)?.Version;
        (instance as IDisposable)?.Dispose();
        return version;
    });

    /// <summary>The version that it gives itself; null if it has none.</summary>
    /// <exception cref="Exception">It cannot be made.</exception>
    public string? Version => _version.Value;

    /// <summary>A class with a constructor without parameters.</summary>
    public static PluginClass Of<T>(string name)
        where T : new() => new(name, typeof(T), () => new T());
}
