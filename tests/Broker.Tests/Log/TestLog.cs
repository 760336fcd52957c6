using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Records;

namespace Connect.Broker.Tests.Log;

/// <summary>A log in a folder of its own, with a clock that stands still until it is moved.</summary>
internal sealed class TestLog : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("connect-log-").FullName;

    public TestLog(LogConfig? config = null, int handles = 64, FileHandles? files = null)
    {
        Config = config ?? LogConfig.Default;
        Options = new LogOptions { Time = Clock, Files = files ?? new FileHandles(handles), InBackground = work => work() };
        Open(default);
    }

    public LogClock Clock { get; } = new();

    public LogConfig Config { get; }

    public LogOptions Options { get; set; }

    public PartitionLog Log { get; private set; } = null!;

    public string Directory_ => Path.Combine(_root, "topic-0");

    public string[] Files(string extension = "") => Directory.Exists(Directory_)
        ? [.. Directory.GetFiles(Directory_, "*" + extension).Order(StringComparer.Ordinal)]
        : [];

    public void Open(LogCheckpoint last) => Log = PartitionLog.Open(Directory_, new TopicPartition("topic", 0), Config, Options, last);

    /// <summary>As after a kill: nothing was closed, what was not flushed is unknown.</summary>
    public void OpenAfterKill()
    {
        var last = new LogCheckpoint(false, Log.RecoveryPoint, Log.StartOffset);
        Open(last);
    }

    public void Reopen()
    {
        Log.Close();
        Open(new LogCheckpoint(true, Log.RecoveryPoint, Log.StartOffset));
    }

    public AppendResult Append(RecordBatchBuilder batch, AppendOrigin origin = AppendOrigin.Client, AppendGuard guard = default)
    {
        using (batch) return Log.Append(batch.Build().ToArray(), origin, guard);
    }

    public AppendResult Append(params (string? Key, string? Value)[] records) => Append(Batch(Clock.Now, records));

    public AppendResult AppendAt(long timestamp, params (string? Key, string? Value)[] records) => Append(Batch(timestamp, records));

    public AppendResult AppendFrom(long producerId, short epoch, int sequence, int count = 1, bool transactional = false, AppendGuard guard = default)
    {
        var records = Enumerable.Range(0, count).Select(i => ((string?)$"k{i}", (string?)$"v{sequence + i}")).ToArray();
        var batch = Batch(Clock.Now, records);
        batch.ProducerId = producerId;
        batch.ProducerEpoch = epoch;
        batch.BaseSequence = sequence;
        batch.Transactional = transactional;
        return Append(batch, AppendOrigin.Client, guard);
    }

    public static RecordBatchBuilder Batch(long timestamp, params (string? Key, string? Value)[] records)
    {
        var batch = new RecordBatchBuilder();
        foreach (var (key, value) in records) batch.Add(timestamp, Bytes(key), Bytes(value));
        return batch;
    }

    public static byte[]? Bytes(string? text) => text is null ? null : System.Text.Encoding.UTF8.GetBytes(text);

    /// <summary>Everything from an offset on, as a consumer would get it, in reads of a limited size.</summary>
    public List<Entry> ReadAll(long from = -1, int maxBytes = 1 << 20, bool committed = false)
    {
        var entries = new List<Entry>();
        var offset = from < 0 ? Log.StartOffset : from;
        while (true)
        {
            var read = Log.Read(offset, maxBytes, true, committed);
            Assert.Equal(ErrorCode.None, read.Error);
            if (read.Records.Length == 0) return entries;
            var next = Entry.Read(read.Records, offset, entries);
            Assert.True(next > offset, "a read gives something new");
            offset = next;
        }
    }

    /// <summary>Everything that can be seen of a log.</summary>
    public string State()
    {
        var records = string.Join('\n', ReadAll(maxBytes: 300));
        var producers = string.Join('\n', Log.ActiveProducers().OrderBy(p => p.ProducerId));
        return $"{Log.StartOffset} {Log.StableOffset} {Log.EndOffset} {Log.MaxTimestamp()}\n{records}\n{producers}\n{Reads()}";
    }

    /// <summary>What read_committed reads from many places give.</summary>
    public string Reads()
    {
        var reads = new List<string>();
        for (var offset = Log.StartOffset; offset <= Log.EndOffset; offset += 3)
        {
            var read = Log.Read(offset, 500, true, true);
            reads.Add($"{offset}: {read.Records.Length} {string.Join(',', read.Aborted!.OrderBy(a => a.FirstOffset))}");
        }

        return string.Join('\n', reads);
    }

    /// <summary>What a consumer with read_committed delivers: it drops aborted records by the list that comes with each read.</summary>
    public List<Entry> Consume(int maxBytes = 400)
    {
        var delivered = new List<Entry>();
        for (var offset = Log.StartOffset; ;)
        {
            var read = Log.Read(offset, maxBytes, true, true);
            Assert.Equal(ErrorCode.None, read.Error);
            if (read.Records.Length == 0) return delivered;
            var entries = new List<Entry>();
            var next = Entry.Read(read.Records, offset, entries);
            Assert.True(next > offset, "a read gives something new");
            var ahead = new Queue<AbortedTransaction>(read.Aborted!.OrderBy(a => a.FirstOffset));
            var aborting = new HashSet<long>();
            foreach (var entry in entries)
            {
                while (ahead.TryPeek(out var aborted) && aborted.FirstOffset <= entry.Offset) aborting.Add(ahead.Dequeue().ProducerId);
                if (entry.Control) aborting.Remove(entry.ProducerId);
                else if (!entry.Transactional || !aborting.Contains(entry.ProducerId)) delivered.Add(entry);
            }

            offset = next;
        }
    }

    public void Dispose()
    {
        Log.Close();
        Directory.Delete(_root, recursive: true);
    }
}

internal sealed record Entry(long Offset, long Timestamp, string? Key, string? Value, long ProducerId, bool Control, bool Transactional)
{
    public static byte[] Bytes(FileSlice slice)
    {
        var bytes = new byte[slice.Length];
        Assert.Equal(bytes.Length, slice.Read(0, bytes));
        return bytes;
    }

    /// <summary>Adds the records of a slice from an offset on; the offset behind the slice.</summary>
    public static long Read(FileSlice slice, long from, List<Entry> into)
    {
        ReadOnlyMemory<byte> rest = Bytes(slice);
        var next = from;
        while (!rest.IsEmpty)
        {
            var header = new RecordBatchHeader(rest.Span);
            var batch = rest[..(int)header.SizeInBytes];
            Assert.Equal(header.Crc, Crc32C.Compute(batch.Span[RecordBatchHeader.AttributesOffset..]));
            using var reader = new RecordBatchReader(batch);
            while (reader.Next(out var record))
            {
                if (record.Offset < from) continue;
                into.Add(new Entry(record.Offset, record.Timestamp, Text(record.HasKey, record.Key), Text(record.HasValue, record.Value), header.ProducerId, header.IsControl, header.IsTransactional));
            }

            Assert.Null(reader.Error);
            next = header.NextOffset;
            rest = rest[batch.Length..];
        }

        return next;
    }

    private static string? Text(bool present, ReadOnlySpan<byte> bytes) => present ? System.Text.Encoding.UTF8.GetString(bytes) : null;
}

internal sealed class LogClock : TimeProvider
{
    public long Now { get; set; } = 1_700_000_000_000;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Now);
}
