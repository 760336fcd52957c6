using System.Buffers.Text;

namespace Connect.Broker.Topics;

/// <summary>Ids as Kafka writes them: 22 characters of URL-safe base64.</summary>
internal static class KafkaUuid
{
    /// <summary>A random id; none begins with a dash, which command lines would take for an option.</summary>
    public static Guid New()
    {
        while (true)
        {
            var id = Guid.NewGuid();
            if (ToText(id)[0] != '-') return id;
        }
    }

    public static string ToText(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }
}
