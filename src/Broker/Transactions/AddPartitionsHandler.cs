using System.Runtime.InteropServices;
using Connect.Broker.Coordination;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Topic = Connect.Broker.Protocol.Messages.AddPartitionsToTxnRequest.AddPartitionsToTxnTopic;
using TopicResult = Connect.Broker.Protocol.Messages.AddPartitionsToTxnResponse.AddPartitionsToTxnTopicResult;

namespace Connect.Broker.Transactions;

/// <summary>
/// AddPartitionsToTxn: one transaction in the clients' versions (0 to 3), several in the brokers' (4 on), which may only want to verify.
/// </summary>
internal sealed class AddPartitionsHandler(TransactionCoordinator coordinator, ITransactionPartitions partitions)
{
    public AddPartitionsToTxnResponse Answer(AddPartitionsToTxnRequest request, short version)
    {
        var answer = new AddPartitionsToTxnResponse();
        if (version < 4)
        {
            var producer = new ProducerIdentity(request.V3AndBelowProducerId, request.V3AndBelowProducerEpoch);
            answer.ResultsByTopicV3AndBelow =
                Answer(request.V3AndBelowTransactionalId, producer, request.V3AndBelowTopics, verifyOnly: false, version);
            return answer;
        }

        foreach (var transaction in request.Transactions)
        {
            var producer = new ProducerIdentity(transaction.ProducerId, transaction.ProducerEpoch);
            answer.ResultsByTransaction.Add(new AddPartitionsToTxnResponse.AddPartitionsToTxnResult
            {
                TransactionalId = transaction.TransactionalId,
                TopicResults = Answer(transaction.TransactionalId, producer, transaction.Topics, transaction.VerifyOnly, version),
            });
        }

        return answer;
    }

    private List<TopicResult> Answer(string transactionalId, ProducerIdentity producer, List<Topic> topics, bool verifyOnly, short version)
    {
        var errors = new Dictionary<TopicPartition, ErrorCode>();
        var known = new List<TopicPartition>();
        foreach (var topic in topics)
        {
            foreach (var index in topic.Partitions)
            {
                var partition = new TopicPartition(topic.Name, index);
                if (version < 4 && IsInternal(topic.Name)) errors[partition] = ErrorCode.TopicAuthorizationFailed;
                else if (!partitions.Exists(partition)) errors[partition] = ErrorCode.UnknownTopicOrPartition;
                else known.Add(partition);
            }
        }

        if (errors.Count > 0)
        {
            foreach (var partition in known) errors[partition] = ErrorCode.OperationNotAttempted;
        }
        else if (verifyOnly)
        {
            foreach (var partition in known) errors[partition] = coordinator.VerifyPartition(transactionalId, producer, partition);
        }
        else
        {
            var clientVersion = version >= 4 ? TransactionMetadata.BumpsEpoch : (short)0;
            var error = coordinator.AddPartitions(transactionalId, producer, CollectionsMarshal.AsSpan(known), clientVersion);
            foreach (var partition in known) errors[partition] = TransactionsApi.ForVersion(error, version, knowsFenced: 2);
        }

        return Results(topics, errors);
    }

    private static List<TopicResult> Results(List<Topic> topics, Dictionary<TopicPartition, ErrorCode> errors)
    {
        var results = new List<TopicResult>(topics.Count);
        foreach (var topic in topics)
        {
            var result = new TopicResult { Name = topic.Name };
            foreach (var index in topic.Partitions)
            {
                result.ResultsByPartition.Add(new AddPartitionsToTxnResponse.AddPartitionsToTxnPartitionResult
                {
                    PartitionIndex = index,
                    PartitionErrorCode = errors[new TopicPartition(topic.Name, index)],
                });
            }

            results.Add(result);
        }

        return results;
    }

    // Clients add the partitions of the offsets topic through AddOffsetsToTxn only.
    private static bool IsInternal(string topic) => topic is "__consumer_offsets" or "__transaction_state" or "__share_group_state";
}
