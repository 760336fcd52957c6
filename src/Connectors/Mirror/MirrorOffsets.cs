using Connect.Sdk.Connectors;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Connectors.Mirror;

/// <summary>Source partitions and offsets of mirrors: what they hold, and what users may set them to (<c>org.apache.kafka.connect.mirror.MirrorUtils</c>).</summary>
internal static class MirrorOffsets
{
    private const string OffsetKey = "offset";
    private const string PartitionKey = "partition";

    /// <summary>The part of the source, in the order in which Java writes it.</summary>
    public static ConnectMap Partition(string cluster, TopicPartition partition) =>
        new() { ["cluster"] = cluster, [PartitionKey] = partition.Partition, ["topic"] = partition.Topic };

    public static ConnectMap Offset(long offset) => new() { [OffsetKey] = offset };

    /// <summary>The offset of the last record that was copied; null if there is none.</summary>
    public static long? Read(IReadOnlyDictionary<string, object?>? offset) => offset?.GetValueOrDefault(OffsetKey) is long number and >= 0 ? number : null;

    /// <summary>Checks offsets that a user sets.</summary>
    /// <param name="offsets">The offsets.</param>
    /// <param name="texts">What in partitions has to be a text.</param>
    /// <param name="hasPartition">Whether partitions have a number.</param>
    /// <param name="onlyZero">Whether 0 is the only offset.</param>
    /// <exception cref="ConnectException">One is wrong.</exception>
    public static void Check(IReadOnlyList<SourcePartitionOffset> offsets, string[] texts, bool hasPartition, bool onlyZero)
    {
        foreach (var (partition, offset) in offsets)
        {
            // What is reset can be anything: it may be left over from something else.
            if (offset is null) continue;
            if (partition is null) throw new ConnectException("Source partitions may not be null");
            foreach (var key in texts) CheckText(partition, key);
            if (hasPartition) CheckPartition(partition);
            CheckOffset(partition, offset, onlyZero);
        }
    }

    private static void CheckText(IReadOnlyDictionary<string, object?> partition, string key)
    {
        if (!partition.TryGetValue(key, out var value)) throw new ConnectException($"Source partition {Text(partition)} is missing the '{key}' key, which is required");
        if (value is not string)
            throw new ConnectException($"Source partition {Text(partition)} has an invalid value {JavaText.Of(value)} for the '{key}' key, which must be a string");
    }

    private static void CheckPartition(IReadOnlyDictionary<string, object?> partition)
    {
        if (!partition.TryGetValue(PartitionKey, out var value))
            throw new ConnectException($"Source partition {Text(partition)} is missing the '{PartitionKey}' key, which is required");
        var wrong = $"Source partition {Text(partition)} has an invalid value {JavaText.Of(value)} for the '{PartitionKey}' key, which";
        if (Integer(value) is not <= int.MaxValue) throw new ConnectException($"{wrong} must be an integer");
        if (unchecked((int)Integer(value)!.Value) < 0) throw new ConnectException($"{wrong} cannot be negative");
    }

    private static void CheckOffset(IReadOnlyDictionary<string, object?> partition, IReadOnlyDictionary<string, object?> offset, bool onlyZero)
    {
        var where = $"Source offset {Text(offset)} for source partition {Text(partition)}";
        if (!offset.TryGetValue(OffsetKey, out var value)) throw new ConnectException($"{where} is missing the '{OffsetKey}' key, which is required");
        var wrong = $"{where} has an invalid value {JavaText.Of(value)} for the '{OffsetKey}' key";
        if (Integer(value) is not { } number) throw new ConnectException($"{wrong}, which must be an integer");
        if (onlyZero && number != 0) throw new ConnectException($"{wrong}; the only accepted value is 0");
        if (number < 0) throw new ConnectException($"{wrong}, which cannot be negative");
    }

    private static long? Integer(object? value) => value switch
    {
        int number => number,
        long number => number,
        _ => null,
    };

    private static string Text(IReadOnlyDictionary<string, object?> map) => $"{{{string.Join(", ", map.Select(p => $"{p.Key}={JavaText.Of(p.Value)}"))}}}";
}
