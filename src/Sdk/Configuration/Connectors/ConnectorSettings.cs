namespace Connect.Sdk.Configuration.Connectors;

/// <summary>The settings of every connector (<c>org.apache.kafka.connect.runtime.ConnectorConfig</c>).</summary>
public static class ConnectorSettings
{
    /// <summary>Adds them to a definition.</summary>
    /// <returns>The definition.</returns>
    public static ConfigDef AddTo(ConfigDef definition) => definition
            .Define(new ConfigKey("name", ConfigType.String, ConfigImportance.High, "The name of the connector, unique in the cluster.")
            {
                Validator = ConfigValidators.NonEmptyStringWithoutControlChars,
                Group = "Common",
                OrderInGroup = 1,
                Width = ConfigWidth.Medium,
                DisplayName = "Connector name",
            })
            .Define(new ConfigKey("connector.class", ConfigType.String, ConfigImportance.High, "The name or alias of the class of the connector.")
            {
                Group = "Common",
                OrderInGroup = 2,
                Width = ConfigWidth.Long,
                DisplayName = "Connector class",
            })
            .Define(new ConfigKey("connector.plugin.version", ConfigType.String, ConfigImportance.Medium, "Which versions of the connector class may be used.")
            {
                Default = null,
                Validator = PluginVersions.Validator,
                Group = "Common",
                OrderInGroup = 3,
                Width = ConfigWidth.Medium,
                DisplayName = "Connector version",
            })
            .Define(new ConfigKey("tasks.max", ConfigType.Int, ConfigImportance.High, "The largest number of tasks the connector may have.")
            {
                Default = 1,
                Validator = ConfigValidators.AtLeast(1),
                Group = "Common",
                OrderInGroup = 4,
                Width = ConfigWidth.Short,
                DisplayName = "Tasks max",
            })
            .Define(new ConfigKey("tasks.max.enforce", ConfigType.Boolean, ConfigImportance.Low, "Whether a connector with more tasks than tasks.max fails. Deprecated.")
            {
                Default = true,
                Group = "Common",
                OrderInGroup = 5,
                Width = ConfigWidth.Short,
                DisplayName = "Enforce tasks max",
            })
            .Define(new ConfigKey("key.converter", ConfigType.Class, ConfigImportance.Low, "The class that turns keys into the bytes in Kafka and back.")
            {
                Default = null,
                Validator = PluginKinds.Converter,
                Group = "Common",
                OrderInGroup = 6,
                Width = ConfigWidth.Short,
                DisplayName = "Key converter class",
            })
            .Define(new ConfigKey("key.converter.plugin.version", ConfigType.String, ConfigImportance.Low, "Which versions of the class of key.converter may be used.")
            {
                Default = null,
                Validator = PluginVersions.Validator,
                Group = "Common",
                OrderInGroup = 7,
                Width = ConfigWidth.Short,
                DisplayName = "Key converter version",
                Recommender = new VersionRecommender("key.converter"),
            })
            .Define(new ConfigKey("value.converter", ConfigType.Class, ConfigImportance.Low, "The class that turns values into the bytes in Kafka and back.")
            {
                Default = null,
                Validator = PluginKinds.Converter,
                Group = "Common",
                OrderInGroup = 8,
                Width = ConfigWidth.Short,
                DisplayName = "Value converter class",
            })
            .Define(new ConfigKey("value.converter.plugin.version", ConfigType.String, ConfigImportance.Low, "Which versions of the class of value.converter may be used.")
            {
                Default = null,
                Validator = PluginVersions.Validator,
                Group = "Common",
                OrderInGroup = 9,
                Width = ConfigWidth.Short,
                DisplayName = "Value converter version",
                Recommender = new VersionRecommender("value.converter"),
            })
            .Define(new ConfigKey("header.converter", ConfigType.Class, ConfigImportance.Low, "The class that turns the values of headers into the bytes in Kafka and back.")
            {
                Default = null,
                Validator = PluginKinds.HeaderConverter,
                Group = "Common",
                OrderInGroup = 10,
                Width = ConfigWidth.Short,
                DisplayName = "Header converter class",
            })
            .Define(new ConfigKey("header.converter.plugin.version", ConfigType.String, ConfigImportance.Low, "Which versions of the class of header.converter may be used.")
            {
                Default = null,
                Validator = PluginVersions.Validator,
                Group = "Common",
                OrderInGroup = 11,
                Width = ConfigWidth.Short,
                DisplayName = "Header converter version",
                Recommender = new VersionRecommender("header.converter"),
            })
            .Define(new ConfigKey("transforms", ConfigType.List, ConfigImportance.Low, "The aliases of the transformations, in the order they are applied.")
            {
                Default = "",
                Validator = UniqueAliases.Of("transformation aliases"),
                Group = "Transforms",
                OrderInGroup = 12,
                Width = ConfigWidth.Long,
                DisplayName = "Transforms",
            })
            .Define(new ConfigKey("predicates", ConfigType.List, ConfigImportance.Low, "The aliases of the predicates that transformations refer to.")
            {
                Default = "",
                Validator = UniqueAliases.Of("predicate aliases"),
                Group = "Predicates",
                OrderInGroup = 13,
                Width = ConfigWidth.Long,
                DisplayName = "Predicates",
            })
            .Define(new ConfigKey("config.action.reload", ConfigType.String, ConfigImportance.Low, "What to do when a value from a config provider changes: none or restart.")
            {
                Default = "restart",
                Validator = ConfigValidators.OneOf("none", "restart"),
                Group = "Common",
                OrderInGroup = 14,
                Width = ConfigWidth.Medium,
                DisplayName = "Reload Action",
            })
            .Define(new ConfigKey("errors.retry.timeout", ConfigType.Long, ConfigImportance.Medium, "For how long, in milliseconds, a failed operation is repeated; 0 never, -1 for ever.")
            {
                Default = 0L,
                Group = "Error Handling",
                OrderInGroup = 1,
                Width = ConfigWidth.Medium,
                DisplayName = "Retry Timeout for Errors",
            })
            .Define(new ConfigKey("errors.retry.delay.max.ms", ConfigType.Long, ConfigImportance.Medium, "The longest pause between two tries, in milliseconds.")
            {
                Default = 60000L,
                Group = "Error Handling",
                OrderInGroup = 2,
                Width = ConfigWidth.Medium,
                DisplayName = "Maximum Delay Between Retries for Errors",
            })
            .Define(new ConfigKey("errors.tolerance", ConfigType.String, ConfigImportance.Medium, "none fails the task at the first bad record, all skips bad records.")
            {
                Default = "none",
                Validator = ConfigValidators.OneOf("none", "all"),
                Group = "Error Handling",
                OrderInGroup = 3,
                Width = ConfigWidth.Short,
                DisplayName = "Error Tolerance",
            })
            .Define(new ConfigKey("errors.log.enable", ConfigType.Boolean, ConfigImportance.Medium, "Whether tolerated errors are logged.")
            {
                Default = false,
                Group = "Error Handling",
                OrderInGroup = 4,
                Width = ConfigWidth.Short,
                DisplayName = "Log Errors",
            })
            .Define(new ConfigKey("errors.log.include.messages", ConfigType.Boolean, ConfigImportance.Medium, "Whether the log of an error shows the record, secrets and all.")
            {
                Default = false,
                Group = "Error Handling",
                OrderInGroup = 5,
                Width = ConfigWidth.Short,
                DisplayName = "Log Error Details",
            });
}
