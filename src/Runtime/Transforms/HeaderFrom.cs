using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Headers;
using Connect.Sdk.Records;

namespace Connect.Runtime.Transforms;

/// <summary>Moves or copies fields into headers (<c>org.apache.kafka.connect.transforms.HeaderFrom</c>).</summary>
public sealed class HeaderFrom(RecordPart part) : PartTransformation(part)
{
    private const string FieldsKey = "fields";
    private const string HeadersKey = "headers";
    private const string OperationKey = "operation";
    private static readonly IConfigValidator NonEmptyList = ConfigValidators.Of("non-empty list", (name, value) =>
    {
        if (value is not IReadOnlyList<string> { Count: > 0 }) throw new ConfigException(name, value, "Empty list");
    });

    private static readonly ConfigDef Definition = new ConfigDef()
        .Require(FieldsKey, ConfigType.List, ConfigImportance.High, "The fields to move or copy.", NonEmptyList)
        .Require(HeadersKey, ConfigType.List, ConfigImportance.High, "The keys of the headers, in the order of the fields.", NonEmptyList)
        .Require(
            OperationKey, ConfigType.String, ConfigImportance.High, "move takes the fields away from where they were, copy leaves them.",
            ConfigValidators.OneOf("move", "copy"))
        .WithReplaceNull();

    private readonly SchemaUpdates<StructCopy> _schemas = new();
    private IReadOnlyList<string> _fields = null!;
    private IReadOnlyList<string> _headers = null!;
    private bool _move;
    private bool _withDefaults;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override ConnectRecord? Apply(ConnectRecord record)
    {
        var headers = record.Headers.Duplicate();
        var purpose = _move ? "header move" : "header copy";
        return SchemaOf(record) is { } schema
            ? ApplyWithSchema(record, schema, Requirements.Struct(ValueOf(record), purpose), headers)
            : ApplySchemaless(record, new ConnectMap(Requirements.Map(ValueOf(record), purpose)), headers);
    }

    private protected override void Configure(ParsedConfig config)
    {
        _fields = config.GetList(FieldsKey);
        _headers = config.GetList(HeadersKey);
        if (_fields.Count != _headers.Count)
            throw new ConfigException($"'{FieldsKey}' config must have the same number of elements as '{HeadersKey}' config.");
        _move = config.GetRequiredString(OperationKey) == "move";
        _withDefaults = config.GetBoolean(ReplaceNull.Key);
    }

    private ConnectRecord ApplySchemaless(ConnectRecord record, ConnectMap map, ConnectHeaders headers)
    {
        for (var i = 0; i < _fields.Count; i++)
        {
            headers.Add(new Header(_headers[i], null, ((System.Collections.IDictionary)ValueOf(record)!)[_fields[i]]));
            if (_move) map.Remove(_fields[i]);
        }

        return With(record, null, map, headers);
    }

    private ConnectRecord ApplyWithSchema(ConnectRecord record, Schema schema, Struct value, ConnectHeaders headers)
    {
        var (updatedSchema, updated) = (schema, value);
        if (_move)
        {
            var copy = _schemas.Get(schema, Remaining);
            (updatedSchema, updated) = (copy.Target, copy.Copy(value, _withDefaults));
        }

        for (var i = 0; i < _fields.Count; i++)
        {
            var field = schema.Field(_fields[i]) ?? throw new DataException($"Field does not exist: {_fields[i]}");
            headers.Add(_headers[i], field.Schema, _withDefaults ? value.Get(field.Name) : value.GetWithoutDefault(field.Name));
        }

        return With(record, updatedSchema, updated, headers);
    }

    private StructCopy Remaining(Schema schema)
    {
        var builder = SchemaCopies.Basics(schema, SchemaBuilder.Struct());
        var kept = schema.Fields.Where(f => !_fields.Contains(f.Name)).ToArray();
        foreach (var field in kept) builder.WithField(field.Name, field.Schema);
        return new StructCopy(builder.Build(), kept);
    }
}
