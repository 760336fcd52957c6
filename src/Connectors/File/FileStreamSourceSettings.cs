using Connect.Sdk.Configuration;

namespace Connect.Connectors.File;

/// <summary>The settings of <c>org.apache.kafka.connect.file.FileStreamSourceConnector</c>.</summary>
public static class FileStreamSourceSettings
{
    /// <summary>Adds them to a definition.</summary>
    /// <returns>The definition.</returns>
    public static ConfigDef AddTo(ConfigDef definition) => definition
            .Define("file", ConfigType.String, null, ConfigImportance.High, "The file.")
            .Require("topic", ConfigType.String, ConfigImportance.High, "The topic to write to.", ConfigValidators.NonEmptyString)
            .Define("batch.size", ConfigType.Int, 2000, ConfigImportance.Low, "The largest number of lines in a batch.");
}
