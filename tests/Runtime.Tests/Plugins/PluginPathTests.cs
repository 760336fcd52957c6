using Connect.Runtime.Plugins;
using Connect.Sdk.Connectors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tests.Plugins;

/// <summary>Plugins in folders: found by their metadata, apart from each other; a broken one hurts nobody.</summary>
public sealed class PluginPathTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("connect-plugins-").FullName;
    private readonly Log _log = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_folder_is_a_plugin_with_classes_of_its_own()
    {
        var file = typeof(Connect.Connectors.File.FileStreamSourceConnector).Assembly.Location;
        foreach (var plugin in (string[])["one", "two"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, plugin));
            File.Copy(file, Path.Combine(_folder, plugin, Path.GetFileName(file)));
        }

        var found = PluginPath.Find(_folder, _log);
        Assert.Equal(
            ["org.apache.kafka.connect.file.FileStreamSinkConnector", "org.apache.kafka.connect.file.FileStreamSourceConnector"],
            found.Select(p => p.Name).Distinct().Order(StringComparer.Ordinal));
        var sources = found.Where(p => p.Name.Contains("Source", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, sources.Count);
        Assert.NotSame(sources[0].Type.Assembly, sources[1].Type.Assembly);
        Assert.All(sources, s => Assert.IsAssignableFrom<SourceConnector>(s.Create()));
    }

    [Fact]
    public void A_broken_one_is_reported_and_left_out()
    {
        File.WriteAllText(Path.Combine(_folder, "broken.dll"), "this is no assembly");
        var file = typeof(Connect.Connectors.File.FileStreamSourceConnector).Assembly.Location;
        File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        Assert.Equal(2, PluginPath.Find(_folder, _log).Count);
        Assert.Contains(_log.Lines, l => l.Contains("broken.dll", StringComparison.Ordinal) && l.Contains("left out", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told()
    {
        Assert.Empty(PluginPath.Find($"{_folder}/nowhere, ", _log));
        Assert.Contains(_log.Lines, l => l.Contains("nowhere", StringComparison.Ordinal));
    }

    private sealed class Log : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
