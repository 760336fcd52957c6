using Connect.Sdk.Configuration;

namespace Connect.Runtime.Configuration.Worker;

/// <summary>The further settings of standalone workers (<c>org.apache.kafka.connect.runtime.standalone.StandaloneConfig</c>).</summary>
public static class StandaloneSettings
{
    /// <summary>Adds them to a definition.</summary>
    /// <returns>The definition.</returns>
    public static ConfigDef AddTo(ConfigDef definition) => definition
            .Require("offset.storage.file.filename", ConfigType.String, ConfigImportance.High, "The file for the offsets of source connectors.");
}
