using Connect.Broker.Protocol;
using Connect.Broker.Records;

namespace Connect.Broker.Log;

internal sealed partial class PartitionLog
{
    private long _unflushed;

    /// <summary>
    /// Checks and appends one batch. <paramref name="records"/> is patched in place: base offset, leader epoch, and with LogAppendTime
    /// timestamps and checksum. A batch that had been appended before is answered with its offsets from then.
    /// </summary>
    public AppendResult Append(Memory<byte> records, AppendOrigin origin, in AppendGuard guard = default)
    {
        var config = Config;
        var batch = BatchValidator.Check(records, origin, config, Partition, Now);
        if (batch.Failure is { } failure) return failure.RecordErrors is null ? failure : failure with { LogStartOffset = StartOffset };
        AppendResult result;
        using (batch.Rebuilt)
        {
            lock (_writing) result = AppendChecked(batch.Batch, origin, guard, config);
        }

        return Finish(result, config);
    }

    /// <summary>Appends the marker that ends a producer's transaction; with version 2 of transactions its epoch is above the transaction's.</summary>
    public AppendResult AppendControl(long producerId, short epoch, bool commit, int coordinatorEpoch, int transactionVersion = 0)
    {
        var config = Config;
        AppendResult result;
        lock (_writing)
        {
            var now = Now;
            var end = View.End;
            var marker = new EndMarker(producerId, epoch, commit, coordinatorEpoch, end, now);
            if (_closed) result = Closed();
            else if (ProducerRules.Check(_producers, marker, transactionVersion, Partition) is { } failure) result = failure;
            else result = WriteMarker(marker, config);
        }

        return Finish(result, config);
    }

    /// <summary>
    /// Announces that the coordinator will be asked whether this partition is in the producer's transaction. The ticket, put into the append's
    /// guard, is void once a marker of the producer was written. It is 0 when the transaction is open here already and nothing needs to be asked.
    /// </summary>
    /// <param name="producerId">The producer.</param>
    /// <param name="epoch">Its epoch; an older one than the log has seen is refused.</param>
    /// <param name="sequence">The first sequence of the batch to append: later ones are refused until it is there.</param>
    /// <param name="epochBump">The producer raises its epoch with every transaction (version 2 of transactions).</param>
    /// <param name="ticket">For <see cref="AppendGuard.Ticket"/>.</param>
    public ErrorCode BeginVerification(long producerId, short epoch, int sequence, bool epochBump, out long ticket)
    {
        ticket = 0;
        lock (_writing)
        {
            if (_producers.Find(producerId) is { } entry && epoch < entry.Epoch) return ErrorCode.InvalidProducerEpoch;
            if (!_producers.IsTransactionOpen(producerId, epoch)) ticket = _producers.BeginVerification(producerId, epoch, sequence, epochBump, Now);
            return ErrorCode.None;
        }
    }

    private AppendResult AppendChecked(Memory<byte> batch, AppendOrigin origin, in AppendGuard guard, LogConfig config)
    {
        if (_closed) return Closed();
        var header = new RecordBatchHeader(batch.Span);
        var view = View;
        if (header.HasProducerId)
        {
            if (origin == AppendOrigin.Client && _producers.Find(header.ProducerId) is { } known && known.TryFindDuplicate(header, out var earlier))
            {
                return new AppendResult(ErrorCode.None, null, earlier.FirstOffset, earlier.LastOffset, earlier.Timestamp, view.Start, null)
                {
                    Duplicate = true,
                };
            }

            if (ProducerRules.Check(_producers, header, origin, guard, view.End, Partition) is { } failure) return failure;
        }

        if (batch.Length > config.SegmentBytes)
        {
            return AppendResult.Failed(
                ErrorCode.RecordListTooLarge,
                $"Append of size {batch.Length} bytes is too large for segment with current file position at {view.ActiveSize}");
        }

        var now = Now;
        if (config.LogAppendTime)
        {
            new RecordBatchPatch(batch.Span)
            {
                Attributes = (short)(header.Attributes | RecordBatchHeader.LogAppendTimeFlag),
                MaxTimestamp = now,
            }.Seal();
        }

        return Write(batch, config, now, config.LogAppendTime ? now : -1);
    }

    private AppendResult WriteMarker(EndMarker marker, LogConfig config)
    {
        using var builder = ControlRecord.Build(marker.ProducerId, marker.Epoch, marker.Commit, marker.CoordinatorEpoch, marker.Timestamp);
        return Write(builder.Build(), config, marker.Timestamp, -1, marker);
    }

    private AppendResult Write(Memory<byte> batch, LogConfig config, long now, long appendTime, EndMarker? marker = null)
    {
        try
        {
            var view = View;
            var baseOffset = view.End;
            _ = new RecordBatchPatch(batch.Span) { BaseOffset = baseOffset, LeaderEpoch = LeaderEpoch };
            var header = new RecordBatchHeader(batch.Span);
            if (view.Active.MustRollFor(batch.Length, header.MaxTimestamp, header.LastOffset, config, now)) view = Roll(view, now);
            var active = view.Active;
            active.Append(batch.Span, config.IndexIntervalBytes);
            if (marker is { } end) AccountMarker(end, active);
            else if (header.HasProducerId) _producers.Appended(header, baseOffset, header.MaxTimestamp);
            var next = header.NextOffset;
            Publish(view with { End = next, Stable = StableBefore(next, view.Start), ActiveSize = active.Size });
            _unflushed += header.Count;
            return new AppendResult(ErrorCode.None, null, baseOffset, header.LastOffset, appendTime, view.Start, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nothing was published: the next append writes over what is there of this one.
            _options.Logger.WriteFailed(Partition, error);
            return AppendResult.Failed(ErrorCode.KafkaStorageError, "the batch could not be written");
        }
    }

    private void AccountMarker(EndMarker marker, Segment active)
    {
        if (_producers.Ended(marker) is not { Aborted: true } ended) return;
        var stable = StableBefore(marker.Offset + 1, 0);
        active.Aborted.Append(new AbortedEntry(ended.ProducerId, ended.FirstOffset, ended.LastOffset, stable));
    }

    private long StableBefore(long end, long start) => Math.Max(start, Math.Min(_producers.FirstOpenOffset, end));

    /// <summary>Closes the active segment and begins one at the end of the log. Under the writers' lock.</summary>
    private LogView Roll(in LogView view, long now)
    {
        view.Active.Seal();
        WriteSnapshot(view.End);
        var segment = Segment.Create(_options.Files, _directory, view.End, now);
        var rolled = view with { Segments = [.. view.Segments, segment], ActiveSize = 0 };
        Publish(rolled);
        _options.Logger.Rolled(Partition, view.End);
        _options.InBackground(FlushInBackground);
        return rolled;
    }

    private AppendResult Finish(in AppendResult result, LogConfig config)
    {
        if (!result.Success || result.Duplicate) return result;
        Moved.Raise();
        if (Volatile.Read(ref _unflushed) < config.FlushMessages) return result;
        try
        {
            FlushTo(result.LastOffset + 1);
            return result;
        }
        catch (IOException error)
        {
            _options.Logger.FlushFailed(Partition, error);
            return AppendResult.Failed(ErrorCode.KafkaStorageError, "the batch could not be flushed");
        }
    }
}
