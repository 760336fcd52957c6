using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Topics;

namespace Connect.Broker.Admin.Offsets;

internal sealed class DescribeProducersHandler(TopicRegistry topics)
{
    public DescribeProducersResponse Answer(DescribeProducersRequest request)
    {
        var response = new DescribeProducersResponse();
        foreach (var topic in request.Topics)
        {
            response.Topics.Add(new()
            {
                Name = topic.Name,
                Partitions = topic.PartitionIndexes.ConvertAll(partition => Describe(topic.Name, partition)),
            });
        }

        return response;
    }

    private DescribeProducersResponse.PartitionResponse Describe(string topic, int partition)
    {
        if (TopicNames.Check(topic) is { } badName)
            return new() { PartitionIndex = partition, ErrorCode = ErrorCode.InvalidTopicException, ErrorMessage = badName };
        var error = topics.FindPartition(topic, partition, out var log);
        if (log is null)
        {
            var message = topics.TryGet(topic, out _) ? null : ErrorText.UnknownTopic;
            return new() { PartitionIndex = partition, ErrorCode = error, ErrorMessage = message };
        }

        return new()
        {
            PartitionIndex = partition,
            ActiveProducers = [.. log.ActiveProducers().Select(p => new DescribeProducersResponse.ProducerState
            {
                ProducerId = p.ProducerId,
                ProducerEpoch = p.Epoch,
                LastSequence = p.LastSequence,
                LastTimestamp = p.LastTimestamp,
                CoordinatorEpoch = p.CoordinatorEpoch,
                CurrentTxnStartOffset = p.TransactionStart,
            })],
        };
    }
}
