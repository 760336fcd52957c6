namespace Connect.Broker.Transactions;

/// <summary>Where a transactional id stands. The numbers are those of Kafka's own records in <c>__transaction_state</c>.</summary>
internal enum TransactionStatus : sbyte
{
    Empty = 0,
    Ongoing = 1,
    PrepareCommit = 2,
    PrepareAbort = 3,
    CompleteCommit = 4,
    CompleteAbort = 5,

    /// <summary>Expired. Never stored: a tombstone takes its place.</summary>
    Dead = 6,

    /// <summary>Never stored: here the fence and the decision to abort are one step.</summary>
    PrepareEpochFence = 7,
}

internal static class TransactionStatusNames
{
    public static string Name(this TransactionStatus status) => status switch
    {
        TransactionStatus.Empty => nameof(TransactionStatus.Empty),
        TransactionStatus.Ongoing => nameof(TransactionStatus.Ongoing),
        TransactionStatus.PrepareCommit => nameof(TransactionStatus.PrepareCommit),
        TransactionStatus.PrepareAbort => nameof(TransactionStatus.PrepareAbort),
        TransactionStatus.CompleteCommit => nameof(TransactionStatus.CompleteCommit),
        TransactionStatus.CompleteAbort => nameof(TransactionStatus.CompleteAbort),
        TransactionStatus.Dead => nameof(TransactionStatus.Dead),
        _ => nameof(TransactionStatus.PrepareEpochFence),
    };

    public static bool TryParse(string name, out TransactionStatus status)
    {
        for (status = TransactionStatus.Empty; status <= TransactionStatus.PrepareEpochFence; status++)
        {
            if (status.Name() == name) return true;
        }

        return false;
    }
}
