using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.Broker.Hosting;
using Connect.Kafka;
using Connect.Sdk.Connectors;
using Connect.Testing.Support;
using ClientConfig = Connect.Kafka.ClientConfig;
using TopicPartition = Connect.Sdk.Connectors.TopicPartition;

namespace Connect.Runtime.Tests.Kafka;

public sealed class GroupAdminTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-groups-");
    private EmbeddedBroker? _broker;
    private GroupAdmin? _groups;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _broker = await EmbeddedBroker.StartAsync(new EmbeddedBrokerOptions { Host = "127.0.0.1", Port = 0, DataDirectory = _folder.FullName });
        _groups = new GroupAdmin(new ClientConfig([new("bootstrap.servers", _broker.BootstrapServers)]));
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _broker.BootstrapServers }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = "t", NumPartitions = 3, ReplicationFactor = 1 }]);
    }

    public async ValueTask DisposeAsync()
    {
        _groups?.Dispose();
        await _broker!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Offsets_come_back_with_their_metadata()
    {
        var offsets = new Dictionary<TopicPartition, OffsetAndMetadata?>
        {
            [new("t", 0)] = new OffsetAndMetadata(1),
            [new("t", 1)] = new OffsetAndMetadata(2, "wo ich war: größer"),
            [new("t", 2)] = new OffsetAndMetadata(3, "x", LeaderEpoch: 0),
        };
        await _groups!.AlterAsync("g", offsets, Cancelled);
        var found = await _groups.OffsetsAsync("g", Cancelled);
        Assert.Equal(offsets.Count, found.Count);
        Assert.All(offsets, o => Assert.Equal(o.Value, found[o.Key]));
    }

    [Fact]
    public async Task Some_are_removed_while_others_are_set()
    {
        await _groups!.AlterAsync("g", new Dictionary<TopicPartition, OffsetAndMetadata?> { [new("t", 0)] = new OffsetAndMetadata(1), [new("t", 1)] = new OffsetAndMetadata(2) }, Cancelled);
        await _groups.AlterAsync("g", new Dictionary<TopicPartition, OffsetAndMetadata?> { [new("t", 0)] = null, [new("t", 2)] = new OffsetAndMetadata(5) }, Cancelled);
        Assert.Equal([1, 2], (await _groups.OffsetsAsync("g", Cancelled)).Keys.Select(p => p.Partition).Order());
    }

    [Fact]
    public async Task A_group_that_is_not_there_has_no_offsets() => Assert.Empty(await _groups!.OffsetsAsync("nobody", Cancelled));

    [Fact]
    public async Task Offsets_of_a_group_at_work_are_not_set()
    {
        using var member = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = _broker!.BootstrapServers, GroupId = "busy" }).Build();
        member.Subscribe("t");
        await Eventually.TrueAsync(
            () =>
            {
                member.Consume(TimeSpan.FromMilliseconds(50));
                return member.Assignment.Count > 0;
            },
            () => "The member gets no partitions");
        var e = await Assert.ThrowsAsync<KafkaException>(() => _groups!.AlterAsync("busy", new Dictionary<TopicPartition, OffsetAndMetadata?> { [new("t", 0)] = new OffsetAndMetadata(1) }, Cancelled));
        Assert.Equal(ErrorCode.UnknownMemberId, e.Error.Code);
    }
}
