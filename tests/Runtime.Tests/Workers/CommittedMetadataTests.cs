using Connect.Kafka;
using Connect.Runtime.Plugins;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Sdk.Records;
using Connect.Testing.Support;

namespace Connect.Runtime.Tests.Workers;

/// <summary>What a sink task stores with its offsets is in the group.</summary>
public sealed class CommittedMetadataTests
{
    internal static PluginClass Plugin => PluginClass.Of<NotingSink>(nameof(NotingSink));

    [Fact]
    public async Task The_metadata_of_pre_commit_is_committed()
    {
        await using var rig = await Rig.StartAsync();
        var input = Path.Combine(rig.Folder, "in.txt");
        await File.WriteAllLinesAsync(input, ["one", "two"], TestContext.Current.CancellationToken);
        await using var source = rig.StartSource(input, "lines");
        await using var sink = rig.StartTask("noting", 0, new() { ["connector.class"] = nameof(NotingSink), ["topics"] = "lines" });
        await Eventually.TrueAsync(() => sink.Records == 2, () => $"The sink is {sink.State} after {sink.Records} records. {sink.Trace}");
        Assert.True(await sink.StopAsync());
        using var groups = new GroupAdmin(new ClientConfig([new("bootstrap.servers", rig.Broker.BootstrapServers)]));
        var offset = Assert.Single(await groups.OffsetsAsync("connect-noting", TestContext.Current.CancellationToken)).Value;
        Assert.Equal((2, "after two"), (offset.Offset, offset.Metadata));
    }

    public sealed class NotingSink : SinkConnector
    {
        public override ConfigDef Config { get; } = new();

        public override Type TaskClass => typeof(NotingTask);
    }

    public sealed class NotingTask : SinkTask
    {
        private string _last = "";

        public override ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public override ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
        {
            if (records.Count > 0) _last = $"{records[^1].Value}";
            return ValueTask.CompletedTask;
        }

        public override ValueTask<IReadOnlyDictionary<TopicPartition, OffsetAndMetadata>> PreCommitAsync(
            IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> offsets, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyDictionary<TopicPartition, OffsetAndMetadata>>(offsets.ToDictionary(o => o.Key, o => o.Value with { Metadata = $"after {_last}" }));
    }
}
