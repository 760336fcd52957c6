using Connect.Sdk.Configuration;
using Connect.Sdk.Records;

namespace Connect.Runtime.Transforms;

/// <summary>Drops every record; a predicate tells which (<c>org.apache.kafka.connect.transforms.Filter</c>).</summary>
public sealed class Filter : BuiltInTransformation
{
    /// <inheritdoc/>
    public override ConfigDef Config { get; } = new();

    /// <inheritdoc/>
    public override ConnectRecord? Apply(ConnectRecord record) => null;

    private protected override void Configure(ParsedConfig config) { }
}
