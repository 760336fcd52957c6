using System.Collections;
using Connect.Sdk.Data;
using Connect.Sdk.Records;

namespace Connect.Runtime.Sources;

/// <summary>
/// Keeps account of the records that a task has sent: for each part of the source the offsets in order, and up to which all are acknowledged. Only that prefix
/// may be committed (<c>org.apache.kafka.connect.runtime.SubmittedRecords</c>). Safe for calls from several threads.
/// </summary>
internal sealed class AcknowledgementLedger
{
    private const long None = -1;

    private readonly Lock _lock = new();
    private readonly Dictionary<IDictionary, Part> _parts = new(ByContent.Instance);
    private readonly HashSet<Part> _changed = [];
    private readonly bool _keepRecords;
    // Most tasks have little under way; a busy one has grown this within its first batches.
    private Entry[] _entries = new Entry[16];
    private Part? _lastPart;
    private long _first;
    private long _next;
    private int _inFlight;
    private TaskCompletionSource? _quiet;

    private readonly bool _trackOffsets;

    /// <param name="keepRecords">Whether <see cref="Acknowledge(long)"/> has to give the records back.</param>
    /// <param name="trackOffsets">Whether <see cref="TakeCommittable"/> is asked; transactions look after the offsets themselves.</param>
    public AcknowledgementLedger(bool keepRecords, bool trackOffsets = true)
    {
        _keepRecords = keepRecords;
        _trackOffsets = trackOffsets;
    }

    /// <summary>The records that are not acknowledged yet.</summary>
    public int InFlight
    {
        get
        {
            lock (_lock) return _inFlight;
        }
    }

    /// <summary>How far the oldest record that blocks others is behind the newest.</summary>
    public long Span
    {
        get
        {
            lock (_lock) return _next - _first;
        }
    }

    /// <summary>Enters a record that is about to be sent.</summary>
    /// <param name="record">The record as the task gave it.</param>
    /// <param name="topic">Where it goes after the transformations.</param>
    /// <returns>The number to acknowledge it by.</returns>
    public long Submit(SourceRecord record, string topic)
    {
        lock (_lock)
        {
            if (_next - _first == _entries.Length) Grow();
            var sequence = _next++;
            ref var entry = ref At(sequence);
            entry = new Entry { Offset = record.SourceOffset, Sent = _keepRecords ? new SentRecord(record, topic) : null, NextOfPart = None };
            _inFlight++;
            if (record.SourcePartition is null || !_trackOffsets) return sequence;
            var part = PartOf(record.SourcePartition);
            entry.Part = part;
            if (part.First == None) part.First = sequence;
            else At(part.Last).NextOfPart = sequence;
            part.Last = sequence;
            return sequence;
        }
    }

    /// <summary>Takes back the record that was entered last, because it could not be sent after all.</summary>
    public void Withdraw(long sequence)
    {
        lock (_lock)
        {
            if (sequence != _next - 1) throw new InvalidOperationException("Only the last record can be withdrawn.");
            ref var entry = ref At(sequence);
            if (entry.Part is { } part)
            {
                if (part.First == sequence)
                {
                    part.First = None;
                }
                else
                {
                    var previous = part.First;
                    while (At(previous).NextOfPart != sequence) previous = At(previous).NextOfPart;
                    At(previous).NextOfPart = None;
                    part.Last = previous;
                }
            }

            entry = default;
            _next--;
            Settle();
        }
    }

    /// <summary>Marks a record as written.</summary>
    /// <returns>The record, if records are kept.</returns>
    public SentRecord? Acknowledge(long sequence)
    {
        lock (_lock) return AcknowledgeLocked(sequence);
    }

    /// <summary>Marks records as written; one lock for all of them.</summary>
    public void Acknowledge(ReadOnlySpan<long> sequences)
    {
        lock (_lock)
        {
            foreach (var sequence in sequences) AcknowledgeLocked(sequence);
        }
    }

    /// <summary>The offsets that have become committable since the last call; later ones of a part replace earlier ones.</summary>
    public IReadOnlyList<(IDictionary Partition, IDictionary? Offset)> TakeCommittable()
    {
        lock (_lock)
        {
            if (_changed.Count == 0) return [];
            var taken = _changed.Select(p => (p.Key, p.Committable)).ToList();
            // A source may have new parts for ever, files say: those that are done with are forgotten.
            foreach (var part in _changed)
            {
                if (part.First == None) _parts.Remove(part.Key);
            }

            _changed.Clear();
            _lastPart = null;
            return taken;
        }
    }

    /// <summary>Ends when nothing is in flight.</summary>
    public Task WhenQuiet()
    {
        lock (_lock)
        {
            if (_inFlight == 0) return Task.CompletedTask;
            return (_quiet ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private SentRecord? AcknowledgeLocked(long sequence)
    {
        if (sequence < _first || sequence >= _next) return null;
        ref var entry = ref At(sequence);
        if (entry.IsAcknowledged) return null;
        entry.IsAcknowledged = true;
        var sent = entry.Sent;
        entry.Sent = null;
        if (entry.Part is { } part && part.First == sequence) AdvancePart(part);
        while (_first < _next && At(_first) is { IsAcknowledged: true } oldest && (oldest.Part is null || oldest.IsPassed)) At(_first++) = default;
        Settle();
        return sent;
    }

    private void AdvancePart(Part part)
    {
        while (part.First != None && At(part.First).IsAcknowledged)
        {
            ref var entry = ref At(part.First);
            part.Committable = entry.Offset;
            entry.IsPassed = true;
            entry.Offset = null;
            part.First = entry.NextOfPart;
        }

        _changed.Add(part);
    }

    private void Settle()
    {
        if (--_inFlight > 0) return;
        _quiet?.TrySetResult();
        _quiet = null;
    }

    private Part PartOf(IDictionary partition)
    {
        // Most tasks have one object for each part, and many records of one part in a row.
        if (_lastPart is { } last && ReferenceEquals(last.Key, partition)) return last;
        if (!_parts.TryGetValue(partition, out var part)) _parts[partition] = part = new Part(partition);
        return _lastPart = part;
    }

    private ref Entry At(long sequence) => ref _entries[sequence & (_entries.Length - 1)];

    private void Grow()
    {
        var larger = new Entry[_entries.Length * 2];
        for (var sequence = _first; sequence < _next; sequence++) larger[sequence & (larger.Length - 1)] = At(sequence);
        _entries = larger;
    }

    private struct Entry
    {
        public Part? Part;
        public IDictionary? Offset;
        public SentRecord? Sent;
        public long NextOfPart;
        public bool IsAcknowledged;

        /// <summary>The committable offset of its part has gone past it.</summary>
        public bool IsPassed;
    }

    /// <summary>A part of the source, with its records as a chain of numbers.</summary>
    private sealed class Part(IDictionary key)
    {
        public IDictionary Key { get; } = key;

        public long First { get; set; } = None;

        public long Last { get; set; } = None;

        public IDictionary? Committable { get; set; }
    }

}

/// <summary>Compares parts of sources by what they hold.</summary>
internal sealed class ByContent : IEqualityComparer<IDictionary>
{
    public static readonly ByContent Instance = new();

    public bool Equals(IDictionary? x, IDictionary? y) => ConnectEquality.Equal(x, y);

    public int GetHashCode(IDictionary obj) => ConnectEquality.Hash(obj);
}

/// <summary>A record that was sent.</summary>
/// <param name="Record">As the task gave it.</param>
/// <param name="Topic">Where it went.</param>
internal sealed record SentRecord(SourceRecord Record, string Topic);
