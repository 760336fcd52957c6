using Connect.Runtime.Converters;
using Connect.Runtime.Converters.Json;

namespace Connect.Runtime.Plugins;

/// <summary>The plugins that come with the runtime, under the names that users know them by in Kafka.</summary>
public static class BuiltInPlugins
{
    private static readonly Dictionary<string, Type> ByName = new(StringComparer.Ordinal)
    {
        ["org.apache.kafka.connect.json.JsonConverter"] = typeof(JsonConverter),
        ["org.apache.kafka.connect.storage.StringConverter"] = typeof(StringConverter),
        ["org.apache.kafka.connect.storage.SimpleHeaderConverter"] = typeof(SimpleHeaderConverter),
        ["org.apache.kafka.connect.converters.ByteArrayConverter"] = typeof(ByteArrayConverter),
        ["org.apache.kafka.connect.converters.BooleanConverter"] = typeof(BooleanConverter),
        ["org.apache.kafka.connect.converters.ShortConverter"] = typeof(ShortConverter),
        ["org.apache.kafka.connect.converters.IntegerConverter"] = typeof(IntegerConverter),
        ["org.apache.kafka.connect.converters.LongConverter"] = typeof(LongConverter),
        ["org.apache.kafka.connect.converters.FloatConverter"] = typeof(FloatConverter),
        ["org.apache.kafka.connect.converters.DoubleConverter"] = typeof(DoubleConverter),
    };

    /// <summary>The classes by their names.</summary>
    public static IReadOnlyDictionary<string, Type> All => ByName;

    /// <summary>A new plugin.</summary>
    /// <exception cref="KeyNotFoundException">There is none of the name.</exception>
    public static object Create(string name) => Activator.CreateInstance(ByName[name])!;
}
