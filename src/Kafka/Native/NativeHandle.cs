using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Connect.Kafka.Native;

internal static class NativeHandle
{
    /// <summary>The client of librdkafka behind one of Confluent.Kafka, which keeps it to itself; a test holds that it is still there.</summary>
    public static nint Of(Handle handle)
    {
        var property = typeof(Handle).GetProperty("LibrdkafkaHandle", BindingFlags.NonPublic | BindingFlags.Instance)
            ?? throw new InvalidOperationException("This version of Confluent.Kafka has no handle to librdkafka where it is expected.");
        return ((SafeHandle)property.GetValue(handle)!).DangerousGetHandle();
    }
}
