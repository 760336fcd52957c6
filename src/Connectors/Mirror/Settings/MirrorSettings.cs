using Connect.Sdk.Configuration;

namespace Connect.Connectors.Mirror;

/// <summary>The settings of all mirror connectors (<c>org.apache.kafka.connect.mirror.MirrorConnectorConfig</c>).</summary>
public static class MirrorSettings
{
    private const string Doc = "A setting of MirrorMaker, as in the documentation of Kafka.";

    /// <summary>Adds them to a definition.</summary>
    /// <returns>The definition.</returns>
    public static ConfigDef AddTo(ConfigDef definition) => definition
            .Define("enabled", ConfigType.Boolean, true, ConfigImportance.Low, Doc)
            .Require("source.cluster.alias", ConfigType.String, ConfigImportance.High, Doc)
            .Define("target.cluster.alias", ConfigType.String, "target", ConfigImportance.High, Doc)
            .Define("admin.timeout.ms", ConfigType.Long, 60000L, ConfigImportance.Low, Doc)
            .Define("replication.policy.class", ConfigType.Class, new ConfigClass("org.apache.kafka.connect.mirror.DefaultReplicationPolicy"), ConfigImportance.Low, Doc)
            .Define("replication.policy.separator", ConfigType.String, ".", ConfigImportance.Low, Doc)
            .Define("replication.policy.internal.topic.separator.enabled", ConfigType.Boolean, true, ConfigImportance.Low, Doc)
            .Define("forwarding.admin.class", ConfigType.Class, new ConfigClass("org.apache.kafka.clients.admin.ForwardingAdmin"), ConfigImportance.Low, Doc)
            .Define("metric.reporters", ConfigType.List, "org.apache.kafka.common.metrics.JmxReporter", ConfigImportance.Low, Doc, ConfigValidators.ListOfDifferent(mayBeEmpty: true, mayBeNull: false))
            .Define("security.protocol", ConfigType.String, "PLAINTEXT", ConfigImportance.Medium, Doc, ConfigValidators.OneOfIgnoringCase("SASL_SSL", "PLAINTEXT", "SSL", "SASL_PLAINTEXT"))
            .Define("config.providers", ConfigType.List, "", ConfigImportance.Low, Doc, ConfigValidators.ListOfDifferent(mayBeEmpty: true, mayBeNull: false));
}
