using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Topics;

namespace Connect.Broker.Admin.Offsets;

internal sealed class DeleteRecordsHandler(TopicRegistry topics)
{
    public DeleteRecordsResponse Answer(DeleteRecordsRequest request)
    {
        var response = new DeleteRecordsResponse();
        foreach (var topic in request.Topics)
        {
            var result = new DeleteRecordsResponse.DeleteRecordsTopicResult { Name = topic.Name };
            foreach (var partition in topic.Partitions)
            {
                var error = Delete(topic.Name, partition, out var start);
                result.Partitions.Add(new()
                {
                    PartitionIndex = partition.PartitionIndex,
                    ErrorCode = error,
                    LowWatermark = error == ErrorCode.None ? start : -1,
                });
            }

            response.Topics.Add(result);
        }

        return response;
    }

    private ErrorCode Delete(string topic, DeleteRecordsRequest.DeleteRecordsPartition asked, out long start)
    {
        start = -1;
        var error = topics.FindPartition(topic, asked.PartitionIndex, out var log);
        if (log is null) return error;
        if (TopicNames.IsInternal(topic)) return ErrorCode.InvalidTopicException;
        // The records of a topic that is only compacted are gone when there are newer ones of their keys, and not before.
        if (log.Config is { Delete: false, Compact: true }) return ErrorCode.PolicyViolation;
        return asked.Offset < -1 ? ErrorCode.OffsetOutOfRange : log.DeleteRecordsBefore(asked.Offset, out start);
    }
}
