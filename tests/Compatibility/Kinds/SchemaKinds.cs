using System.Text.Json;
using Connect.Compatibility.Tests.Format;
using Connect.Sdk.Data;

namespace Connect.Compatibility.Tests.Kinds;

internal static class SchemaKinds
{
    public static VectorKind Build { get; } = new((v, _) => Canonical.Of(BuildBy(v.Input.GetProperty("ops"))), Expectations.Schema);

    public static VectorKind Equal { get; } = new(
        (v, _) => Equals(SchemaReader.Read(v.Input.GetProperty("left")), SchemaReader.Read(v.Input.GetProperty("right"))) ? "true" : "false",
        Expectations.Plain);

    public static VectorKind Validate { get; } = new(
        (v, _) =>
        {
            var schema = SchemaReader.Read(v.Input.GetProperty("schema"))!;
            var value = ValueReader.Read(v.Input.GetProperty("value"), schema);
            if (v.Input.TryGetProperty("field", out var field)) SchemaValidation.ValidateField(field.GetString(), schema, value);
            else schema.Build().Validate(value);
            return "\"valid\"";
        },
        Expectations.Plain);

    public static VectorKind Project { get; } = new(
        (v, _) =>
        {
            var source = SchemaReader.Read(v.Input.GetProperty("sourceSchema"))!;
            var target = SchemaReader.Read(v.Input.GetProperty("targetSchema"))!;
            return Canonical.Of(SchemaProjector.Project(source, ValueReader.Read(v.Input.GetProperty("value"), source), target));
        },
        v => Canonical.Of(ValueReader.Read(Expectations.Result(v), SchemaReader.Read(v.Input.GetProperty("targetSchema")))));

    public static VectorKind Logical { get; } = new(
        (v, _) =>
        {
            var schema = SchemaReader.Read(v.Input.GetProperty("schema"))!;
            var value = ValueReader.Read(v.Input.GetProperty("value"));
            return Canonical.Of((v.Class.Split('.')[^1], v.Input.GetProperty("operation").GetString()) switch
            {
                ("Decimal", "fromLogical") => DecimalType.FromLogical(schema, (BigDecimal)value!),
                ("Decimal", _) => DecimalType.ToLogical(schema, (byte[])value!),
                ("Date", "fromLogical") => DateType.FromLogical(schema, (Instant)value!),
                ("Date", _) => DateType.ToLogical(schema, (int)value!),
                ("Time", "fromLogical") => TimeType.FromLogical(schema, (Instant)value!),
                ("Time", _) => TimeType.ToLogical(schema, (int)value!),
                ("Timestamp", "fromLogical") => TimestampType.FromLogical(schema, (Instant)value!),
                ("Timestamp", _) => (object)TimestampType.ToLogical(schema, (long)value!),
                _ => throw new NotSupportedException(v.Class),
            });
        },
        Expectations.Value);

    private static ConnectSchema BuildBy(JsonElement ops)
    {
        SchemaBuilder? builder = null;
        foreach (var op in ops.EnumerateArray())
        {
            var argument = op.GetArrayLength() > 1 ? op[1] : default;
            builder = op[0].GetString() switch
            {
                "type" => new SchemaBuilder(Enum.Parse<SchemaType>(argument.GetString()!, ignoreCase: true)),
                "array" => SchemaBuilder.Array(SchemaReader.Read(argument)),
                "map" => SchemaBuilder.Map(SchemaReader.Read(argument), SchemaReader.Read(op[2])),
                "decimal" => DecimalType.Builder(argument.GetInt32()),
                "date" => DateType.Builder(),
                "time" => TimeType.Builder(),
                "timestamp" => TimestampType.Builder(),
                "optional" => builder!.Optional(),
                "required" => builder!.Required(),
                "name" => builder!.WithName(argument.GetString()),
                "version" => builder!.WithVersion(argument.GetInt32()),
                "doc" => builder!.WithDoc(argument.GetString()),
                "parameter" => builder!.WithParameter(argument.GetString()!, op[2].GetString()!),
                "default" => builder!.WithDefault(ValueReader.Read(argument, builder.Build())),
                "field" => builder!.WithField(argument.GetString(), SchemaReader.Read(op[2])),
                "fields" => Reading(builder!, b => b.Fields),
                "getfield" => Reading(builder!, b => b.Field(argument.GetString()!)),
                "keySchema" => Reading(builder!, b => b.KeySchema),
                "valueSchema" => Reading(builder!, b => b.ValueSchema),
                var other => throw new NotSupportedException(other),
            };
        }

        return builder!.Build();
    }

    private static SchemaBuilder Reading(SchemaBuilder builder, Func<Schema, object?> read)
    {
        read(builder);
        return builder;
    }
}
