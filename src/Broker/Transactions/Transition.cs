using Connect.Broker.Protocol;

namespace Connect.Broker.Transactions;

/// <summary>
/// What a request does to a transactional id: the state to store first (null: nothing changes), and the answer once that is stored.
/// Both can be there: an initialisation that finds an open transaction aborts it and still answers that the client must come back.
/// </summary>
internal readonly record struct Transition(ErrorCode Answer, TransactionMetadata? Next)
{
    public static Transition Refuse(ErrorCode error) => new(error, null);

    /// <summary>Everything the request wants is already so.</summary>
    public static Transition Nothing { get; } = new(ErrorCode.None, null);

    public static Transition To(TransactionMetadata next) => new(ErrorCode.None, next);
}

/// <summary>The producer a request says it is, or is answered to be.</summary>
internal readonly record struct ProducerIdentity(long ProducerId, short Epoch)
{
    public static ProducerIdentity None { get; } = new(-1, -1);
}
