using System.Collections;
using System.Numerics;
using Connect.Sdk.Data;

namespace Connect.Sdk.Java;

/// <summary>The names of value classes in Connect's messages. People search for these texts, so they stay what they are in Kafka.</summary>
internal static class JavaNames
{
    public static string ClassOf(object value) => value switch
    {
        string => "java.lang.String",
        sbyte => "java.lang.Byte",
        short => "java.lang.Short",
        int => "java.lang.Integer",
        long => "java.lang.Long",
        float => "java.lang.Float",
        double => "java.lang.Double",
        bool => "java.lang.Boolean",
        byte[] => "[B",
        ReadOnlyMemory<byte> => "java.nio.HeapByteBuffer",
        Struct => "org.apache.kafka.connect.data.Struct",
        IDictionary => "java.util.LinkedHashMap",
        IList => "java.util.ArrayList",
        BigDecimal => "java.math.BigDecimal",
        BigInteger => "java.math.BigInteger",
        Instant => "java.util.Date",
        char => "java.lang.Character",
        Guid => "java.util.UUID",
        _ => value.GetType().FullName ?? value.GetType().Name,
    };
}
