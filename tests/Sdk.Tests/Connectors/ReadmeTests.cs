using System.Collections;
using Connect.Sdk.Connectors;
using Connect.Sdk.Records;
using Connect.Sdk.Tests.Connectors.Examples;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Sdk.Tests.Connectors;

/// <summary>The examples of the README are these files, and they work.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_examples_are_those_of_the_readme()
    {
        var readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        var blocks = readme.Split("```csharp\n")[1..].Select(b => b[..b.IndexOf("```", StringComparison.Ordinal)]).ToList();
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Examples")).Order(StringComparer.Ordinal).Select(File.ReadAllText).ToList();
        Assert.Equal(2, blocks.Count);
        Assert.All(blocks.Zip(files), pair => Assert.EndsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.All(blocks, b => Assert.True(b.Count(c => c == '\n') < 40, "an example is to be shorter than 40 lines"));
    }

    [Fact]
    public async Task The_source_goes_on_from_its_offset()
    {
        var task = new CounterTask();
        task.Initialize(new SourceContext(new Dictionary<string, object?> { ["next"] = 40L }));
        await task.StartAsync(new Dictionary<string, string?> { ["topic"] = "numbers", ["step"] = "2" }, TestContext.Current.CancellationToken);
        var first = await task.PollAsync(TestContext.Current.CancellationToken);
        var second = await task.PollAsync(TestContext.Current.CancellationToken);
        Assert.Equal([40L, 42L], first!.Concat(second!).Select(r => (long)r.Value!));
        Assert.Equal(44L, second![0].SourceOffset!["next"]);
        Assert.Equal(["step"], new CounterSource().Validate(new Dictionary<string, string?> { ["topic"] = "t", ["step"] = "0" }).Values
            .Where(v => v.Errors.Count > 0).Select(v => v.Name));
    }

    [Fact]
    public async Task The_sink_writes_lines()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("connect-sdk-").FullName, "lines.txt");
        var task = new LinesTask();
        await task.StartAsync(new Dictionary<string, string?> { ["path"] = path }, TestContext.Current.CancellationToken);
        await task.PutAsync([new SinkRecord("t", 0, null, null, null, "a", 0), new SinkRecord("t", 0, null, null, null, 7, 1)], TestContext.Current.CancellationToken);
        await task.PreCommitAsync(new Dictionary<TopicPartition, OffsetAndMetadata> { [new("t", 0)] = new(2) }, TestContext.Current.CancellationToken);
        await task.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["a", "7"], await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private sealed class SourceContext(IReadOnlyDictionary<string, object?> offset) : ISourceTaskContext, IOffsetReader
    {
        public IReadOnlyDictionary<string, string?> Configs => new Dictionary<string, string?>();

        public IOffsetReader OffsetReader => this;

        public ITransactionContext? TransactionContext => null;

        public ILogger Logger => NullLogger.Instance;

        public IPluginMetrics Metrics => throw new NotSupportedException();

        public ValueTask<IReadOnlyDictionary<string, object?>?> OffsetAsync(IDictionary partition, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyDictionary<string, object?>?>(offset);

        public ValueTask<IReadOnlyList<IReadOnlyDictionary<string, object?>?>> OffsetsAsync(
            IReadOnlyCollection<IDictionary> partitions, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
