using Connect.Broker.Protocol;

namespace Connect.Broker.Log;

/// <summary>
/// The log of one partition. Thread-safe. Writers take turns under one lock; what readers may see is published under another, held for moments
/// only. Maintenance (retention, compaction) has a lock of its own, taken before the writers'.
/// </summary>
internal sealed partial class PartitionLog
{
    private readonly Lock _writing = new();
    private readonly Lock _viewing = new();
    private readonly Lock _maintaining = new();
    private readonly Lock _flushing = new();
    private readonly string _directory;
    private readonly LogOptions _options;
    private readonly ProducerStates _producers;
    private LogConfig _config;
    private LogView _view;
    private long _recoveryPoint;
    private bool _closed;

    private PartitionLog(string directory, TopicPartition partition, LogConfig config, LogOptions options, LoadedLog loaded)
    {
        Partition = partition;
        _directory = directory;
        _config = config;
        _options = options;
        _producers = loaded.Producers;
        _recoveryPoint = _directoryFlushed = loaded.RecoveryPoint;
        _lastFlush = Now;
        var stable = Math.Min(_producers.FirstOpenOffset, loaded.End);
        _view = new LogView([.. loaded.Segments], loaded.Start, loaded.End, Math.Max(stable, loaded.Start), loaded.Segments[^1].Size);
        _cleanedTo = config.Compact ? CleanerCheckpoint.Read(directory, partition) : 0;
    }

    public TopicPartition Partition { get; }

    public LogConfig Config
    {
        get => Volatile.Read(ref _config);
        set => Volatile.Write(ref _config, value);
    }

    /// <summary>The first offset; moves by retention and DeleteRecords. To be written down as log-start-offset-checkpoint.</summary>
    public long StartOffset => View.Start;

    /// <summary>The offset of the next record; this broker's high watermark as well.</summary>
    public long EndOffset => View.End;

    /// <summary>The last stable offset: consumers with read_committed see what is before it.</summary>
    public long StableOffset => View.Stable;

    /// <summary>All before it is on the disk. To be written down as recovery-point-offset-checkpoint.</summary>
    public long RecoveryPoint => Volatile.Read(ref _recoveryPoint);

    public long SizeInBytes
    {
        get
        {
            var view = View;
            var size = view.ActiveSize;
            foreach (var segment in view.Segments.AsSpan(0, view.Segments.Length - 1)) size += segment.Size;
            return size;
        }
    }

    /// <summary>There is one leader, always: epochs never change.</summary>
    public static int LeaderEpoch => 0;

    /// <summary>True after <see cref="Close"/> and <see cref="Delete"/>: appends and reads are refused with NotLeaderOrFollower.</summary>
    public bool IsClosed => Volatile.Read(ref _closed);

    public AppendSignal Moved { get; } = new();

    private LogView View
    {
        get
        {
            lock (_viewing) return _view;
        }
    }

    private long Now => _options.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Opens or creates the log in <paramref name="directory"/>, recovering it where the last run did not end cleanly.</summary>
    public static PartitionLog Open(string directory, TopicPartition partition, LogConfig config, LogOptions options, in LogCheckpoint last)
    {
        directory = Path.GetFullPath(directory);
        var loaded = new LogLoader(directory, partition, config, options, last).Load();
        return new PartitionLog(directory, partition, config, options, loaded);
    }

    public IReadOnlyList<ProducerSnapshot> ActiveProducers()
    {
        lock (_writing)
        {
            var producers = new List<ProducerSnapshot>();
            foreach (var p in _producers.All)
                producers.Add(new ProducerSnapshot(p.ProducerId, p.Epoch, p.LastSequence, p.LastTimestamp, p.CoordinatorEpoch, p.TransactionStart));
            return producers;
        }
    }

    public bool HasOpenTransaction(long producerId)
    {
        lock (_writing) return _producers.Find(producerId) is { TransactionStart: >= 0 };
    }

    public bool IsTransactionOpen(long producerId, short epoch)
    {
        lock (_writing) return _producers.IsTransactionOpen(producerId, epoch);
    }

    /// <summary>Flushes and writes the producers' state down, so that the next start needs no scan.</summary>
    public void Close()
    {
        Volatile.Write(ref _stopping, true);
        lock (_maintaining)
        {
            lock (_writing)
            {
                if (_closed) return;
                Volatile.Write(ref _closed, true);
                var view = View;
                view.Active.Seal();
                if (view.End > view.Segments[0].BaseOffset) WriteSnapshot(view.End);
            }

            Flush();
            foreach (var segment in View.Segments) segment.Release();
        }

        Moved.Raise();
    }

    /// <summary>Removes the log and its folder. Slices that were handed out stay readable.</summary>
    public void Delete()
    {
        Volatile.Write(ref _stopping, true);
        lock (_maintaining)
        {
            lock (_writing)
            {
                Volatile.Write(ref _closed, true);
                foreach (var segment in View.Segments)
                {
                    segment.IsRemoved = true;
                    segment.Release();
                }
            }

            if (Directory.Exists(_directory))
            {
                // One rename, so that a crash leaves a folder that says it is to be removed and not half a log.
                var doomed = $"{_directory}.{Guid.NewGuid():N}{LogFiles.DeletedFolder}";
                Directory.Move(_directory, doomed);
                Directory.Delete(doomed, recursive: true);
            }
        }

        Moved.Raise();
    }

    private void Publish(in LogView view)
    {
        lock (_viewing) _view = view;
    }

    private void WriteSnapshot(long offset) => ProducerSnapshotFile.Write(LogFiles.Path(_directory, offset, LogFiles.Snapshot), _producers);

    private static AppendResult Closed() => AppendResult.Failed(ErrorCode.NotLeaderOrFollower, "the log is closed");
}
