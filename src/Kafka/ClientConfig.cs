using System.Diagnostics.CodeAnalysis;

namespace Connect.Kafka;

/// <summary>
/// The settings of a Kafka client in the names of librdkafka, made from those of the Java client that configurations have. Two equal ones are one client.
/// </summary>
internal sealed class ClientConfig : IEquatable<ClientConfig>
{
    private readonly SortedDictionary<string, string> _settings;

    public ClientConfig(IEnumerable<KeyValuePair<string, string>> settings)
    {
        _settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in settings) _settings[key] = value;
    }

    public IReadOnlyDictionary<string, string> Settings => _settings;

    /// <summary>A value by librdkafka's name.</summary>
    public string? this[string name] => _settings.GetValueOrDefault(name);

    public bool Equals([NotNullWhen(true)] ClientConfig? other) => other is not null && _settings.SequenceEqual(other._settings);

    public override bool Equals(object? obj) => Equals(obj as ClientConfig);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (key, value) in _settings)
        {
            hash.Add(key, StringComparer.Ordinal);
            hash.Add(value, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <summary>The names alone: values may be secrets.</summary>
    public override string ToString() => string.Join(", ", _settings.Keys);
}
