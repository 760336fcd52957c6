using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.InternalRecords;

/// <summary>The value of an internal record, versions 0-4.</summary>
internal sealed class GroupMetadataValue : IMessage
{
    public static short FlexibleSince => 4;

    public string ProtocolType = "";
    public int Generation;
    public string? Protocol = "";
    public string? Leader = "";
    public long CurrentStateTimestamp = -1;
    public List<MemberMetadata> Members = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.String(ref ProtocolType);
        w.Int32(ref Generation);
        w.NullableString(ref Protocol);
        w.NullableString(ref Leader);
        if (w.Version >= 2) w.Int64(ref CurrentStateTimestamp);
        w.Array(ref Members);
        w.NoTags();
    }

    internal sealed class MemberMetadata : IStruct
    {
        public string MemberId = "";
        public string? GroupInstanceId;
        public string ClientId = "";
        public string ClientHost = "";
        public int RebalanceTimeout = -1;
        public int SessionTimeout;
        public byte[] Subscription = [];
        public byte[] Assignment = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref MemberId);
            if (w.Version >= 3) w.NullableString(ref GroupInstanceId);
            w.String(ref ClientId);
            w.String(ref ClientHost);
            if (w.Version >= 1) w.Int32(ref RebalanceTimeout);
            w.Int32(ref SessionTimeout);
            w.Bytes(ref Subscription);
            w.Bytes(ref Assignment);
            w.NoTags();
        }
    }
}
