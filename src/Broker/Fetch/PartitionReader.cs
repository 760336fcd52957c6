using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Protocol.Wire;
using Connect.Broker.Topics;

namespace Connect.Broker.Fetch;

/// <summary>Answers what a fetch wants of one partition.</summary>
internal sealed class PartitionReader(TopicRegistry topics)
{
    public bool TryFind(in FetchTarget target, bool byTopicId, out PartitionLog? log)
        => byTopicId ? topics.TryGetPartition(target.TopicId, target.Partition, out log) : topics.TryGetPartition(target.Topic, target.Partition, out log);

    /// <summary>What is there now; never waits.</summary>
    public FetchResponse.PartitionData Read(SessionPartition wanted, bool byTopicId, bool readCommitted, int room, bool atLeastOneBatch)
    {
        if (!TryFind(wanted.Target, byTopicId, out var log) || log is null)
            return Failed(wanted, byTopicId && !topics.TryGet(wanted.Target.TopicId, out _) ? ErrorCode.UnknownTopicId : ErrorCode.UnknownTopicOrPartition);
        if (wanted.CurrentLeaderEpoch > PartitionLog.LeaderEpoch) return Failed(wanted, ErrorCode.UnknownLeaderEpoch);

        var read = log.Read(wanted.FetchOffset, Math.Min(room, wanted.MaxBytes), atLeastOneBatch, readCommitted);
        if (Divergence(wanted, read, out var diverging)) return Failed(wanted, ErrorCode.OffsetOutOfRange);
        if (diverging is null && read.Error != ErrorCode.None) return Failed(wanted, read.Error);
        return new()
        {
            PartitionIndex = wanted.Target.Partition,
            HighWatermark = read.HighWatermark,
            LastStableOffset = read.LastStableOffset,
            LogStartOffset = read.StartOffset,
            DivergingEpoch = diverging,
            AbortedTransactions = read.Aborted is null
                ? null
                : [.. read.Aborted.Select(a => new FetchResponse.AbortedTransaction { ProducerId = a.ProducerId, FirstOffset = a.FirstOffset })],
            Records = diverging is null && read.Records.Length > 0 ? new WireRecords(read.Records) : WireRecords.Empty,
        };
    }

    public static FetchResponse.PartitionData Failed(SessionPartition wanted, ErrorCode error) => new()
    {
        PartitionIndex = wanted.Target.Partition,
        ErrorCode = error,
        HighWatermark = -1,
        AbortedTransactions = null,
        Records = WireRecords.Empty,
    };

    /// <summary>
    /// A client that has read past the end of this log, in an epoch of this log, read something that is not here any more (KIP-595). True for
    /// an epoch that this log has never had.
    /// </summary>
    private static bool Divergence(SessionPartition wanted, in ReadResult read, out FetchResponse.EpochEndOffset? diverging)
    {
        diverging = null;
        if (wanted.LastFetchedEpoch > PartitionLog.LeaderEpoch) return true;
        if (wanted.LastFetchedEpoch == PartitionLog.LeaderEpoch && wanted.FetchOffset > read.HighWatermark)
            diverging = new() { Epoch = PartitionLog.LeaderEpoch, EndOffset = read.HighWatermark };
        return false;
    }
}
