using System.Buffers;
using System.Collections;
using System.Text;
using Connect.Runtime.Converters.Json;
using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Runtime.Sources;

/// <summary>Source partitions and offsets as JSON, the way Kafka Connect stores them.</summary>
internal static class SourceOffsets
{
    public static string ToJson(IDictionary map, JsonConverter converter, ArrayBufferWriter<byte> buffer)
    {
        CheckPrimitive(map);
        buffer.ResetWrittenCount();
        converter.Write(null, map, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static JsonConverter NewConverter()
    {
        var converter = new JsonConverter();
        converter.Configure(new Dictionary<string, string?> { ["schemas.enable"] = "false", ["converter.type"] = "value" }, isKey: false);
        return converter;
    }

    public static IReadOnlyDictionary<string, object?>? FromJson(string? json, JsonConverter converter)
    {
        if (json is null || converter.Read(Encoding.UTF8.GetBytes(json)).Value is not ConnectMap map) return null;
        return map.AsTexts();
    }

    /// <summary>A map whose keys are texts, in its order.</summary>
    public static Dictionary<string, object?> AsTexts(this ConnectMap map) => map.ToDictionary(p => (string)p.Key!, p => p.Value, StringComparer.Ordinal);

    /// <exception cref="DataException">A key is no text, or a value no primitive.</exception>
    private static void CheckPrimitive(IDictionary map)
    {
        var entries = map.GetEnumerator();
        while (entries.MoveNext())
        {
            if (ConnectMap.KeyOf(entries) is not string key) throw new DataException("Offsets may only use String keys");
            if (entries.Value is not (null or string or bool or sbyte or short or int or long or float or double or byte[] or Memory<byte> or ReadOnlyMemory<byte>))
                throw new DataException($"Offsets may only contain primitive types as values, but field {key} contains {TypeOf(entries.Value)}");
        }
    }

    private static string TypeOf(object value) => value switch
    {
        IDictionary => "MAP",
        IList => "ARRAY",
        Struct => "STRUCT",
        _ => $"class {JavaNames.ClassOf(value)}",
    };
}

/// <summary>Reads the offsets of a connector for its tasks.</summary>
internal sealed class OffsetReader(IOffsetStore store) : IOffsetReader
{
    public async ValueTask<IReadOnlyDictionary<string, object?>?> OffsetAsync(IDictionary partition, CancellationToken cancellationToken) =>
        (await OffsetsAsync([partition], cancellationToken).ConfigureAwait(false))[0];

    public async ValueTask<IReadOnlyList<IReadOnlyDictionary<string, object?>?>> OffsetsAsync(
        IReadOnlyCollection<IDictionary> partitions, CancellationToken cancellationToken)
    {
        var converter = SourceOffsets.NewConverter();
        var buffer = new ArrayBufferWriter<byte>();
        var keys = partitions.Select(p => SourceOffsets.ToJson(p, converter, buffer)).ToList();
        var found = await store.ReadAsync(keys, cancellationToken).ConfigureAwait(false);
        return [.. found.Select(json => SourceOffsets.FromJson(json, converter))];
    }
}
