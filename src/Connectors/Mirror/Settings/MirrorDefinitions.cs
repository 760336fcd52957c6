using Connect.Sdk.Configuration;
using Connect.Sdk.Configuration.Clients;
using Connect.Sdk.Configuration.Connectors;

namespace Connect.Connectors.Mirror;

/// <summary>All settings of the mirror connectors, which in Kafka hold those of every connector, too.</summary>
public static class MirrorDefinitions
{
    /// <summary>That of Kafka, with which these connectors come.</summary>
    internal const string Version = "4.3.1";

    /// <summary>The settings of <c>org.apache.kafka.connect.mirror.MirrorSourceConnector</c>.</summary>
    public static ConfigDef Source { get; } = MirrorSourceSettings.AddTo(Common());

    /// <summary>The settings of <c>org.apache.kafka.connect.mirror.MirrorCheckpointConnector</c>.</summary>
    public static ConfigDef Checkpoint { get; } = MirrorCheckpointSettings.AddTo(Common());

    /// <summary>The settings of <c>org.apache.kafka.connect.mirror.MirrorHeartbeatConnector</c>.</summary>
    public static ConfigDef Heartbeat { get; } = MirrorHeartbeatSettings.AddTo(Common());

    /// <summary>Adds an error to what is said of a setting, whether it is defined or not.</summary>
    internal static void AddError(Dictionary<string, ConfigValue> values, string name, string error)
    {
        if (!values.TryGetValue(name, out var value)) values[name] = value = new ConfigValue(name);
        value.AddError(error);
    }

    private static ConfigDef Common() =>
        SaslSettings.AddTo(SslSettings.AddTo(MirrorSettings.AddTo(ConnectorSettings.AddTo(new ConfigDef()))));
}
