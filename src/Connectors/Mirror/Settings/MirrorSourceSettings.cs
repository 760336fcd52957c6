using Connect.Sdk.Configuration;

namespace Connect.Connectors.Mirror;

/// <summary>The further settings of the connector that copies topics (<c>MirrorSourceConfig</c>).</summary>
public static class MirrorSourceSettings
{
    private const string Doc = "A setting of MirrorMaker, as in the documentation of Kafka.";

    /// <summary>Adds them to a definition.</summary>
    /// <returns>The definition.</returns>
    public static ConfigDef AddTo(ConfigDef definition) => definition
            .Define("topics", ConfigType.List, ".*", ConfigImportance.High, "The topics to read, separated by commas.", ConfigValidators.ListOfDifferent(mayBeEmpty: true, mayBeNull: false))
            .Define("topics.exclude", ConfigType.List, "mm2.*\\.internal,.*\\.replica,__.*", ConfigImportance.High, Doc, ConfigValidators.ListOfDifferent(mayBeEmpty: true, mayBeNull: false))
            .Define("config.properties.exclude", ConfigType.List, "follower.replication.throttled.replicas,leader.replication.throttled.replicas,message.timestamp.difference.max.ms,log.message.timestamp.before.max.ms,log.message.timestamp.after.max.ms,message.timestamp.type,unclean.leader.election.enable,min.insync.replicas", ConfigImportance.High, Doc, ConfigValidators.ListOfDifferent(mayBeEmpty: true, mayBeNull: false))
            .Define("topic.filter.class", ConfigType.Class, new ConfigClass("org.apache.kafka.connect.mirror.DefaultTopicFilter"), ConfigImportance.Low, Doc)
            .Define("config.property.filter.class", ConfigType.Class, new ConfigClass("org.apache.kafka.connect.mirror.DefaultConfigPropertyFilter"), ConfigImportance.Low, Doc)
            .Define("consumer.poll.timeout.ms", ConfigType.Long, 1000L, ConfigImportance.Low, Doc)
            .Define("refresh.topics.enabled", ConfigType.Boolean, true, ConfigImportance.Low, Doc)
            .Define("refresh.topics.interval.seconds", ConfigType.Long, 600L, ConfigImportance.Low, Doc)
            .Define("sync.topic.configs.enabled", ConfigType.Boolean, true, ConfigImportance.Low, Doc)
            .Define("sync.topic.configs.interval.seconds", ConfigType.Long, 600L, ConfigImportance.Low, Doc)
            .Define("sync.topic.acls.enabled", ConfigType.Boolean, true, ConfigImportance.Low, Doc)
            .Define("sync.topic.acls.interval.seconds", ConfigType.Long, 600L, ConfigImportance.Low, Doc)
            .Define("replication.factor", ConfigType.Int, 2, ConfigImportance.Low, Doc)
            .Define("offset-syncs.topic.replication.factor", ConfigType.Short, (short)3, ConfigImportance.Low, Doc)
            .Define("offset.lag.max", ConfigType.Long, 100L, ConfigImportance.Low, Doc)
            .Define("offset-syncs.topic.location", ConfigType.String, "source", ConfigImportance.Low, Doc, ConfigValidators.OneOf("source", "target"))
            .Define("emit.offset-syncs.enabled", ConfigType.Boolean, true, ConfigImportance.Low, Doc)
            .Define("heartbeats.replication.enabled", ConfigType.Boolean, true, ConfigImportance.Low, Doc)
            .Define("metric.names.formats", ConfigType.List, "legacy", ConfigImportance.Low, Doc, ConfigValidators.ListOf(mayBeEmpty: false, "legacy", "new"));
}
