using System.Globalization;
using System.Text.Json;
using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;

namespace Connect.Runtime.Offsets;

/// <summary>Reads offsets of sinks as users write them, with Connect's words for what is wrong (<c>SinkUtils.parseSinkConnectorOffsets</c>).</summary>
internal static class SinkOffsetForms
{
    /// <exception cref="OffsetRequestException">One has the wrong form.</exception>
    public static Dictionary<TopicPartition, long?> Parse(IReadOnlyList<StoredOffset> offsets)
    {
        var parsed = new Dictionary<TopicPartition, long?>();
        foreach (var (partition, offset) in offsets) parsed[Partition(partition)] = Offset(offset);
        return parsed;
    }

    private static TopicPartition Partition(string json)
    {
        using var document = JsonDocument.Parse(json);
        var partition = document.RootElement;
        if (partition.ValueKind != JsonValueKind.Object) throw new OffsetRequestException("The partition for a sink connector offset cannot be null or missing");
        if (!partition.TryGetProperty("kafka_topic", out var topic) || !partition.TryGetProperty("kafka_partition", out var number))
            throw new OffsetRequestException("The partition for a sink connector offset must contain the keys 'kafka_topic' and 'kafka_partition'");
        if (topic.ValueKind == JsonValueKind.Null) throw new OffsetRequestException("Kafka topic names must be valid strings and may not be null");
        if (number.ValueKind == JsonValueKind.Null) throw new OffsetRequestException("Kafka partitions must be valid numbers and may not be null");
        return int.TryParse(Text(number), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed)
            ? new TopicPartition(Text(topic), parsed)
            : throw new OffsetRequestException(
                $"Failed to parse the following Kafka partition value in the provided offsets: '{Text(number)}'. Partition values for sink connectors need to be integers.");
    }

    private static long? Offset(string? json)
    {
        if (json is null) return null;
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind == JsonValueKind.Null) return null;
        if (!document.RootElement.TryGetProperty("kafka_offset", out var offset))
            throw new OffsetRequestException("The offset for a sink connector should either be null or contain the key 'kafka_offset'");
        return long.TryParse(Text(offset), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed)
            ? parsed
            : throw new OffsetRequestException(
                $"Failed to parse the following Kafka offset value in the provided offsets: '{Text(offset)}'. Offset values for sink connectors need to be integers.");
    }

    private static string Text(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Null => "null",
        _ => json.GetRawText(),
    };
}

/// <summary>A request to change offsets has the wrong form; the text tells what is wrong.</summary>
public sealed class OffsetRequestException(string message) : ConnectException(message);
