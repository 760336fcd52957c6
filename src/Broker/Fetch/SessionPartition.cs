using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;

namespace Connect.Broker.Fetch;

/// <summary>What a client wants of a partition, and what it was last told of it.</summary>
internal sealed class SessionPartition(FetchTarget target)
{
    public FetchTarget Target => target;

    public long FetchOffset { get; private set; }

    public int MaxBytes { get; private set; }

    public int CurrentLeaderEpoch { get; private set; } = -1;

    public int LastFetchedEpoch { get; private set; } = -1;

    // Nothing has been told yet: the first answer always has the partition.
    private long _toldHighWatermark = -1;
    private long _toldStartOffset = -1;

    public void Update(FetchRequest.FetchPartition wanted)
    {
        FetchOffset = wanted.FetchOffset;
        MaxBytes = wanted.PartitionMaxBytes;
        CurrentLeaderEpoch = wanted.CurrentLeaderEpoch;
        LastFetchedEpoch = wanted.LastFetchedEpoch;
    }

    /// <summary>Whether this answer tells the client something new; if so it is remembered as told (KIP-227).</summary>
    public bool TellsNews(FetchResponse.PartitionData answer)
    {
        var news = answer.Records.Length > 0 || answer.HighWatermark != _toldHighWatermark || answer.LogStartOffset != _toldStartOffset
            || answer.DivergingEpoch is not null || answer.ErrorCode != ErrorCode.None;
        _toldStartOffset = answer.LogStartOffset;
        // After an error the client must be told the next good answer, whatever it holds.
        _toldHighWatermark = answer.ErrorCode == ErrorCode.None ? answer.HighWatermark : -1;
        return news;
    }
}
