using Connect.Sdk.Errors;

namespace Connect.Kafka;

/// <summary>Kafka, or the client of Kafka, has refused something.</summary>
/// <param name="javaClass">The class that Kafka's Java client throws in this case.</param>
/// <param name="message">What it means.</param>
/// <param name="code">Kafka's code, or a negative one of librdkafka's; 0 if it has none.</param>
/// <param name="cause">What it came of, if that is known.</param>
public sealed class KafkaClientException(string javaClass, string message, int code = 0, Exception? cause = null) : ConnectException(message, cause)
{
    /// <summary>The class that Kafka's Java client throws in this case.</summary>
    public string JavaClass { get; } = javaClass;

    /// <summary>Kafka's code, or a negative one of librdkafka's; 0 if it has none.</summary>
    public int Code { get; } = code;
}
