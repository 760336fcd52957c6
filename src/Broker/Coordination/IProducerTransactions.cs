using Connect.Broker.Log;
using Connect.Broker.Protocol;

namespace Connect.Broker.Coordination;

/// <summary>The transaction coordinator as a write sees it: may this producer write to this partition now?</summary>
internal interface IProducerTransactions
{
    /// <summary>Adds the partition to the producer's transaction, beginning one if there is none (transactions of the second version, KIP-890).</summary>
    ErrorCode AddPartition(string transactionalId, StateProducer producer, TopicPartition partition);

    /// <summary>Whether the partition has been added to the producer's ongoing transaction (clients before that version add it themselves).</summary>
    ErrorCode VerifyPartition(string transactionalId, StateProducer producer, TopicPartition partition);
}
