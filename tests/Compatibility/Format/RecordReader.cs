using System.Text.Json;
using Connect.Sdk.Data;
using Connect.Sdk.Headers;
using Connect.Sdk.Records;

namespace Connect.Compatibility.Tests.Format;

/// <summary>Records of the vectors.</summary>
internal static class RecordReader
{
    public static ConnectRecord? Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;
        var keySchema = SchemaReader.Read(json.GetProperty("keySchema"));
        var valueSchema = SchemaReader.Read(json.GetProperty("valueSchema"));
        var key = ValueReader.Read(json.GetProperty("key"), keySchema);
        var value = ValueReader.Read(json.GetProperty("value"), valueSchema);
        var topic = json.GetProperty("topic").GetString();
        var partition = Integer(json.GetProperty("partition"));
        var timestamp = json.GetProperty("timestamp") is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : (long?)null;
        var headers = new ConnectHeaders(json.GetProperty("headers").EnumerateArray().Select(Header));
        if (json.GetProperty("record").GetString() == "source")
        {
            return new SourceRecord(
                (ConnectMap?)ReadMap(json.GetProperty("sourcePartition")), (ConnectMap?)ReadMap(json.GetProperty("sourceOffset")),
                topic, partition, keySchema, key, valueSchema, value, timestamp, headers);
        }

        return new SinkRecord(
            topic, partition, keySchema, key, valueSchema, value, json.GetProperty("offset").GetInt64(), timestamp,
            Enum.Parse<RecordTimestampType>(json.GetProperty("timestampType").GetString()!.Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
            headers, json.GetProperty("originalTopic").GetString(), Integer(json.GetProperty("originalPartition")), json.GetProperty("originalOffset").GetInt64());
    }

    public static Header Header(JsonElement json)
    {
        var schema = SchemaReader.Read(json.GetProperty("schema"));
        return new Header(json.GetProperty("key").GetString()!, schema, ValueReader.Read(json.GetProperty("value"), schema));
    }

    public static string Canonical(ConnectRecord? record)
    {
        if (record is null) return "dropped";
        var common = $"topic {Format.Canonical.Quoted(record.Topic)} partition {record.KafkaPartition} timestamp {record.Timestamp}\n"
            + $"  key ({Format.Canonical.Of(record.KeySchema)}) {Format.Canonical.Of(record.Key)}\n"
            + $"  value ({Format.Canonical.Of(record.ValueSchema)}) {Format.Canonical.Of(record.Value)}\n"
            + $"  headers {Format.Canonical.Of(record.Headers)}";
        return record switch
        {
            SourceRecord source => $"source {Format.Canonical.Of(source.SourcePartition)} {Format.Canonical.Of(source.SourceOffset)} {common}",
            SinkRecord sink => $"sink {sink.KafkaOffset} {sink.TimestampType} from {sink.OriginalTopic} {sink.OriginalKafkaPartition} {sink.OriginalKafkaOffset} {common}",
            _ => throw new NotSupportedException(),
        };
    }

    private static int? Integer(JsonElement json) => json.ValueKind == JsonValueKind.Number ? json.GetInt32() : null;

    private static object? ReadMap(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => ReadEntries(json),
        _ => ValueReader.Read(json),
    };

    private static ConnectMap ReadEntries(JsonElement json)
    {
        var map = new ConnectMap();
        foreach (var entry in json.EnumerateArray()) map[ValueReader.Read(entry[0])] = ValueReader.Read(entry[1]);
        return map;
    }
}
