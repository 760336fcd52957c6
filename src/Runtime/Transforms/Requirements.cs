using System.Collections;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;
using Connect.Sdk.Records;

namespace Connect.Runtime.Transforms;

/// <summary>What transformations ask of records, with Kafka's texts if it is not so.</summary>
internal static class Requirements
{
    public static IDictionary Map(object? value, string purpose) => value as IDictionary
        ?? throw new DataException($"Only Map objects supported in absence of schema for [{purpose}], found: {ClassOf(value)}");

    public static IDictionary? MapOrNull(object? value, string purpose) => value is null ? null : Map(value, purpose);

    public static Struct Struct(object? value, string purpose) => value as Struct
        ?? throw new DataException($"Only Struct objects supported for [{purpose}], found: {ClassOf(value)}");

    public static Struct? StructOrNull(object? value, string purpose) => value is null ? null : Struct(value, purpose);

    public static Schema Schema(Schema? schema, string purpose) => schema ?? throw new DataException($"Schema required for [{purpose}]");

    public static SinkRecord SinkRecord(ConnectRecord record, string purpose) => record as SinkRecord
        ?? throw new DataException($"Only SinkRecord supported for [{purpose}], found: org.apache.kafka.connect.source.SourceRecord");

    public static string ClassOf(object? value) => value is null ? "null" : JavaNames.ClassOf(value);

    /// <summary>The value of a key of any map; null if there is none.</summary>
    public static object? Get(IDictionary map, object? key) => map is ConnectMap own ? own[key] : key is null ? null : map[key];
}
