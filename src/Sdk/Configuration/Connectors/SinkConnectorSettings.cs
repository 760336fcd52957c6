namespace Connect.Sdk.Configuration.Connectors;

/// <summary>The further settings of sink connectors (<c>org.apache.kafka.connect.runtime.SinkConnectorConfig</c>).</summary>
public static class SinkConnectorSettings
{
    /// <summary>All settings of such a connector but its own.</summary>
    public static ConfigDef Definition() => AddTo(ConnectorSettings.AddTo(new ConfigDef()));

    /// <summary>Adds them to a definition.</summary>
    /// <returns>The definition.</returns>
    public static ConfigDef AddTo(ConfigDef definition) => definition
            .Define(new ConfigKey("topics", ConfigType.List, ConfigImportance.High, "The topics to read, separated by commas.")
            {
                Default = "",
                Validator = ConfigValidators.ListOfDifferent(mayBeEmpty: true, mayBeNull: false),
                Group = "Common",
                OrderInGroup = 4,
                Width = ConfigWidth.Long,
                DisplayName = "Topics",
            })
            .Define(new ConfigKey("topics.regex", ConfigType.String, ConfigImportance.High, "A pattern, in the syntax of Java, of the topics to read.")
            {
                Default = "",
                Validator = ConfigValidators.Regex,
                Group = "Common",
                OrderInGroup = 4,
                Width = ConfigWidth.Long,
                DisplayName = "Topics regex",
            })
            .Define(new ConfigKey("errors.deadletterqueue.topic.name", ConfigType.String, ConfigImportance.Medium, "The topic for records that could not be processed; nothing for none.")
            {
                Default = "",
                Group = "Error Handling",
                OrderInGroup = 6,
                Width = ConfigWidth.Medium,
                DisplayName = "Dead Letter Queue Topic Name",
            })
            .Define(new ConfigKey("errors.deadletterqueue.topic.replication.factor", ConfigType.Short, ConfigImportance.Medium, "The replication factor of that topic if it is created.")
            {
                Default = (short)3,
                Group = "Error Handling",
                OrderInGroup = 7,
                Width = ConfigWidth.Medium,
                DisplayName = "Dead Letter Queue Topic Replication Factor",
            })
            .Define(new ConfigKey("errors.deadletterqueue.context.headers.enable", ConfigType.Boolean, ConfigImportance.Medium, "Whether such records get headers that tell what happened.")
            {
                Default = false,
                Group = "Error Handling",
                OrderInGroup = 8,
                Width = ConfigWidth.Medium,
                DisplayName = "Enable Error Context Headers",
            });
}
