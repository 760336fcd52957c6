using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Connect.Sdk.Records;
using Connect.Sdk.Transforms;

namespace Connect.Bench.Micro;

/// <summary>Each transformation on a record with a struct and one with a map.</summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "The instance lives as long as the process.")]
public class TransformationBenchmarks
{
    private static readonly Dictionary<string, string[]> Settings = new()
    {
        ["Cast$Value"] = ["spec=quantity:int64"],
        ["DropHeaders"] = ["headers=h"],
        ["ExtractField$Value"] = ["field=id"],
        ["Flatten$Value"] = [],
        ["HeaderFrom$Value"] = ["fields=id", "headers=id", "operation=copy"],
        ["HoistField$Value"] = ["field=order"],
        ["InsertField$Value"] = ["static.field=source", "static.value=shop"],
        ["InsertHeader"] = ["header=h", "value.literal=1"],
        ["MaskField$Value"] = ["fields=customer"],
        ["RegexRouter"] = ["regex=(.*)", "replacement=x-$1"],
        ["ReplaceField$Value"] = ["exclude=note"],
        ["TimestampConverter$Value"] = ["field=placed", "target.type=Timestamp", "format=yyyy-MM-dd HH:mm:ss"],
        ["TimestampRouter"] = [],
        ["ValueToKey"] = ["fields=id"],
    };

    private ITransformation _transformation = null!;
    private SinkRecord _record = null!;

    /// <summary>The transformations.</summary>
    public static IEnumerable<string> Names => Settings.Keys;

    /// <summary>What one is configured with.</summary>
    public static string[] SettingsOf(string name) => Settings[name];

    /// <summary>The transformation.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "Cast$Value";

    /// <summary>With a struct or a map.</summary>
    [Params(true, false)]
    public bool Struct { get; set; }

    /// <summary>Makes the data.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _transformation = Plugins.Transformation(Name, Settings[Name]);
        _record = Struct ? Samples.StructRecord("200") : Samples.MapRecord("200");
    }

    /// <summary>One transformation.</summary>
    [Benchmark]
    public ConnectRecord? Apply() => _transformation.Apply(_record);
}

/// <summary>Five transformations in a row, and the one that works on structs only.</summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "The instance lives as long as the process.")]
public class ChainBenchmarks
{
    private Connect.Runtime.Pipeline.TransformationChain _chain = null!;
    private ITransformation _metadata = null!;
    private readonly SinkRecord _struct = Samples.StructRecord("1k");
    private readonly SinkRecord _map = Samples.MapRecord("1k");

    /// <summary>Makes them.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _chain = Plugins.ChainOfFive();
        _metadata = Plugins.Transformation("SetSchemaMetadata$Value", "schema.version=2");
    }

    /// <summary>The chain on a struct.</summary>
    [Benchmark]
    public ConnectRecord? ChainOnStruct() => _chain.Apply(_struct);

    /// <summary>The chain on a map.</summary>
    [Benchmark]
    public ConnectRecord? ChainOnMap() => _chain.Apply(_map);

    /// <summary>Another version for the schema.</summary>
    [Benchmark]
    public ConnectRecord? SetSchemaMetadata() => _metadata.Apply(_struct);
}
