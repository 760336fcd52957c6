using Confluent.Kafka;
using Connect.Sdk.Connectors;
using static Connect.Kafka.Native.Librdkafka;
using TopicPartition = Connect.Sdk.Connectors.TopicPartition;

namespace Connect.Kafka.Native;

/// <summary>The calls of librdkafka's admin client that read and set the offsets of a group, with their metadata. They wait, and throw <see cref="KafkaException"/>.</summary>
internal static unsafe class GroupOffsets
{
    private const int PollMilliseconds = 100;

    public static Dictionary<TopicPartition, OffsetAndMetadata> Read(nint client, string group, CancellationToken cancellationToken)
    {
        var request = rd_kafka_ListConsumerGroupOffsets_new(group, null);
        try
        {
            return Call(
                client, request, (requests, queue) => rd_kafka_ListConsumerGroupOffsets(client, requests, 1, 0, queue),
                answer => rd_kafka_ListConsumerGroupOffsets_result_groups(rd_kafka_event_ListConsumerGroupOffsets_result(answer), out _), cancellationToken);
        }
        finally
        {
            rd_kafka_ListConsumerGroupOffsets_destroy(request);
        }
    }

    public static void Set(nint client, string group, IReadOnlyCollection<KeyValuePair<TopicPartition, OffsetAndMetadata>> offsets, CancellationToken cancellationToken)
    {
        using var list = new PartitionList(offsets);
        var request = rd_kafka_AlterConsumerGroupOffsets_new(group, list.Handle);
        try
        {
            Call(
                client, request, (requests, queue) => rd_kafka_AlterConsumerGroupOffsets(client, requests, 1, 0, queue),
                answer => rd_kafka_AlterConsumerGroupOffsets_result_groups(rd_kafka_event_AlterConsumerGroupOffsets_result(answer), out _), cancellationToken);
        }
        finally
        {
            rd_kafka_AlterConsumerGroupOffsets_destroy(request);
        }
    }

    private delegate void Ask(nint* requests, nint queue);

    private delegate nint* Groups(nint answer);

    /// <summary>An error of one part counts as the error of the whole.</summary>
    private static Dictionary<TopicPartition, OffsetAndMetadata> Call(nint client, nint request, Ask ask, Groups groups, CancellationToken cancellationToken)
    {
        var queue = rd_kafka_queue_new(client);
        nint answer = 0;
        try
        {
            ask(&request, queue);
            while ((answer = rd_kafka_queue_poll(queue, PollMilliseconds)) == 0) cancellationToken.ThrowIfCancellationRequested();
            ThrowIf(rd_kafka_event_error(answer), Text(rd_kafka_event_error_string(answer)));
            var group = *groups(answer);
            if (rd_kafka_group_result_error(group) is var error and not 0) ThrowIf(rd_kafka_error_code(error), Text(rd_kafka_error_string(error)));
            var partitions = rd_kafka_group_result_partitions(group);
            if (partitions == null) return [];
            if (PartitionList.ErrorIn(partitions) is var code and not 0) ThrowIf(code, Text(rd_kafka_err2str(code)));
            return PartitionList.Read(partitions);
        }
        finally
        {
            if (answer != 0) rd_kafka_event_destroy(answer);
            rd_kafka_queue_destroy(queue);
        }
    }

    private static void ThrowIf(int code, string text)
    {
        if (code != 0) throw new KafkaException(new Error((ErrorCode)code, text));
    }
}
