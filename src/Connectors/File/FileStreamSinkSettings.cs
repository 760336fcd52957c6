using Connect.Sdk.Configuration;

namespace Connect.Connectors.File;

/// <summary>The settings of <c>org.apache.kafka.connect.file.FileStreamSinkConnector</c>.</summary>
public static class FileStreamSinkSettings
{
    /// <summary>Adds them to a definition.</summary>
    /// <returns>The definition.</returns>
    public static ConfigDef AddTo(ConfigDef definition) => definition
            .Define("file", ConfigType.String, null, ConfigImportance.High, "The file.");
}
