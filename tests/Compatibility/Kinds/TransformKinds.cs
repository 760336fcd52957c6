using Connect.Compatibility.Tests.Format;
using Connect.Runtime.Configuration.Connectors;
using Connect.Runtime.Plugins;
using Connect.Sdk.Configuration.Connectors;
using Connect.Sdk.Transforms;

namespace Connect.Compatibility.Tests.Kinds;

internal static class TransformKinds
{
    public static VectorKind Transform { get; } = new(
        (v, running) =>
        {
            running.Phase = "configure";
            using var transformation = (ITransformation)BuiltInPlugins.Create(v.Class);
            transformation.Configure(v.ConfigValues.ToDictionary(StringComparer.Ordinal));
            running.Phase = "apply";
            return RecordReader.Canonical(transformation.Apply(RecordReader.Read(v.Input)!));
        },
        Record);

    public static VectorKind Predicate { get; } = new(
        (v, running) =>
        {
            running.Phase = "configure";
            using var predicate = (IPredicate)BuiltInPlugins.Create(v.Class);
            predicate.Configure(v.ConfigValues.ToDictionary(StringComparer.Ordinal));
            running.Phase = "apply";
            return predicate.Test(RecordReader.Read(v.Input)!) ? "true" : "false";
        },
        Expectations.Plain);

    public static VectorKind Chain { get; } = new(
        (v, running) =>
        {
            running.Phase = "configure";
            var config = new ConnectorConfig(SinkConnectorSettings.Definition(), v.ConfigValues.ToDictionary(StringComparer.Ordinal), Definitions.Plugins);
            using var chain = config.CreateTransformations();
            running.Phase = "apply";
            return RecordReader.Canonical(chain.Apply(RecordReader.Read(v.Input)!));
        },
        Record);

    public static string Record(VectorCase v) => RecordReader.Canonical(RecordReader.Read(Expectations.Result(v)));
}
