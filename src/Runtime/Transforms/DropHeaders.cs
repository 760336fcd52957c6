using Connect.Sdk.Configuration;
using Connect.Sdk.Records;

namespace Connect.Runtime.Transforms;

/// <summary>Removes headers by their keys (<c>org.apache.kafka.connect.transforms.DropHeaders</c>).</summary>
public sealed class DropHeaders : BuiltInTransformation
{
    private const string Headers = "headers";
    private static readonly ConfigDef Definition = new ConfigDef().Require(
        Headers, ConfigType.List, ConfigImportance.High, "The keys of the headers to remove.", ConfigValidators.ListOfDifferent(mayBeEmpty: false, mayBeNull: false));

    private HashSet<string> _keys = null!;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override ConnectRecord? Apply(ConnectRecord record)
    {
        var headers = record.Headers.Duplicate();
        headers.Apply(h => _keys.Contains(h.Key) ? null : h);
        return record.NewRecord(
            record.Topic, record.KafkaPartition, record.KeySchema, record.Key, record.ValueSchema, record.Value, record.Timestamp, headers);
    }

    private protected override void Configure(ParsedConfig config) => _keys = config.GetList(Headers).ToHashSet(StringComparer.Ordinal);
}
