using System.Buffers;
using System.Text;
using Connect.Runtime.Converters.Json;
using Connect.Runtime.Sources;
using Connect.Sdk.Data;

namespace Connect.Runtime.InternalTopics;

/// <summary>A record of one of the topics in which Kafka Connect keeps its state; without a value it removes what is under the key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">JSON.</param>
public readonly record struct InternalRecord(string? Key, string? Value);

/// <summary>Values of records as Kafka Connect writes and reads them: JSON without schemas.</summary>
internal sealed class TopicJson
{
    private readonly JsonConverter _converter = SourceOffsets.NewConverter();
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public string Write(ConnectMap map)
    {
        _buffer.ResetWrittenCount();
        _converter.Write(null, map, _buffer);
        return Encoding.UTF8.GetString(_buffer.WrittenSpan);
    }

    /// <exception cref="Sdk.Errors.DataException">It is no JSON.</exception>
    public object? Read(string? value) => value is null ? null : _converter.Read(Encoding.UTF8.GetBytes(value)).Value;

    public static object? Field(ConnectMap? map, string name) => map is not null && map.TryGetValue(name, out var value) ? value : null;

    /// <summary>A state by its name in capitals; null if there is none of the name.</summary>
    public static T? Named<T>(string? name)
        where T : struct, Enum
    {
        var names = Enum.GetValues<T>().ToDictionary(v => v.ToString().ToUpperInvariant(), StringComparer.Ordinal);
        return name is not null && names.TryGetValue(name, out var value) ? value : null;
    }

    public static ConnectMap MapOf(IEnumerable<KeyValuePair<string, string?>> values)
    {
        var map = new ConnectMap();
        foreach (var (key, value) in values) map[key] = value;
        return map;
    }
}
