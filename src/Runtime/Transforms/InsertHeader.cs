using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Headers;
using Connect.Sdk.Records;

namespace Connect.Runtime.Transforms;

/// <summary>Adds a header with a constant, which is read as <see cref="Values.ParseString"/> reads it (<c>org.apache.kafka.connect.transforms.InsertHeader</c>).</summary>
public sealed class InsertHeader : BuiltInTransformation
{
    private const string HeaderKey = "header";
    private const string ValueKey = "value.literal";
    private static readonly ConfigDef Definition = new ConfigDef()
        .Require(HeaderKey, ConfigType.String, ConfigImportance.High, "The key of the header.", ConfigValidators.NonNull)
        .Require(ValueKey, ConfigType.String, ConfigImportance.High, "The constant: a text, a number, a boolean, a date, a list or a map.", ConfigValidators.NonNull);

    private Header _header = null!;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override ConnectRecord? Apply(ConnectRecord record) => record.NewRecord(
        record.Topic, record.KafkaPartition, record.KeySchema, record.Key, record.ValueSchema, record.Value, record.Timestamp,
        record.Headers.Duplicate().Add(_header));

    private protected override void Configure(ParsedConfig config)
    {
        var (schema, value) = Values.ParseString(config.GetString(ValueKey));
        _header = new Header(config.GetString(HeaderKey) ?? throw new ConfigException(HeaderKey, null, "Must not be null"), schema, value);
    }
}
