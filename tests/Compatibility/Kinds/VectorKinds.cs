using Connect.Compatibility.Tests.Format;

namespace Connect.Compatibility.Tests.Kinds;

/// <summary>The kinds of cases that are run; others are reported as not run.</summary>
internal static class VectorKinds
{
    public static IReadOnlyDictionary<string, VectorKind> All { get; } = new Dictionary<string, VectorKind>(StringComparer.Ordinal)
    {
        ["schema-build"] = SchemaKinds.Build,
        ["schema-equals"] = SchemaKinds.Equal,
        ["schema-validate"] = SchemaKinds.Validate,
        ["schema-project"] = SchemaKinds.Project,
        ["logical"] = SchemaKinds.Logical,
        ["struct"] = StructKinds.Struct,
        ["headers"] = StructKinds.Headers,
        ["record-print"] = RecordKinds.Print,
        ["json-from-connect"] = ConverterKinds.FromConnect,
        ["convert-from-connect"] = ConverterKinds.FromConnect,
        ["header-from-connect"] = ConverterKinds.FromConnect,
        ["json-to-connect"] = ConverterKinds.ToConnect,
        ["convert-to-connect"] = ConverterKinds.ToConnect,
        ["header-to-connect"] = ConverterKinds.ToConnect,
        ["transform"] = TransformKinds.Transform,
        ["predicate"] = TransformKinds.Predicate,
        ["transform-chain"] = TransformKinds.Chain,
        ["config-definition"] = ConfigKinds.Definition,
        ["config-parse-type"] = ConfigKinds.ParseType,
        ["config-validate"] = ConfigKinds.Validate,
        ["config-validator"] = ConfigKinds.Validator,
        ["config-transform"] = PluginKinds.ConfigTransform,
        ["override-policy"] = PluginKinds.OverridePolicy,
        ["topic-creation"] = TopicKinds.Creation,
        ["mirror-policy"] = MirrorKinds.Policy,
        ["mirror-filter"] = MirrorKinds.Filter,
        ["mirror-binary"] = MirrorKinds.Binary,
        ["offset-json"] = InternalTopicKinds.Offset,
        ["config-topic-read"] = InternalTopicKinds.Configs,
        ["status-topic-read"] = InternalTopicKinds.Statuses,
        ["topic-records"] = InternalTopicKinds.Written,
        ["values-parse"] = ValuesKinds.Parse,
        ["values-convert"] = ValuesKinds.Convert,
        ["values-to-string"] = ValuesKinds.Print,
        ["values-infer"] = ValuesKinds.Infer,
    };
}
