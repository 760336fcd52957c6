using Connect.Runtime.Converters.Json;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Plugins;
using Connect.Sdk.Transforms;

namespace Connect.Bench.Micro;

/// <summary>Configured converters and transformations.</summary>
internal static class Plugins
{
    public static JsonConverter Json(bool schemas)
    {
        var converter = new JsonConverter();
        converter.Configure(new Dictionary<string, string?> { ["schemas.enable"] = schemas ? "true" : "false" }, isKey: false);
        return converter;
    }

    public static ITransformation Transformation(string name, params string[] settings)
    {
        var transformation = (ITransformation)BuiltInPlugins.Create("org.apache.kafka.connect.transforms." + name);
        transformation.Configure(settings.Select(s => s.Split('=', 2)).ToDictionary(p => p[0], string? (p) => p[1]));
        return transformation;
    }

    /// <summary>Insert, leave out and rename, cast, read a date, mask.</summary>
    public static TransformationChain ChainOfFive() => new(
    [
        Stage("InsertField$Value", "static.field=source", "static.value=shop"),
        Stage("ReplaceField$Value", "exclude=note", "renames=customer:buyer"),
        Stage("Cast$Value", "spec=quantity:int64,price:string"),
        Stage("TimestampConverter$Value", "field=placed", "target.type=Timestamp", "format=yyyy-MM-dd HH:mm:ss"),
        Stage("MaskField$Value", "fields=buyer"),
    ]);

    private static TransformationStage Stage(string name, params string[] settings) => new(Transformation(name, settings), name, null, false);
}
