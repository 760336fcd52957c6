using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.InternalRecords;

/// <summary>The value of an internal record, versions 0.</summary>
internal sealed class ConsumerGroupMemberMetadataValue : IMessage
{
    public static short FlexibleSince => 0;

    public string? InstanceId = "";
    public string? RackId = "";
    public string ClientId = "";
    public string ClientHost = "";
    public List<string> SubscribedTopicNames = [];
    public string? SubscribedTopicRegex = "";
    public int RebalanceTimeoutMs = -1;
    public string? ServerAssignor = "";
    public ClassicMemberMetadataData? ClassicMemberMetadata;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.NullableString(ref InstanceId);
        w.NullableString(ref RackId);
        w.String(ref ClientId);
        w.String(ref ClientHost);
        w.StringArray(ref SubscribedTopicNames);
        w.NullableString(ref SubscribedTopicRegex);
        w.Int32(ref RebalanceTimeoutMs);
        w.NullableString(ref ServerAssignor);

        var tags = w.BeginTags();
        if (w.Tag(ref tags, 0, ClassicMemberMetadata is not null))
        {
            w.NullableStruct(ref ClassicMemberMetadata);
            w.EndTag(ref tags);
        }

        w.EndTags(ref tags);
    }

    internal sealed class ClassicMemberMetadataData : IStruct
    {
        public int SessionTimeoutMs;
        public List<ClassicProtocol> SupportedProtocols = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref SessionTimeoutMs);
            w.Array(ref SupportedProtocols);
            w.NoTags();
        }
    }

    internal sealed class ClassicProtocol : IStruct
    {
        public string Name = "";
        public byte[] Metadata = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Bytes(ref Metadata);
            w.NoTags();
        }
    }
}
