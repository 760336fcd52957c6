using System.Collections;
using Connect.Runtime.Sources;
using Connect.Sdk.Data;
using Connect.Sdk.Records;
using CsCheck;

namespace Connect.Runtime.Tests.Sources;

/// <summary>The ledger against a model: of each part the offset before the first record that is not acknowledged.</summary>
public sealed class AcknowledgementLedgerTests
{
    [Fact]
    public void Committable_is_the_last_offset_of_the_acknowledged_prefix_of_each_part() =>
        Gen.Select(Gen.Int[0, 3].Array[1, 200], Gen.Int[0, int.MaxValue].Array[200]).Sample((parts, order) =>
        {
            var ledger = new AcknowledgementLedger(keepRecords: false);
            var sequences = parts.Select((part, i) => ledger.Submit(Record(part, i), "topic")).ToArray();
            var acknowledged = new bool[parts.Length];
            var committed = new Dictionary<int, long>();
            foreach (var i in Enumerable.Range(0, parts.Length).OrderBy(i => order[i]))
            {
                ledger.Acknowledge(sequences[i]);
                acknowledged[i] = true;
                foreach (var (partition, offset) in ledger.TakeCommittable()) committed[(int)partition["part"]!] = (long)offset!["offset"]!;
                for (var part = 0; part < 4; part++) Assert.Equal(Expected(parts, acknowledged, part), committed.TryGetValue(part, out var found) ? found : null);
            }

            Assert.Equal((0, 0L), (ledger.InFlight, ledger.Span));
        });

    [Fact]
    public void A_record_that_was_withdrawn_was_never_there() => Gen.Select(Gen.Int[0, 2].Array[1, 50], Gen.Bool.Array[50]).Sample((parts, withdrawn) =>
    {
        var ledger = new AcknowledgementLedger(keepRecords: false);
        var kept = new List<(int Part, long Offset, long Sequence)>();
        for (var i = 0; i < parts.Length; i++)
        {
            var sequence = ledger.Submit(Record(parts[i], i), "topic");
            if (withdrawn[i]) ledger.Withdraw(sequence);
            else kept.Add((parts[i], i, sequence));
        }

        Assert.Equal(kept.Count, ledger.InFlight);
        foreach (var (_, _, sequence) in kept) ledger.Acknowledge(sequence);
        var expected = kept.GroupBy(k => k.Part).ToDictionary(g => g.Key, g => g.Last().Offset);
        Assert.Equal(expected.OrderBy(p => p.Key), ledger.TakeCommittable().ToDictionary(c => (int)c.Partition["part"]!, c => (long)c.Offset!["offset"]!).OrderBy(p => p.Key));
    });

    [Fact]
    public async Task It_is_quiet_when_nothing_is_in_flight()
    {
        var ledger = new AcknowledgementLedger(keepRecords: true);
        Assert.True(ledger.WhenQuiet().IsCompleted);
        var record = Record(0, 7);
        var sequence = ledger.Submit(record, "routed");
        var quiet = ledger.WhenQuiet();
        Assert.False(quiet.IsCompleted);
        Assert.Equal(new SentRecord(record, "routed"), ledger.Acknowledge(sequence));
        await quiet.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Null(ledger.Acknowledge(sequence));
    }

    private static long? Expected(int[] parts, bool[] acknowledged, int part)
    {
        long? last = null;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] != part) continue;
            if (!acknowledged[i]) break;
            last = i;
        }

        return last;
    }

    private static SourceRecord Record(int part, long offset)
    {
        IDictionary partition = new ConnectMap { ["part"] = part };
        return new SourceRecord(partition, new ConnectMap { ["offset"] = offset }, "topic", null, null);
    }
}
