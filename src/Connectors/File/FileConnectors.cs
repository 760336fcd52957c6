using Connect.Sdk.Configuration;

namespace Connect.Connectors.File;

internal static class FileConnectors
{
    /// <summary>That of Kafka, with which these connectors come.</summary>
    public const string Version = "4.3.1";

    public static string? FileOf(IReadOnlyDictionary<string, string?> config, ConfigDef definition) => new ParsedConfig(definition, config).GetString("file");
}
