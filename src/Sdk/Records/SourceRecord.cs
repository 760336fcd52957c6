using System.Collections;
using Connect.Sdk.Data;
using Connect.Sdk.Headers;
using Connect.Sdk.Java;

namespace Connect.Sdk.Records;

/// <summary>
/// A record that a source connector has read (<c>org.apache.kafka.connect.source.SourceRecord</c>), with the partition of the source and the offset in it
/// from which to go on after this record.
/// </summary>
public sealed class SourceRecord : ConnectRecord
{
    /// <summary>A record; all but the topic may be null.</summary>
    public SourceRecord(
        IDictionary? sourcePartition, IDictionary? sourceOffset, string? topic, int? kafkaPartition, Schema? keySchema, object? key,
        Schema? valueSchema, object? value, long? timestamp = null, ConnectHeaders? headers = null)
        : base(topic, kafkaPartition, keySchema, key, valueSchema, value, timestamp, headers)
    {
        SourcePartition = sourcePartition;
        SourceOffset = sourceOffset;
    }

    /// <summary>A record without a key.</summary>
    public SourceRecord(IDictionary? sourcePartition, IDictionary? sourceOffset, string? topic, Schema? valueSchema, object? value)
        : this(sourcePartition, sourceOffset, topic, null, null, null, valueSchema, value) { }

    /// <summary>What the source calls the part it was read from: strings to strings, numbers or booleans.</summary>
    public IDictionary? SourcePartition { get; }

    /// <summary>Where in that part to go on: strings to strings, numbers or booleans.</summary>
    public IDictionary? SourceOffset { get; }

    /// <inheritdoc/>
    public override SourceRecord NewRecord(
        string? topic, int? kafkaPartition, Schema? keySchema, object? key, Schema? valueSchema, object? value, long? timestamp,
        ConnectHeaders? headers = null) =>
        new(SourcePartition, SourceOffset, topic, kafkaPartition, keySchema, key, valueSchema, value, timestamp, headers ?? Headers.Duplicate());

    /// <inheritdoc/>
    public override bool Equals(object? obj) =>
        base.Equals(obj) && obj is SourceRecord other
        && ConnectEquality.Equal(SourcePartition, other.SourcePartition) && ConnectEquality.Equal(SourceOffset, other.SourceOffset);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), ConnectEquality.Hash(SourcePartition), ConnectEquality.Hash(SourceOffset));

    /// <inheritdoc/>
    public override string ToString() =>
        $"SourceRecord{{sourcePartition={JavaText.Of(SourcePartition)}, sourceOffset={JavaText.Of(SourceOffset)}}} {base.ToString()}";
}
