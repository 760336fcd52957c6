using Connect.Sdk.Configuration;

namespace Connect.Runtime.Configuration.Worker;

/// <summary>The further settings of distributed workers (<c>org.apache.kafka.connect.runtime.distributed.DistributedConfig</c>).</summary>
public static class DistributedSettings
{
    private const string Doc = "A setting of workers, as in the documentation of Kafka Connect.";

    /// <summary>Adds them to a definition.</summary>
    /// <returns>The definition.</returns>
    public static ConfigDef AddTo(ConfigDef definition) => definition
            .Require("group.id", ConfigType.String, ConfigImportance.High, "The name of the Connect cluster; workers with the same one work together.")
            .Define("session.timeout.ms", ConfigType.Int, 10000, ConfigImportance.High, Doc)
            .Define("rebalance.timeout.ms", ConfigType.Int, 60000, ConfigImportance.High, Doc)
            .Define("heartbeat.interval.ms", ConfigType.Int, 3000, ConfigImportance.High, Doc)
            .Define("exactly.once.source.support", ConfigType.String, "disabled", ConfigImportance.High, Doc, ConfigValidators.OneOfIgnoringCase("DISABLED", "ENABLED", "PREPARING"))
            .Define("metadata.max.age.ms", ConfigType.Long, 300000L, ConfigImportance.Low, Doc, ConfigValidators.AtLeast(0L))
            .Define("client.id", ConfigType.String, "", ConfigImportance.Low, Doc)
            .Define("send.buffer.bytes", ConfigType.Int, 131072, ConfigImportance.Medium, Doc, ConfigValidators.AtLeast(-1))
            .Define("receive.buffer.bytes", ConfigType.Int, 32768, ConfigImportance.Medium, Doc, ConfigValidators.AtLeast(-1))
            .Define("reconnect.backoff.ms", ConfigType.Long, 50L, ConfigImportance.Low, Doc, ConfigValidators.AtLeast(0L))
            .Define("reconnect.backoff.max.ms", ConfigType.Long, 1000L, ConfigImportance.Low, Doc, ConfigValidators.AtLeast(0L))
            .Define("socket.connection.setup.timeout.ms", ConfigType.Long, 10000L, ConfigImportance.Low, Doc, ConfigValidators.AtLeast(0L))
            .Define("socket.connection.setup.timeout.max.ms", ConfigType.Long, 30000L, ConfigImportance.Low, Doc, ConfigValidators.AtLeast(0L))
            .Define("retry.backoff.ms", ConfigType.Long, 100L, ConfigImportance.Low, Doc, ConfigValidators.AtLeast(0L))
            .Define("retry.backoff.max.ms", ConfigType.Long, 1000L, ConfigImportance.Low, Doc, ConfigValidators.AtLeast(0L))
            .Define("request.timeout.ms", ConfigType.Int, 40000, ConfigImportance.Medium, Doc, ConfigValidators.AtLeast(0))
            .Define("connections.max.idle.ms", ConfigType.Long, 540000L, ConfigImportance.Medium, Doc)
            .Define("security.protocol", ConfigType.String, "PLAINTEXT", ConfigImportance.Medium, Doc, ConfigValidators.OneOfIgnoringCase("SASL_SSL", "PLAINTEXT", "SSL", "SASL_PLAINTEXT"))
            .Define("worker.sync.timeout.ms", ConfigType.Int, 3000, ConfigImportance.Medium, Doc)
            .Define("worker.unsync.backoff.ms", ConfigType.Int, 300000, ConfigImportance.Medium, Doc)
            .Require("offset.storage.topic", ConfigType.String, ConfigImportance.High, "The topic for the offsets of source connectors.")
            .Define("offset.storage.partitions", ConfigType.Int, 25, ConfigImportance.Low, Doc, WorkerValidators.Partitions)
            .Define("offset.storage.replication.factor", ConfigType.Short, (short)3, ConfigImportance.Low, Doc, WorkerValidators.ReplicationFactor)
            .Require("config.storage.topic", ConfigType.String, ConfigImportance.High, "The topic for the configurations of connectors.")
            .Define("config.storage.replication.factor", ConfigType.Short, (short)3, ConfigImportance.Low, Doc, WorkerValidators.ReplicationFactor)
            .Require("status.storage.topic", ConfigType.String, ConfigImportance.High, "The topic for the states of connectors and tasks.")
            .Define("status.storage.partitions", ConfigType.Int, 5, ConfigImportance.Low, Doc, WorkerValidators.Partitions)
            .Define("status.storage.replication.factor", ConfigType.Short, (short)3, ConfigImportance.Low, Doc, WorkerValidators.ReplicationFactor)
            .Define("connect.protocol", ConfigType.String, "sessioned", ConfigImportance.Low, Doc, WorkerValidators.Protocol)
            .Define("scheduled.rebalance.max.delay.ms", ConfigType.Int, 300000, ConfigImportance.Low, Doc, ConfigValidators.Between(0, 2147483647))
            .Define("inter.worker.key.ttl.ms", ConfigType.Int, 3600000, ConfigImportance.Low, Doc, ConfigValidators.Between(0, 2147483647))
            .Define("inter.worker.key.generation.algorithm", ConfigType.String, "HmacSHA256", ConfigImportance.Low, Doc, WorkerValidators.KeyAlgorithm)
            .Define("inter.worker.key.size", ConfigType.Int, null, ConfigImportance.Low, Doc)
            .Define("inter.worker.signature.algorithm", ConfigType.String, "HmacSHA256", ConfigImportance.Low, Doc, WorkerValidators.SignatureAlgorithm)
            .Define("inter.worker.verification.algorithms", ConfigType.List, "HmacSHA256", ConfigImportance.Low, Doc, WorkerValidators.VerificationAlgorithms)
            .Define("metadata.recovery.strategy", ConfigType.String, "rebootstrap", ConfigImportance.Low, Doc, ConfigValidators.OneOfIgnoringCase("REBOOTSTRAP", "NONE"))
            .Define("metadata.recovery.rebootstrap.trigger.ms", ConfigType.Long, 300000L, ConfigImportance.Low, Doc, ConfigValidators.AtLeast(0L));
}
