using Connect.Sdk.Configuration;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;
using Connect.Sdk.Transforms;

namespace Connect.Testing.Compliance;

/// <summary>A transformation that refuses each record whose value holds a text.</summary>
internal sealed class Poison : ITransformation
{
    public const string TextConfig = "text";

    private string _text = "";

    public ConfigDef Config { get; } = new ConfigDef().Require(TextConfig, ConfigType.String, ConfigImportance.High, "Values that hold it are refused.");

    public void Configure(IReadOnlyDictionary<string, string?> config) => _text = config[TextConfig]!;

    public ConnectRecord? Apply(ConnectRecord record) =>
        Texts.Of(record.Value).Contains(_text, StringComparison.Ordinal) ? throw new DataException("The record is poison") : record;

    public void Dispose() { }
}
