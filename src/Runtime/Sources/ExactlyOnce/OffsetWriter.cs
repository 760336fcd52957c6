using System.Text;
using Connect.Kafka;
using Connect.Kafka.Producing;
using Connect.Sdk.Errors;

namespace Connect.Runtime.Sources.ExactlyOnce;

/// <summary>Writes offsets into the open transaction of a producer; whether they arrive is told by the commit.</summary>
internal sealed class OffsetWriter(SharedProducer producer, string connector, string topic)
{
    private static readonly TimeSpan RoomTimeout = TimeSpan.FromSeconds(30);

    private readonly RecordBytes _bytes = new();

    public OffsetRecords Records { get; } = new();

    /// <param name="partition">JSON of the part of the source.</param>
    /// <param name="offset">JSON of where to go on; null removes it.</param>
    /// <exception cref="ConnectException">The producer does not take it.</exception>
    public void Write(string partition, string? offset)
    {
        _bytes.Set(Encoding.UTF8.GetBytes(Records.Key(connector, partition)), true, offset is null ? [] : Encoding.UTF8.GetBytes(offset), offset is not null);
        while (true)
        {
            var room = producer.Room;
            var result = producer.Send(0, 0, topic, null, null, _bytes, out var error);
            if (result == SendResult.Queued) return;
            if (result == SendResult.Full && room.Wait(RoomTimeout)) continue;
            throw KafkaError.IsFenced(error) ? KafkaError.OldEpoch() : KafkaError.Of(error, topic);
        }
    }
}
