using Connect.Connectors.File;
using Connect.Connectors.Mirror;
using Connect.Runtime.Configuration.Worker;
using Connect.Runtime.Plugins;
using Connect.Sdk.Configuration;
using Connect.Sdk.Configuration.Connectors;
using Connect.Sdk.Storage;
using Connect.Sdk.Transforms;

namespace Connect.Compatibility.Tests.Kinds;

/// <summary>The settings of the classes that the cases name.</summary>
internal static class Definitions
{
    private static readonly Dictionary<string, ConfigDef> ByName = new(StringComparer.Ordinal)
    {
        ["org.apache.kafka.connect.runtime.SourceConnectorConfig"] = SourceConnectorSettings.Definition(),
        ["org.apache.kafka.connect.runtime.SinkConnectorConfig"] = SinkConnectorSettings.Definition(),
        ["org.apache.kafka.connect.runtime.distributed.DistributedConfig"] = WorkerDefinitions.Distributed,
        ["org.apache.kafka.connect.runtime.standalone.StandaloneConfig"] = WorkerDefinitions.Standalone,
        ["org.apache.kafka.connect.file.FileStreamSourceConnector"] = FileStreamSourceSettings.AddTo(new ConfigDef()),
        ["org.apache.kafka.connect.file.FileStreamSinkConnector"] = FileStreamSinkSettings.AddTo(new ConfigDef()),
        ["org.apache.kafka.connect.mirror.MirrorSourceConnector"] = MirrorDefinitions.Source,
        ["org.apache.kafka.connect.mirror.MirrorCheckpointConnector"] = MirrorDefinitions.Checkpoint,
        ["org.apache.kafka.connect.mirror.MirrorHeartbeatConnector"] = MirrorDefinitions.Heartbeat,
    };

    /// <summary>The plugins, the connectors, and every class that is the default of a setting.</summary>
    public static PluginClasses Plugins { get; } = new(
        ByName.Keys.Where(n => n.EndsWith("Connector", StringComparison.Ordinal))
            .Concat(ByName.Values.SelectMany(d => d.Keys.Values).Select(k => k.Default).OfType<ConfigClass>().Select(c => c.Name))
            .Where(n => !BuiltInPlugins.All.ContainsKey(n)).Distinct(StringComparer.Ordinal)
            .Select(n => new PluginClass(n, typeof(object), () => new object())));

    public static ConfigDef Of(string name) => ByName.TryGetValue(name, out var definition) ? definition : BuiltInPlugins.Create(name) switch
    {
        IConverter converter => converter.Config,
        IHeaderConverter converter => converter.Config,
        ITransformation transformation => transformation.Config,
        IPredicate predicate => predicate.Config,
        _ => throw new NotSupportedException(name),
    };
}
