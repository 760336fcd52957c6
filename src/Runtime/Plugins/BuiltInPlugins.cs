using Connect.Runtime.Configuration.Policies;
using Connect.Runtime.Configuration.Providers;
using Connect.Runtime.Converters;
using Connect.Runtime.Converters.Json;
using Connect.Runtime.Predicates;
using Connect.Runtime.Transforms;

namespace Connect.Runtime.Plugins;

/// <summary>The plugins that come with the runtime, under the names that users know them by in Kafka.</summary>
public static class BuiltInPlugins
{
    private const string Providers = "org.apache.kafka.common.config.provider.";
    private const string Policies = "org.apache.kafka.connect.connector.policy.";
    private const string Transforms = "org.apache.kafka.connect.transforms.";

    private static readonly Dictionary<string, PluginClass> ByName = new List<PluginClass>
    {
        PluginClass.Of<JsonConverter>("org.apache.kafka.connect.json.JsonConverter"),
        PluginClass.Of<StringConverter>("org.apache.kafka.connect.storage.StringConverter"),
        PluginClass.Of<SimpleHeaderConverter>("org.apache.kafka.connect.storage.SimpleHeaderConverter"),
        PluginClass.Of<ByteArrayConverter>("org.apache.kafka.connect.converters.ByteArrayConverter"),
        PluginClass.Of<BooleanConverter>("org.apache.kafka.connect.converters.BooleanConverter"),
        PluginClass.Of<ShortConverter>("org.apache.kafka.connect.converters.ShortConverter"),
        PluginClass.Of<IntegerConverter>("org.apache.kafka.connect.converters.IntegerConverter"),
        PluginClass.Of<LongConverter>("org.apache.kafka.connect.converters.LongConverter"),
        PluginClass.Of<FloatConverter>("org.apache.kafka.connect.converters.FloatConverter"),
        PluginClass.Of<DoubleConverter>("org.apache.kafka.connect.converters.DoubleConverter"),
        PluginClass.Of<FileConfigProvider>(Providers + "FileConfigProvider"),
        PluginClass.Of<DirectoryConfigProvider>(Providers + "DirectoryConfigProvider"),
        PluginClass.Of<EnvVarConfigProvider>(Providers + "EnvVarConfigProvider"),
        PluginClass.Of<AllPolicy>(Policies + "AllConnectorClientConfigOverridePolicy"),
        PluginClass.Of<NonePolicy>(Policies + "NoneConnectorClientConfigOverridePolicy"),
        PluginClass.Of<PrincipalPolicy>(Policies + "PrincipalConnectorClientConfigOverridePolicy"),
        PluginClass.Of<AllowlistPolicy>(Policies + "AllowlistConnectorClientConfigOverridePolicy"),
        PluginClass.Of<DropHeaders>(Transforms + "DropHeaders"),
        PluginClass.Of<Filter>(Transforms + "Filter"),
        PluginClass.Of<InsertHeader>(Transforms + "InsertHeader"),
        PluginClass.Of<RegexRouter>(Transforms + "RegexRouter"),
        PluginClass.Of<TimestampRouter>(Transforms + "TimestampRouter"),
        PluginClass.Of<ValueToKey>(Transforms + "ValueToKey"),
        PluginClass.Of<HasHeaderKey>(Transforms + "predicates.HasHeaderKey"),
        PluginClass.Of<RecordIsTombstone>(Transforms + "predicates.RecordIsTombstone"),
        PluginClass.Of<TopicNameMatches>(Transforms + "predicates.TopicNameMatches"),
    }
    .Concat(ForBothParts("Cast", part => new Cast(part)))
    .Concat(ForBothParts("ExtractField", part => new ExtractField(part)))
    .Concat(ForBothParts("Flatten", part => new Flatten(part)))
    .Concat(ForBothParts("HeaderFrom", part => new HeaderFrom(part)))
    .Concat(ForBothParts("HoistField", part => new HoistField(part)))
    .Concat(ForBothParts("InsertField", part => new InsertField(part)))
    .Concat(ForBothParts("MaskField", part => new MaskField(part)))
    .Concat(ForBothParts("ReplaceField", part => new ReplaceField(part)))
    .Concat(ForBothParts("SetSchemaMetadata", part => new SetSchemaMetadata(part)))
    .Concat(ForBothParts("TimestampConverter", part => new TimestampConverter(part)))
    .ToDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>The classes by their names.</summary>
    public static IReadOnlyDictionary<string, PluginClass> All => ByName;

    /// <summary>A new plugin.</summary>
    /// <exception cref="KeyNotFoundException">There is none of the name.</exception>
    public static object Create(string name) => ByName[name].Create();

    private static IEnumerable<PluginClass> ForBothParts<T>(string name, Func<RecordPart, T> create)
        where T : PartTransformation =>
        [
            new PluginClass($"{Transforms}{name}$Key", typeof(T), () => create(RecordPart.Key)),
            new PluginClass($"{Transforms}{name}$Value", typeof(T), () => create(RecordPart.Value)),
        ];
}
