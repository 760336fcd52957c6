namespace Connect.Sdk.Data;

/// <summary>The schema that the elements read so far have in common: numbers widen, other mixtures have none.</summary>
internal struct CommonSchema
{
    private Schema? _common;
    private bool _incompatible;

    public readonly Schema? Schema => _incompatible ? null : _common;

    public void Add(Schema? schema)
    {
        if (schema is null || _incompatible) return;
        _common = _common is null ? schema : Merge(_common, schema);
        _incompatible = _common is null;
    }

    private static Schema? Merge(Schema previous, Schema next)
    {
        if (previous.Type != next.Type)
            return !IsNumeric(previous.Type) || !IsNumeric(next.Type) ? null : previous.Type > next.Type ? previous : next;
        if (previous.IsOptional == next.IsOptional) return previous.IsOptional ? previous : next;
        return previous.Equals(next) ? previous : null;
    }

    private static bool IsNumeric(SchemaType type) => type is >= SchemaType.Int8 and <= SchemaType.Float64;
}
