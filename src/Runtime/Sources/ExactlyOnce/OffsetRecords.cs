using System.Buffers;
using System.Collections;
using System.Text;
using Connect.Runtime.Converters.Json;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;

namespace Connect.Runtime.Sources.ExactlyOnce;

/// <summary>
/// The records of an offsets topic, as Kafka Connect writes them: the key is JSON of the connector's name and the part of the source, the value the offset.
/// Compaction and look-ups go by the bytes of the key. For one thread.
/// </summary>
internal sealed class OffsetRecords
{
    private readonly JsonConverter _converter = SourceOffsets.NewConverter();
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>The key of a part of the source.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="partition">JSON of the part.</param>
    public string Key(string connector, string partition)
    {
        _buffer.ResetWrittenCount();
        _converter.Write(null, connector, _buffer);
        return $"[{Encoding.UTF8.GetString(_buffer.WrittenSpan)},{partition}]";
    }

    /// <summary>JSON of a part of the source, or of an offset, in the order of the map.</summary>
    /// <exception cref="DataException">It holds something that an offset may not.</exception>
    public string Json(IDictionary map) => SourceOffsets.ToJson(map, _converter, _buffer);

    /// <summary>What a key means; null if it is of something else, or of nothing.</summary>
    /// <param name="key">The bytes.</param>
    /// <param name="problem">Why it is no key of an offset; null if that is nothing to tell anyone.</param>
    public (string Connector, ConnectMap Partition)? Parse(byte[] key, out string? problem)
    {
        problem = null;
        object? value;
        try
        {
            value = _converter.Read(key).Value;
        }
        catch (DataException)
        {
            problem = "it is not JSON";
            return null;
        }

        switch (value)
        {
            case IList { Count: 2 } list when list[0] is string connector && list[1] is ConnectMap partition:
                return (connector, partition);
            case IList { Count: 2 } list when list[0] is string && list[1] is null:
                // A source without parts: it has an offset for nothing.
                return null;
            case IList { Count: 2 } list:
                problem = list[0] is string ? "its second element is not the part of a source" : "its first element is not the name of a connector";
                return null;
            default:
                problem = "it is not an array of two elements";
                return null;
        }
    }
}
