using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Confluent.Kafka;

namespace Connect.Compatibility.Tests.Pipelines;

/// <summary>How records look in outcomes.</summary>
internal static class RecordForms
{
    private const string Stack = "__connect.errors.exception.stacktrace";
    private const long Slack = 5000;

    public static JsonObject Of(ConsumeResult<byte[]?, byte[]?> record, string form, long started)
    {
        var (key, value) = form switch
        {
            "json" => (Text(record.Message.Key), record.Message.Value is { } json ? JsonNode.Parse(json) : null),
            "offset-sync" when (new Fields(record.Message.Key!), new Fields(record.Message.Value!)) is var (k, v) =>
                (Map(("topic", k.Text()), ("partition", k.Int32())), Map(("upstream", v.Int64()), ("downstream", v.Int64()))),
            "checkpoint" when (new Fields(record.Message.Key!), new Fields(record.Message.Value!)) is var (k, v) =>
                (Map(("group", k.Text()), ("topic", k.Text()), ("partition", k.Int32())),
                    Map(("version", v.Int16()), ("upstream", v.Int64()), ("downstream", v.Int64()), ("metadata", v.Text()))),
            "heartbeat" when (new Fields(record.Message.Key!), new Fields(record.Message.Value!)) is var (k, v) =>
                (Map(("source", k.Text()), ("target", k.Text())), Map(("version", v.Int16()), ("timestamp", (long)v.Int64()! > 1_600_000_000_000 ? "now" : "old"))),
            _ => (Text(record.Message.Key), Text(record.Message.Value)),
        };
        var time = record.Message.Timestamp.UnixTimestampMs;
        var isNow = time >= started - Slack && time <= DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + Slack;
        return new JsonObject
        {
            ["partition"] = record.Partition.Value,
            ["key"] = key,
            ["value"] = value,
            ["headers"] = new JsonArray([.. (record.Message.Headers ?? []).Select(h => new JsonArray(h.Key, Header(h)))]),
            ["timestamp"] = isNow ? "now" : time,
            ["timestamp-type"] = record.Message.Timestamp.Type == TimestampType.LogAppendTime ? "LogAppendTime" : "CreateTime",
        };
    }

    /// <summary>Text that can be read; other bytes in Base64.</summary>
    public static JsonNode? Text(byte[]? bytes)
    {
        if (bytes is null) return null;
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            if (!text.Any(c => c < 32 && c is not ('\t' or '\r' or '\n'))) return JsonValue.Create(text);
        }
        catch (ArgumentException)
        {
            // No text.
        }

        return new JsonObject { ["base64"] = Convert.ToBase64String(bytes) };
    }

    private static JsonNode? Header(IHeader header)
    {
        var text = Text(header.GetValueBytes());
        return header.Key == Stack && text is JsonValue ? JsonValue.Create(text.ToString().Split('\n')[0]) : text;
    }

    private static JsonObject Map(params (string Key, JsonNode? Value)[] fields) => new(fields.Select(f => KeyValuePair.Create(f.Key, f.Value)));

    /// <summary>Kafka's protocol primitives, one after the other.</summary>
    private sealed class Fields(byte[] bytes)
    {
        private int _at;

        public JsonNode? Text()
        {
            var length = BinaryPrimitives.ReadInt16BigEndian(Take(2));
            return Encoding.UTF8.GetString(Take(length));
        }

        public JsonNode? Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

        public JsonNode? Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

        public JsonNode? Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

        private ReadOnlySpan<byte> Take(int count)
        {
            _at += count;
            return bytes.AsSpan(_at - count, count);
        }
    }
}
