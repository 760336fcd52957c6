using System.Collections;
using System.Collections.Frozen;
using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;
using Connect.Sdk.Records;

namespace Connect.Runtime.Transforms;

/// <summary>Leaves fields out and renames others (<c>org.apache.kafka.connect.transforms.ReplaceField</c>).</summary>
public sealed class ReplaceField(RecordPart part) : PartTransformation(part)
{
    private const string Purpose = "field replacement";
    private const string ExcludeKey = "exclude";
    private const string IncludeKey = "include";
    private const string RenamesKey = "renames";
    private static readonly ConfigDef Definition = new ConfigDef()
        .Define(ExcludeKey, ConfigType.List, "", ConfigImportance.Medium, "Fields to leave out; this wins over include.", ConfigValidators.ListOfDifferent(mayBeEmpty: true, mayBeNull: false))
        .Define(IncludeKey, ConfigType.List, "", ConfigImportance.Medium, "Fields to keep; all if none is named.", ConfigValidators.ListOfDifferent(mayBeEmpty: true, mayBeNull: false))
        .Define(
            RenamesKey, ConfigType.List, "", ConfigImportance.Medium, "Fields to rename, as old:new.",
            ConfigValidators.Of("list of colon-delimited pairs, e.g. <code>foo:bar,abc:xyz</code>", (_, value) => ParseRenames((IReadOnlyList<string>?)value ?? [])))
        .WithReplaceNull();

    private readonly SchemaUpdates<StructCopy> _schemas = new();
    private FrozenSet<string> _exclude = null!;
    private FrozenSet<string> _include = null!;
    private FrozenDictionary<string, string> _renames = null!;
    private FrozenDictionary<string, string> _reverse = null!;
    private bool _withDefaults;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override ConnectRecord? Apply(ConnectRecord record)
    {
        if (ValueOf(record) is not { } value) return record;
        if (SchemaOf(record) is null) return With(record, null, ApplySchemaless(Requirements.Map(value, Purpose)));
        var from = Requirements.Struct(value, Purpose);
        var copy = _schemas.Get(from.Schema, Update);
        return With(record, copy.Target, copy.Copy(from, _withDefaults));
    }

    private protected override void Configure(ParsedConfig config)
    {
        _exclude = config.GetList(ExcludeKey).ToFrozenSet(StringComparer.Ordinal);
        _include = config.GetList(IncludeKey).ToFrozenSet(StringComparer.Ordinal);
        var renames = ParseRenames(config.GetList(RenamesKey));
        var reverse = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (from, to) in renames) reverse[to] = from;
        _renames = renames.ToFrozenDictionary(StringComparer.Ordinal);
        _reverse = reverse.ToFrozenDictionary(StringComparer.Ordinal);
        _withDefaults = config.GetBoolean(ReplaceNull.Key);
    }

    private static Dictionary<string, string> ParseRenames(IReadOnlyList<string> mappings)
    {
        var renames = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mapping in mappings)
        {
            var parts = mapping.JavaSplit(':');
            if (parts.Length != 2) throw new ConfigException(RenamesKey, mappings, $"Invalid rename mapping: {mapping}");
            renames[parts[0]] = parts[1];
        }

        return renames;
    }

    private bool Keeps(string field) => !_exclude.Contains(field) && (_include.Count == 0 || _include.Contains(field));

    private ConnectMap ApplySchemaless(IDictionary map)
    {
        var updated = new ConnectMap(map.Count);
        var entries = map.GetEnumerator();
        while (entries.MoveNext())
        {
            if (ConnectMap.KeyOf(entries) is not string field) throw new DataException("ReplaceField supports maps with strings as keys only");
            if (!Keeps(field)) continue;
            // Names are different from each other but for those that a rename makes.
            if (_renames.TryGetValue(field, out var renamed)) updated[renamed] = entries.Value;
            else if (_reverse.ContainsKey(field)) updated[field] = entries.Value;
            else updated.AddDistinct(field, entries.Value);
        }

        return updated;
    }

    private StructCopy Update(Schema schema)
    {
        var builder = SchemaCopies.Basics(schema, SchemaBuilder.Struct());
        foreach (var field in schema.Fields)
        {
            if (Keeps(field.Name)) builder.WithField(_renames.GetValueOrDefault(field.Name, field.Name), field.Schema);
        }

        // The source is found by the new name, as in Kafka: a name that is the target of a rename is always read from there.
        var target = builder.Build();
        return new StructCopy(target, [.. target.Fields.Select(f => Source(schema, _reverse.GetValueOrDefault(f.Name, f.Name)))]);
    }

    private static Field Source(Schema schema, string name) => schema.Field(name) ?? throw new DataException($"{name} is not a valid field name");
}
