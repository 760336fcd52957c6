using System.Text;
using Connect.Sdk.Errors;

namespace Connect.Kafka.Native;

/// <summary>Makes librdkafka's configuration objects.</summary>
internal static unsafe class NativeConf
{
    private const int ErrorSize = 512;

    /// <exception cref="ConfigException">A value is wrong.</exception>
    public static nint Create(ClientConfig config)
    {
        var conf = Librdkafka.rd_kafka_conf_new();
        NativeLog.AddTo(conf);
        var error = stackalloc byte[ErrorSize];
        foreach (var (name, value) in config.Settings)
        {
            var result = Librdkafka.rd_kafka_conf_set(conf, name, value, error, ErrorSize);
            if (result == Librdkafka.ConfResult.Ok) continue;
            Librdkafka.rd_kafka_conf_destroy(conf);
            // The text of librdkafka shows the value, which may be a secret.
            throw new ConfigException($"Invalid value for configuration {name} of a Kafka client");
        }

        return conf;
    }

    /// <summary>Makes a client; it owns the configuration from then on.</summary>
    /// <param name="type">0 for a producer, 1 for a consumer.</param>
    /// <param name="conf">The configuration.</param>
    /// <exception cref="ConfigException">The settings do not fit together.</exception>
    public static nint CreateClient(int type, nint conf)
    {
        var error = stackalloc byte[ErrorSize];
        var handle = Librdkafka.rd_kafka_new(type, conf, error, ErrorSize);
        if (handle != 0) return handle;
        Librdkafka.rd_kafka_conf_destroy(conf);
        throw new ConfigException($"Failed to construct a Kafka client: {Text(error)}");
    }

    public static string Text(byte* text)
    {
        var length = 0;
        while (length < ErrorSize && text[length] != 0) length++;
        return Encoding.UTF8.GetString(text, length);
    }
}
