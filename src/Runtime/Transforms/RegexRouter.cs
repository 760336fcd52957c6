using Connect.Sdk.Configuration;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;
using Connect.Sdk.Records;

namespace Connect.Runtime.Transforms;

/// <summary>Renames topics that match a pattern (<c>org.apache.kafka.connect.transforms.RegexRouter</c>). Pattern and replacement are in Java's syntax.</summary>
public sealed class RegexRouter : BuiltInTransformation
{
    private const string RegexKey = "regex";
    private const string ReplacementKey = "replacement";
    private static readonly ConfigDef Definition = new ConfigDef()
        .Require(RegexKey, ConfigType.String, ConfigImportance.High, "The pattern that the whole topic must match.", ConfigValidators.Regex)
        .Require(ReplacementKey, ConfigType.String, ConfigImportance.High, "The new topic; $1 stands for the first group of the pattern.");

    private JavaRegex _regex = null!;
    private string _replacement = null!;
    private (string? From, string? To) _last;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override ConnectRecord? Apply(ConnectRecord record)
    {
        if (record.Topic is null) throw new DataException("A record without a topic cannot be routed");
        // Records of one topic come in long runs.
        if (!ReferenceEquals(record.Topic, _last.From)) _last = (record.Topic, Route(record.Topic));
        if (_last.To is null) return record;
        return record.NewRecord(_last.To, record.KafkaPartition, record.KeySchema, record.Key, record.ValueSchema, record.Value, record.Timestamp);
    }

    private protected override void Configure(ParsedConfig config)
    {
        _regex = new JavaRegex(config.GetString(RegexKey) ?? throw new ConfigException(RegexKey, null, "Must not be null"));
        _replacement = config.GetString(ReplacementKey) ?? throw new ConfigException(ReplacementKey, null, "Must not be null");
    }

    private string? Route(string topic)
    {
        try
        {
            return _regex.Matches(topic) ? _regex.ReplaceFirst(topic, _replacement) : null;
        }
        catch (ArgumentException e)
        {
            throw new DataException(e.Message, e);
        }
    }
}
