using Connect.Sdk.Configuration;

namespace Connect.Runtime.Configuration.Worker;

/// <summary>The settings of every worker (<c>org.apache.kafka.connect.runtime.WorkerConfig</c>).</summary>
public static class WorkerSettings
{
    private const string Doc = "A setting of workers, as in the documentation of Kafka Connect.";

    /// <summary>Adds them to a definition.</summary>
    /// <returns>The definition.</returns>
    public static ConfigDef AddTo(ConfigDef definition) => definition
            .Require("bootstrap.servers", ConfigType.List, ConfigImportance.High, "Where to find the Kafka cluster: host:port, separated by commas.", ConfigValidators.ListOfDifferent(mayBeEmpty: false, mayBeNull: false))
            .Define("client.dns.lookup", ConfigType.String, "use_all_dns_ips", ConfigImportance.Medium, Doc, ConfigValidators.OneOf("use_all_dns_ips", "resolve_canonical_bootstrap_servers_only"))
            .Require("key.converter", ConfigType.Class, ConfigImportance.High, "The class that turns keys into the bytes in Kafka and back.")
            .Define("key.converter.plugin.version", ConfigType.String, null, ConfigImportance.Low, "Which versions of the class of key.converter may be used.")
            .Require("value.converter", ConfigType.Class, ConfigImportance.High, "The class that turns values into the bytes in Kafka and back.")
            .Define("value.converter.plugin.version", ConfigType.String, null, ConfigImportance.Low, "Which versions of the class of value.converter may be used.")
            .Define("task.shutdown.graceful.timeout.ms", ConfigType.Long, 5000L, ConfigImportance.Low, "How long stopping tasks are waited for, in milliseconds.")
            .Define("offset.flush.interval.ms", ConfigType.Long, 60000L, ConfigImportance.Low, "How often tasks commit their offsets, in milliseconds.")
            .Define("offset.flush.timeout.ms", ConfigType.Long, 5000L, ConfigImportance.Low, "How long a commit of offsets may take, in milliseconds.")
            .Define("plugin.path", ConfigType.List, null, ConfigImportance.Low, "Folders with plugins, separated by commas.", ConfigValidators.ListOfDifferent(mayBeEmpty: false, mayBeNull: true))
            .Define("plugin.discovery", ConfigType.String, "hybrid_warn", ConfigImportance.Low, Doc, ConfigValidators.OneOfIgnoringCase("ONLY_SCAN", "SERVICE_LOAD", "HYBRID_WARN", "HYBRID_FAIL"))
            .Define("metrics.sample.window.ms", ConfigType.Long, 30000L, ConfigImportance.Low, Doc, ConfigValidators.AtLeast(0L))
            .Define("metrics.num.samples", ConfigType.Int, 2, ConfigImportance.Low, Doc, ConfigValidators.AtLeast(1))
            .Define("metrics.recording.level", ConfigType.String, "INFO", ConfigImportance.Low, Doc, ConfigValidators.OneOf("INFO", "DEBUG"))
            .Define("metric.reporters", ConfigType.List, "org.apache.kafka.common.metrics.JmxReporter", ConfigImportance.Low, Doc, ConfigValidators.ListOfDifferent(mayBeEmpty: true, mayBeNull: false))
            .Define("header.converter", ConfigType.Class, new ConfigClass("org.apache.kafka.connect.storage.SimpleHeaderConverter"), ConfigImportance.Low, "The class that turns the values of headers into the bytes in Kafka and back.")
            .Define("header.converter.plugin.version", ConfigType.String, null, ConfigImportance.Low, "Which versions of the class of header.converter may be used.")
            .Define("config.providers", ConfigType.List, "", ConfigImportance.Low, Doc, ConfigValidators.ListOfDifferent(mayBeEmpty: true, mayBeNull: false))
            .Define("connector.client.config.override.policy", ConfigType.String, "All", ConfigImportance.Medium, Doc)
            .Define("topic.creation.enable", ConfigType.Boolean, true, ConfigImportance.Low, Doc)
            .Define("topic.tracking.enable", ConfigType.Boolean, true, ConfigImportance.Low, Doc)
            .Define("topic.tracking.allow.reset", ConfigType.Boolean, true, ConfigImportance.Low, Doc)
            .Define("listeners", ConfigType.List, "http://:8083", ConfigImportance.Low, "The URLs of the REST API.", WorkerValidators.Listeners)
            .Define("rest.advertised.host.name", ConfigType.String, null, ConfigImportance.Low, Doc)
            .Define("rest.advertised.port", ConfigType.Int, null, ConfigImportance.Low, Doc)
            .Define("rest.advertised.listener", ConfigType.String, null, ConfigImportance.Low, Doc)
            .Define("access.control.allow.origin", ConfigType.String, "", ConfigImportance.Low, Doc)
            .Define("access.control.allow.methods", ConfigType.String, "", ConfigImportance.Low, Doc)
            .Define("response.http.headers.config", ConfigType.String, "", ConfigImportance.Low, Doc, WorkerValidators.ResponseHeaders)
            .Define("ssl.client.auth", ConfigType.String, "none", ConfigImportance.Low, Doc, ConfigValidators.OneOf("required", "requested", "none"))
            .Define("rest.extension.classes", ConfigType.List, "", ConfigImportance.Low, Doc, ConfigValidators.ListOfDifferent(mayBeEmpty: true, mayBeNull: false))
            .Define("admin.listeners", ConfigType.List, null, ConfigImportance.Low, Doc, ConfigValidators.ListOfDifferent(mayBeEmpty: true, mayBeNull: true));
}
