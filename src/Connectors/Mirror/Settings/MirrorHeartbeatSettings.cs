using Connect.Sdk.Configuration;

namespace Connect.Connectors.Mirror;

/// <summary>The further settings of the connector that sends heartbeats (<c>MirrorHeartbeatConfig</c>).</summary>
public static class MirrorHeartbeatSettings
{
    private const string Doc = "A setting of MirrorMaker, as in the documentation of Kafka.";

    /// <summary>Adds them to a definition.</summary>
    /// <returns>The definition.</returns>
    public static ConfigDef AddTo(ConfigDef definition) => definition
            .Define("emit.heartbeats.enabled", ConfigType.Boolean, true, ConfigImportance.Low, Doc)
            .Define("emit.heartbeats.interval.seconds", ConfigType.Long, 1L, ConfigImportance.Low, Doc)
            .Define("heartbeats.topic.replication.factor", ConfigType.Short, (short)3, ConfigImportance.Low, Doc);
}
