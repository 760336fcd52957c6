using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.InternalRecords;

/// <summary>The value of an internal record, versions 0-4.</summary>
internal sealed class OffsetCommitValue : IMessage
{
    public static short FlexibleSince => 4;

    public long Offset;
    public int LeaderEpoch = -1;
    public string Metadata = "";
    public long CommitTimestamp;
    public long ExpireTimestamp = -1;
    public Guid TopicId;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int64(ref Offset);
        if (w.Version >= 3) w.Int32(ref LeaderEpoch);
        w.String(ref Metadata);
        w.Int64(ref CommitTimestamp);
        if (w.Version == 1) w.Int64(ref ExpireTimestamp);

        var tags = w.BeginTags();
        if (w.Tag(ref tags, 0, TopicId != Guid.Empty))
        {
            w.Uuid(ref TopicId);
            w.EndTag(ref tags);
        }

        w.EndTags(ref tags);
    }
}
