using System.Text.RegularExpressions;
using Connect.Sdk;
using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;
using Connect.Sdk.Transforms;

namespace Connect.Connectors.Text;

/// <summary>
/// Takes a line of text apart by a regular expression: each named group becomes a field of a struct. An addition to Kafka's transformations, for logs.
/// </summary>
[Plugin("connect.transforms.ParseText$Value")]
public sealed class ParseText : ITransformation
{
    private const string PatternKey = "pattern";

    // A pattern that goes astray on a line fails that record instead of the whole task.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private Regex _pattern = null!;
    private Schema _schema = null!;
    private (string Group, Field Field)[] _fields = null!;

    /// <inheritdoc/>
    public ConfigDef Config { get; } = new ConfigDef().Require(
        PatternKey, ConfigType.String, ConfigImportance.High, "A regular expression of .NET that matches a whole line; its named groups are the fields.");

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> config)
    {
        var text = new ParsedConfig(Config, config).GetRequiredString(PatternKey);
        try
        {
            _pattern = new Regex($"^(?:{text})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Compiled, Limit);
        }
        catch (ArgumentException e)
        {
            throw new ConfigException(PatternKey, text, e.Message);
        }

        var names = _pattern.GetGroupNames().Where(n => !int.TryParse(n, out _)).ToArray();
        if (names.Length == 0) throw new ConfigException(PatternKey, text, "The pattern has no named group (?<name>…)");
        var builder = SchemaBuilder.Struct().WithName("connect.ParsedText");
        foreach (var name in names) builder.WithField(name, Schema.OptionalString);
        _schema = builder.Build();
        _fields = [.. names.Select(n => (n, _schema.Field(n)!))];
    }

    /// <inheritdoc/>
    public ConnectRecord? Apply(ConnectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Value is null) return record;
        if (record.Value is not string line) throw new DataException("ParseText takes texts only; use it before the value is turned into anything else");
        var match = _pattern.Match(line);
        if (!match.Success) throw new DataException($"The line does not match the pattern: {(line.Length > 200 ? line[..200] + "…" : line)}");
        var parsed = new Struct(_schema);
        foreach (var (group, field) in _fields)
        {
            if (match.Groups[group] is { Success: true } found) parsed.Put(field, found.Value);
        }

        return record.NewRecord(record.Topic, record.KafkaPartition, record.KeySchema, record.Key, _schema, parsed, record.Timestamp);
    }

    /// <inheritdoc/>
    public void Dispose() { }
}
