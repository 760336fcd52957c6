using Connect.Sdk;
using Connect.Sdk.Configuration;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;
using Connect.Sdk.Records;
using Connect.Sdk.Transforms;

namespace Connect.Runtime.Predicates;

/// <summary>A predicate that comes with Kafka.</summary>
public abstract class BuiltInPredicate : IPredicate, IVersioned
{
    /// <inheritdoc/>
    public string Version => KafkaVersion.Text;

    /// <inheritdoc/>
    public abstract ConfigDef Config { get; }

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> config) => Configure(new ParsedConfig(Config, config));

    /// <inheritdoc/>
    public abstract bool Test(ConnectRecord record);

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);

    private protected abstract void Configure(ParsedConfig config);
}

/// <summary>True for records with a header of a key (<c>org.apache.kafka.connect.transforms.predicates.HasHeaderKey</c>).</summary>
public sealed class HasHeaderKey : BuiltInPredicate
{
    private const string NameKey = "name";
    private static readonly ConfigDef Definition = new ConfigDef()
        .Require(NameKey, ConfigType.String, ConfigImportance.Medium, "The key of the header.", ConfigValidators.NonEmptyString);

    private string? _name;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override bool Test(ConnectRecord record) => _name is not null && record.Headers.LastWithName(_name) is not null;

    private protected override void Configure(ParsedConfig config) => _name = config.GetString(NameKey);
}

/// <summary>True for records without a value (<c>org.apache.kafka.connect.transforms.predicates.RecordIsTombstone</c>).</summary>
public sealed class RecordIsTombstone : BuiltInPredicate
{
    /// <inheritdoc/>
    public override ConfigDef Config { get; } = new();

    /// <inheritdoc/>
    public override bool Test(ConnectRecord record) => record.Value is null;

    private protected override void Configure(ParsedConfig config) { }
}

/// <summary>True for records of topics whose whole name matches a pattern (<c>org.apache.kafka.connect.transforms.predicates.TopicNameMatches</c>).</summary>
public sealed class TopicNameMatches : BuiltInPredicate
{
    private const string PatternKey = "pattern";
    private static readonly ConfigDef Definition = new ConfigDef().Require(
        PatternKey, ConfigType.String, ConfigImportance.Medium, "The pattern, in Java's syntax.",
        ConfigValidators.All(ConfigValidators.NonEmptyString, ConfigValidators.Regex));

    private JavaRegex _regex = null!;
    private (string? Topic, bool Matches) _last;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override bool Test(ConnectRecord record)
    {
        // Records of one topic come in long runs.
        if (!ReferenceEquals(record.Topic, _last.Topic)) _last = (record.Topic, record.Topic is { } topic && _regex.Matches(topic));
        return record.Topic is not null && _last.Matches;
    }

    private protected override void Configure(ParsedConfig config) =>
        _regex = new JavaRegex(config.GetString(PatternKey) ?? throw new ConfigException(PatternKey, null, "entry must be non null"));
}
