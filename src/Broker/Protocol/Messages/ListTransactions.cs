using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>ListTransactions (key 66), versions 0 to 2: the request.</summary>
internal sealed class ListTransactionsRequest : IRequest
{
    public static ApiKey Api => ApiKey.ListTransactions;

    public static short MinVersion => 0;

    public static short MaxVersion => 2;

    public static short FlexibleSince => 0;

    public List<string> StateFilters = [];
    public List<long> ProducerIdFilters = [];
    public long DurationFilter = -1;
    public string? TransactionalIdPattern;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.StringArray(ref StateFilters);
        w.Int64Array(ref ProducerIdFilters);
        if (w.Version >= 1) w.Int64(ref DurationFilter);
        if (w.Version >= 2) w.NullableString(ref TransactionalIdPattern);
        w.NoTags();
    }
}

/// <summary>ListTransactions (key 66), versions 0 to 2: the response.</summary>
internal sealed class ListTransactionsResponse : IMessage
{
    public static short FlexibleSince => 0;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public List<string> UnknownStateFilters = [];
    public List<TransactionState> TransactionStates = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Error(ref ErrorCode);
        w.StringArray(ref UnknownStateFilters);
        w.Array(ref TransactionStates);
        w.NoTags();
    }

    internal sealed class TransactionState : IStruct
    {
        public string TransactionalId = "";
        public long ProducerId;
        public string StateName = "";

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref TransactionalId);
            w.Int64(ref ProducerId);
            w.String(ref StateName);
            w.NoTags();
        }
    }
}
