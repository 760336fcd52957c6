using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using CsCheck;

namespace Connect.Sdk.Tests.Data;

public sealed class ValuesPropertyTests
{
    private const string Marks = "[]{},:\"\\ 1-.e";

    private static readonly Gen<object?> GenScalar = Gen.OneOf(
        Gen.Bool.Select(b => (object?)b), Gen.Long.Select(l => (object?)Smallest(l)), Gen.String.AlphaNumeric.Where(s => s.Length > 0 && !char.IsDigit(s[0]) && s is not ("true" or "false" or "null")).Select(s => (object?)s));

    [Fact]
    public void What_is_printed_reads_back() => GenScalar.Sample(value =>
        Assert.True(ConnectEquality.Equal(value, Values.ParseString(Values.ConvertToString(value)).Value)), iter: 3000);

    [Fact]
    public void Lists_of_one_kind_read_back() => Gen.OneOf(
        Gen.Int[200, 30000].Select(i => (object?)(short)i).List[1, 5],
        Gen.Int.Select(i => (object?)$"s{i}").List[1, 5]).Sample(list =>
            Assert.True(ConnectEquality.Equal(list, Values.ParseString(Values.ConvertToString(list)).Value)), iter: 2000);

    [Fact]
    public void Any_text_is_read() => Gen.String[Gen.OneOf(Gen.Char, Gen.Int[0, Marks.Length - 1].Select(i => Marks[i])), 0, 30].Sample(text =>
    {
        try
        {
            var (schema, value) = Values.ParseString(text);
            Assert.True(value is null || schema is not null);
        }
        catch (DataException)
        {
            // Elements that cannot be made to fit each other; the reader of headers takes the bytes then.
        }
    }, iter: 5000);

    [Fact]
    public void Projecting_onto_the_same_schema_changes_nothing() => Gen.Select(Gen.Long, Gen.String, Gen.Bool).Sample((number, text, missing) =>
    {
        var schema = SchemaBuilder.Struct().WithField("n", Schema.Int64).WithField("s", Schema.OptionalString).WithField("d", new SchemaBuilder(SchemaType.Int32).WithDefault(5).Build()).Build();
        var value = new Struct(schema).Put("n", number).Put("d", 7);
        if (!missing) value.Put("s", text);
        var projected = SchemaProjector.Project(schema, value, schema);
        Assert.Equal(value, projected);
        Assert.Equal(projected, SchemaProjector.Project(schema, projected, schema));
    }, iter: 1000);

    [Fact]
    public void Numbers_only_widen() => Gen.Int.Sample(number =>
    {
        Assert.Equal((long)number, SchemaProjector.Project(Schema.Int32, number, Schema.Int64));
        Assert.Equal((double)number, SchemaProjector.Project(Schema.Int32, number, Schema.Float64));
        Assert.Throws<SchemaProjectorException>(() => SchemaProjector.Project(Schema.Int64, (long)number, Schema.Int32));
    });

    [Fact]
    public void A_map_behaves_as_a_dictionary_that_keeps_its_order() => Gen.Select(Gen.Int[0, 3], Gen.Int[0, 40], Gen.Int).Array[0, 120].Sample(steps =>
    {
        var map = new ConnectMap();
        var model = new OrderedDictionary<int, int>();
        foreach (var (step, key, value) in steps)
        {
            if (step == 0)
            {
                map.Remove(key);
                model.Remove(key);
            }
            else
            {
                map[key] = value;
                model[key] = value;
            }

            Assert.Equal(model.TryGetValue(key, out var expected), map.TryGetValue(key, out var found));
            if (found is not null) Assert.Equal(expected, found);
        }

        Assert.Equal(model.Select(p => ((object?)p.Key, (object?)p.Value)), map.Select(p => (p.Key, p.Value)));
        Assert.Equal(model.Select(p => (object?)p.Key), new ConnectMap(map).Select(p => p.Key));
    }, iter: 500);

    private static object Smallest(long number) => number switch
    {
        >= sbyte.MinValue and <= sbyte.MaxValue => (sbyte)number,
        >= short.MinValue and <= short.MaxValue => (short)number,
        >= int.MinValue and <= int.MaxValue => (int)number,
        _ => (object)number,
    };
}
