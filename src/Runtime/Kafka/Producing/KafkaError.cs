using Connect.Runtime.Kafka.Native;
using Connect.Sdk.Errors;

namespace Connect.Runtime.Kafka.Producing;

/// <summary>Kafka's own words for an error code.</summary>
internal static unsafe class KafkaError
{
    public const int QueueFull = -184;

    public static KafkaClientException Of(int code) => new(
        Librdkafka.Text(Librdkafka.rd_kafka_err2name(code)), Librdkafka.Text(Librdkafka.rd_kafka_err2str(code)));
}

/// <summary>A Kafka client has failed.</summary>
/// <param name="code">The name of the error, such as <c>MSG_SIZE_TOO_LARGE</c>.</param>
/// <param name="message">What it means.</param>
public sealed class KafkaClientException(string code, string message) : ConnectException($"{message} ({code})")
{
    /// <summary>The name of the error, such as <c>MSG_SIZE_TOO_LARGE</c>.</summary>
    public string Code { get; } = code;
}
