using Connect.Sdk.Configuration;

namespace Connect.Connectors.Mirror;

/// <summary>The further settings of the connector that copies committed offsets (<c>MirrorCheckpointConfig</c>).</summary>
public static class MirrorCheckpointSettings
{
    private const string Doc = "A setting of MirrorMaker, as in the documentation of Kafka.";

    /// <summary>Adds them to a definition.</summary>
    /// <returns>The definition.</returns>
    public static ConfigDef AddTo(ConfigDef definition) => definition
            .Define("consumer.poll.timeout.ms", ConfigType.Long, 1000L, ConfigImportance.Low, Doc)
            .Define("groups", ConfigType.List, ".*", ConfigImportance.High, Doc, ConfigValidators.ListOfDifferent(mayBeEmpty: true, mayBeNull: false))
            .Define("groups.exclude", ConfigType.List, "console-consumer-.*,connect-.*,__.*", ConfigImportance.High, Doc, ConfigValidators.ListOfDifferent(mayBeEmpty: true, mayBeNull: false))
            .Define("group.filter.class", ConfigType.Class, new ConfigClass("org.apache.kafka.connect.mirror.DefaultGroupFilter"), ConfigImportance.Low, Doc)
            .Define("refresh.groups.enabled", ConfigType.Boolean, true, ConfigImportance.Low, Doc)
            .Define("refresh.groups.interval.seconds", ConfigType.Long, 600L, ConfigImportance.Low, Doc)
            .Define("emit.checkpoints.enabled", ConfigType.Boolean, true, ConfigImportance.Low, Doc)
            .Define("emit.checkpoints.interval.seconds", ConfigType.Long, 60L, ConfigImportance.Low, Doc)
            .Define("sync.group.offsets.enabled", ConfigType.Boolean, false, ConfigImportance.Low, Doc)
            .Define("sync.group.offsets.interval.seconds", ConfigType.Long, 60L, ConfigImportance.Low, Doc)
            .Define("checkpoints.topic.replication.factor", ConfigType.Short, (short)3, ConfigImportance.Low, Doc)
            .Define("offset-syncs.topic.location", ConfigType.String, "source", ConfigImportance.Low, Doc, ConfigValidators.OneOf("source", "target"))
            .Define("topic.filter.class", ConfigType.Class, new ConfigClass("org.apache.kafka.connect.mirror.DefaultTopicFilter"), ConfigImportance.Low, Doc)
            .Define("metric.names.formats", ConfigType.List, "legacy", ConfigImportance.Low, Doc, ConfigValidators.ListOf(mayBeEmpty: false, "legacy", "new"));
}
