using Connect.Broker.Records;

namespace Connect.Broker.Log;

/// <summary>What one run of the cleaner goes by.</summary>
/// <param name="Keys">The last offset of each key in what was dirty.</param>
/// <param name="End">The end of what is cleaned: the batch before it stays, be it empty.</param>
/// <param name="Now">The time of the run.</param>
/// <param name="DeleteRetentionMs">How long tombstones and markers are kept from now on.</param>
/// <param name="IndexIntervalBytes">For the new segments.</param>
/// <param name="LastOfProducers">The batch that holds a producer's last sequence, or with no such batch the epoch of its marker.</param>
/// <param name="Stop">Looked at between batches.</param>
internal sealed record CleaningRun(
    KeyOffsets Keys,
    long End,
    long Now,
    long DeleteRetentionMs,
    int IndexIntervalBytes,
    IReadOnlyDictionary<long, LastOfProducer> LastOfProducers,
    Func<bool> Stop);

/// <summary>The last data offset of a producer, -1 where only a marker of it is left; its epoch.</summary>
internal readonly record struct LastOfProducer(long DataOffset, short Epoch);

/// <summary>Copies what is to stay of some segments to a new one. Offsets, order, sequences and the ends of batches stay as they are.</summary>
internal sealed class SegmentCleaner(CleaningRun run, CleanedTransactions transactions) : IDisposable
{
    private const int WriteSize = 1 << 20;

    private readonly RecordBatchBuilder _builder = new();
    private readonly RecordBuffer _output = new();
    private readonly List<bool> _stays = [];

    /// <summary>False where it was told to stop.</summary>
    public bool Copy(Segment from, Segment to)
    {
        using var reader = new SegmentReader(from.Log.Open(), from.Size);
        while (reader.Next(out var batch))
        {
            if (run.Stop()) return false;
            Filter(batch, to);
        }

        Write(to);
        return true;
    }

    public void Dispose()
    {
        _builder.Dispose();
        _output.Dispose();
    }

    private void Filter(Memory<byte> batch, Segment to)
    {
        var header = new RecordBatchHeader(batch.Span);
        var discard = header.IsControl ? transactions.IsOfNoUse(batch) : transactions.IsAborted(header);
        var markerOfNothing = header.IsControl && discard;
        if (markerOfNothing) discard = header.HasDeleteHorizon && header.BaseTimestamp <= run.Now;
        var keepEmpty = IsLastOfProducer(header) || header.NextOffset == run.End;
        if (discard)
        {
            if (keepEmpty) AddEmpty(header, to);
            return;
        }

        if (!TryDecide(batch, header, out var kept, out var tombstones))
        {
            // What cannot be read is not for the cleaner to drop.
            Add(batch.Span, to);
            return;
        }

        var horizon = header.HasDeleteHorizon ? header.BaseTimestamp : tombstones || markerOfNothing ? run.Now + run.DeleteRetentionMs : -1;
        if (kept == 0 && keepEmpty) AddEmpty(header, to);
        else if (kept == _stays.Count && kept > 0 && (horizon < 0 || header.HasDeleteHorizon)) Add(batch.Span, to);
        else if (kept > 0) AddRest(batch, header, horizon, to);
    }

    private bool IsLastOfProducer(in RecordBatchHeader header)
    {
        if (!header.HasProducerId || !run.LastOfProducers.TryGetValue(header.ProducerId, out var last)) return false;
        return last.DataOffset >= 0 ? header.LastOffset == last.DataOffset : header.IsControl && header.ProducerEpoch == last.Epoch;
    }

    private bool TryDecide(Memory<byte> batch, in RecordBatchHeader header, out int kept, out bool tombstones)
    {
        _stays.Clear();
        kept = 0;
        tombstones = false;
        using var reader = new RecordBatchReader(batch);
        while (reader.Next(out var record))
        {
            var stays = header.IsControl || Stays(record, header);
            _stays.Add(stays);
            if (!stays) continue;
            kept++;
            tombstones |= !record.HasValue && !header.IsControl;
        }

        return reader.Error is null;
    }

    private bool Stays(in RecordView record, in RecordBatchHeader header)
    {
        if (record.Offset > run.Keys.LatestOffset) return true;
        if (!record.HasKey || record.Offset < run.Keys.Find(record.Key)) return false;
        return record.HasValue || !header.HasDeleteHorizon || run.Now < header.BaseTimestamp;
    }

    private void AddRest(Memory<byte> batch, in RecordBatchHeader header, long horizon, Segment to)
    {
        Prepare(header);
        _builder.DeleteHorizon = horizon;
        using var reader = new RecordBatchReader(batch);
        for (var i = 0; reader.Next(out var record); i++)
            if (_stays[i]) _builder.Add(record);
        Add(_builder.Build().Span, to);
    }

    private void AddEmpty(in RecordBatchHeader header, Segment to)
    {
        Prepare(header);
        _builder.MaxTimestamp = header.MaxTimestamp;
        Add(_builder.Build().Span, to);
    }

    private void Prepare(in RecordBatchHeader header)
    {
        _builder.Reset();
        _builder.Compression = header.Compression;
        _builder.Transactional = header.IsTransactional;
        _builder.Control = header.IsControl;
        _builder.LogAppendTime = header.IsLogAppendTime;
        _builder.ProducerId = header.ProducerId;
        _builder.ProducerEpoch = header.ProducerEpoch;
        _builder.BaseSequence = header.BaseSequence;
        _builder.LeaderEpoch = header.PartitionLeaderEpoch;
        _builder.BaseOffset = header.BaseOffset;
        _builder.LastOffset = header.LastOffset;
        if (header.IsLogAppendTime) _builder.MaxTimestamp = header.MaxTimestamp;
    }

    private void Add(ReadOnlySpan<byte> batch, Segment to)
    {
        _output.Write(batch);
        to.Account(new RecordBatchHeader(batch), run.IndexIntervalBytes);
        if (_output.Length >= WriteSize) Write(to);
    }

    private void Write(Segment to)
    {
        RandomAccess.Write(to.Log.Open(), _output.Written.Span, to.Size - _output.Length);
        _output.Clear();
    }
}
