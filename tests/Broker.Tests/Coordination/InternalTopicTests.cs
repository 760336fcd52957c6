using System.Text;
using Connect.Broker.Configuration;
using Connect.Broker.Coordination;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Tests.Support;
using Connect.Broker.Topics;

namespace Connect.Broker.Tests.Coordination;

public sealed class InternalTopicTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_appended_is_told_again_in_order_also_after_a_restart()
    {
        var storage = Open();
        var log = new InternalTopic(storage.Registry, TopicNames.ConsumerOffsets, TimeProvider.System);
        Assert.False(log.Exists);
        Assert.Equal(ErrorCode.None, log.Append(0, [Record("a", "1"), Record("b", "2")]));
        Assert.Equal(ErrorCode.None, log.Append(0, [Record("a", null)]));
        Assert.Equal(ErrorCode.None, log.Append(0, [Record("c", "3")], new StateProducer(7, 2)));
        new TransactionPartitions(storage.Registry, (_, _, _) => ErrorCode.None)
            .WriteMarker(new TopicPartition(TopicNames.ConsumerOffsets, 0), new StateProducer(7, 2), commit: true, coordinatorEpoch: 0);
        string[] expected = ["a=1", "b=2", "a=null", "c=3 of 7/2", "commit of 7/2"];
        Assert.Equal(expected, Told(log));
        storage.Close();

        storage = Open();
        log = new InternalTopic(storage.Registry, TopicNames.ConsumerOffsets, TimeProvider.System);
        Assert.True(log.Exists);
        Assert.Equal(expected, Told(log));
        storage.Close();
    }

    [Fact]
    public void A_large_state_is_told_whole()
    {
        var storage = Open();
        var log = new InternalTopic(storage.Registry, TopicNames.TransactionState, TimeProvider.System);
        var value = new string('v', 100_000);
        for (var i = 0; i < 30; i++) log.Append(0, [Record("k" + i, value + i)]);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"k{i}={value}{i}"), Told(log));
        storage.Close();
    }

    [Fact]
    public void The_marker_of_an_offsets_partition_is_told_to_the_group_coordinator()
    {
        var storage = Open();
        var log = new InternalTopic(storage.Registry, TopicNames.ConsumerOffsets, TimeProvider.System);
        log.Append(0, [Record("a", "1")], new StateProducer(1, 0));
        var told = new List<(int, StateProducer, bool)>();
        var partitions = new TransactionPartitions(storage.Registry, (partition, producer, commit) =>
        {
            told.Add((partition, producer, commit));
            return ErrorCode.None;
        });
        Assert.Equal(ErrorCode.None, partitions.WriteMarker(new TopicPartition(TopicNames.ConsumerOffsets, 0), new StateProducer(1, 0), commit: false, 0));
        Assert.Equal([(0, new StateProducer(1, 0), false)], told);
        Assert.Equal(ErrorCode.UnknownTopicOrPartition, partitions.WriteMarker(new TopicPartition("gone", 0), new StateProducer(1, 0), commit: true, 0));
        storage.Close();
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 97)]
    [InlineData("connect-cluster", 1440343063)]
    [InlineData("polygenelubricants", int.MinValue)]
    public void The_hash_is_Javas(string text, int hash) => Assert.Equal(hash, JavaStringHash.Of(text));

    [Fact]
    public void A_partition_is_never_negative() => Assert.Equal(0, JavaStringHash.Partition("polygenelubricants", 7));

    private TopicStorage Open() => TopicStorage.Open(_folder.Path, BrokerSettings.Default, new LogOptions { Logger = Microsoft.Extensions.Logging.LoggerFactory.Create(b => Microsoft.Extensions.Logging.ConsoleLoggerExtensions.AddConsole(b)).CreateLogger("x") });

    private static StateRecord Record(string key, string? value) => new(Encoding.UTF8.GetBytes(key), value is null ? null : Encoding.UTF8.GetBytes(value));

    private static List<string> Told(InternalTopic log)
    {
        var told = new Told();
        log.Replay(0, told);
        return told.Lines;
    }
}

internal sealed class Told : IStateReplay
{
    public List<string> Lines { get; } = [];

    public void Record(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool tombstone, StateProducer? producer)
        => Lines.Add(Encoding.UTF8.GetString(key) + "=" + (tombstone ? "null" : Encoding.UTF8.GetString(value)) + Of(producer));

    public void Marker(StateProducer producer, bool commit) => Lines.Add((commit ? "commit" : "abort") + Of(producer));

    private static string Of(StateProducer? producer) => producer is { } p ? $" of {p.ProducerId}/{p.Epoch}" : "";
}
