namespace Connect.Sdk.Configuration.Connectors;

/// <summary>The further settings of source connectors (<c>org.apache.kafka.connect.runtime.SourceConnectorConfig</c>).</summary>
public static class SourceConnectorSettings
{
    private static readonly IConfigValidator AtLeastZeroOrNull = ConfigValidators.Of("[0,...]", (name, value) =>
    {
        if (value is not null) ConfigValidators.AtLeast(0L).EnsureValid(name, value);
    });

    /// <summary>All settings of such a connector but its own.</summary>
    public static ConfigDef Definition() => AddTo(ConnectorSettings.AddTo(new ConfigDef()));

    /// <summary>Adds them to a definition.</summary>
    /// <returns>The definition.</returns>
    public static ConfigDef AddTo(ConfigDef definition) => definition
            .Define(new ConfigKey("topic.creation.groups", ConfigType.List, ConfigImportance.Low, "Groups of topics that are created with settings of their own.")
            {
                Default = "",
                Validator = UniqueAliases.Of("topic creation groups"),
                Group = "Topic Creation",
                OrderInGroup = 1,
                Width = ConfigWidth.Long,
                DisplayName = "Topic Creation Groups",
            })
            .Define(new ConfigKey("exactly.once.support", ConfigType.String, ConfigImportance.Medium, "required refuses connectors that cannot deliver exactly once, requested tries.")
            {
                Default = "requested",
                Validator = ConfigValidators.OneOfIgnoringCase("REQUIRED", "REQUESTED"),
                Group = "Exactly Once Support",
                OrderInGroup = 2,
                Width = ConfigWidth.Short,
                DisplayName = "Exactly once support",
            })
            .Define(new ConfigKey("transaction.boundary", ConfigType.String, ConfigImportance.Medium, "What a transaction holds: one poll, an interval, or what the connector says.")
            {
                Default = "poll",
                Validator = ConfigValidators.OneOfIgnoringCase("INTERVAL", "POLL", "CONNECTOR"),
                Group = "Exactly Once Support",
                OrderInGroup = 3,
                Width = ConfigWidth.Short,
                DisplayName = "Transaction Boundary",
            })
            .Define(new ConfigKey("transaction.boundary.interval.ms", ConfigType.Long, ConfigImportance.Low, "The length of a transaction if it is an interval, in milliseconds.")
            {
                Default = null,
                Validator = AtLeastZeroOrNull,
                Group = "Exactly Once Support",
                OrderInGroup = 4,
                Width = ConfigWidth.Short,
                DisplayName = "Transaction boundary interval",
            })
            .Define(new ConfigKey("offsets.storage.topic", ConfigType.String, ConfigImportance.Low, "A topic for this connector's offsets instead of the worker's.")
            {
                Default = null,
                Validator = ConfigValidators.NonEmptyString,
                Group = "offsets.topic",
                OrderInGroup = 1,
                Width = ConfigWidth.Long,
                DisplayName = "Offsets topic",
            });
}
