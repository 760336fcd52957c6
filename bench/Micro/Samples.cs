using Connect.Sdk.Data;
using Connect.Sdk.Records;

namespace Connect.Bench.Micro;

/// <summary>Orders of about 200 B, 1 KB and 10 KB as JSON; bench/java/Loop.java makes the same ones.</summary>
internal static class Samples
{
    public static Schema Order { get; } = SchemaBuilder.Struct().WithName("acme.Order").WithVersion(1)
        .WithField("id", Schema.Int64)
        .WithField("customer", Schema.String)
        .WithField("price", Schema.Float64)
        .WithField("quantity", Schema.Int32)
        .WithField("paid", Schema.Boolean)
        .WithField("placed", Schema.String)
        .WithField("note", Schema.OptionalString)
        .WithField("lines", SchemaBuilder.Array(Schema.String).Build())
        .Build();

    public static int LinesFor(string size) => size switch
    {
        "200" => 2,
        "1k" => 34,
        _ => 400,
    };

    public static Struct Struct(string size)
    {
        var lines = new List<object?>();
        for (var i = 0; i < LinesFor(size); i++) lines.Add($"line {i:0000} of the order");
        return new Struct(Order)
            .Put("id", 1234567890123L).Put("customer", "Ann Müller").Put("price", 129.95).Put("quantity", 3).Put("paid", true)
            .Put("placed", "2026-11-26 10:15:30").Put("lines", lines);
    }

    public static ConnectMap Map(string size)
    {
        var map = new ConnectMap();
        foreach (var field in Order.Fields) map[field.Name] = Struct(size).Get(field);
        return map;
    }

    public static SinkRecord StructRecord(string size) => new("orders", 0, Schema.String, "key", Order, Struct(size), 42, 1_700_000_000_000);

    public static SinkRecord MapRecord(string size) => new("orders", 0, null, "key", null, Map(size), 42, 1_700_000_000_000);
}
