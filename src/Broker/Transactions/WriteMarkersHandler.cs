using Connect.Broker.Coordination;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;

namespace Connect.Broker.Transactions;

/// <summary>
/// WriteTxnMarkers: ends a transaction in partitions past its coordinator, as an administrator does with one that hangs (KIP-664).
/// </summary>
internal sealed class WriteMarkersHandler(ITransactionPartitions partitions)
{
    public WriteTxnMarkersResponse Answer(WriteTxnMarkersRequest request)
    {
        var answer = new WriteTxnMarkersResponse();
        foreach (var marker in request.Markers)
        {
            var producer = new StateProducer(marker.ProducerId, marker.ProducerEpoch);
            var result = new WriteTxnMarkersResponse.WritableTxnMarkerResult { ProducerId = marker.ProducerId };
            foreach (var topic in marker.Topics)
            {
                var topicResult = new WriteTxnMarkersResponse.WritableTxnMarkerTopicResult { Name = topic.Name };
                foreach (var index in topic.PartitionIndexes)
                {
                    var error = Write(new TopicPartition(topic.Name, index), producer, marker.TransactionResult, marker.CoordinatorEpoch);
                    topicResult.Partitions.Add(
                        new WriteTxnMarkersResponse.WritableTxnMarkerPartitionResult { PartitionIndex = index, ErrorCode = error });
                }

                result.Topics.Add(topicResult);
            }

            answer.Markers.Add(result);
        }

        return answer;
    }

    private ErrorCode Write(TopicPartition partition, StateProducer producer, bool commit, int coordinatorEpoch)
    {
        if (!partitions.Exists(partition)) return ErrorCode.UnknownTopicOrPartition;
        var error = partitions.WriteMarker(partition, producer, commit, coordinatorEpoch);
        return error is ErrorCode.CoordinatorLoadInProgress or ErrorCode.CoordinatorNotAvailable or ErrorCode.NotCoordinator
            ? ErrorCode.NotLeaderOrFollower // the asker knows partitions here, not coordinators
            : error;
    }
}
