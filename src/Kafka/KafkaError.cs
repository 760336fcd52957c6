using System.Collections.Frozen;
using System.Globalization;
using Connect.Kafka.Native;

namespace Connect.Kafka;

/// <summary>Kafka's error codes in the words and classes of its Java client, which users look for in the traces of tasks.</summary>
internal static unsafe class KafkaError
{
    public const int QueueFull = -184;
    public const int Fenced = -144;
    public const int UnknownPartition = -190;

    private const string Resource = "Connect.Kafka.Definitions.errors.tsv";
    private const string Package = "org.apache.kafka.common.errors.";
    private const string General = "org.apache.kafka.common.KafkaException";

    private static readonly Lazy<FrozenDictionary<int, (string Class, string Message)>> OfBroker = new(Read);

    /// <summary>Errors of librdkafka itself that have a counterpart.</summary>
    private static readonly FrozenDictionary<int, string> OfClient = new Dictionary<int, string>
    {
        [Fenced] = "ProducerFencedException",
        [-169] = "SaslAuthenticationException",
        [-185] = "TimeoutException",
        [-187] = "NetworkException",
        [-188] = "UnknownTopicOrPartitionException",
        [UnknownPartition] = "UnknownTopicOrPartitionException",
        [-192] = "TimeoutException",
        [-195] = "NetworkException",
    }.ToFrozenDictionary();

    /// <summary>The error of a code.</summary>
    /// <param name="code">Kafka's or librdkafka's.</param>
    /// <param name="topic">The topic that it is about, if any.</param>
    public static KafkaClientException Of(int code, string? topic = null)
    {
        if (OfBroker.Value.TryGetValue(code, out var known)) return new KafkaClientException(Package + known.Class, About(code, topic) ?? known.Message, code);
        var text = Librdkafka.Text(Librdkafka.rd_kafka_err2str(code));
        return new KafkaClientException(OfClient.TryGetValue(code, out var name) ? Package + name : General, text, code);
    }

    /// <summary>The error of a code with the words that came with it.</summary>
    public static KafkaClientException Of(int code, string? topic, string? message)
    {
        var error = Of(code, topic);
        return string.IsNullOrEmpty(message) ? error : new KafkaClientException(error.JavaClass, message, code);
    }

    /// <summary>What the Java client says before it sends a record that is too large.</summary>
    public static KafkaClientException TooLarge(int size, int maximum) => new(
        Package + "RecordTooLargeException",
        $"The message is {size} bytes when serialized which is larger than {maximum}, which is the value of the max.request.size configuration.",
        10);

    /// <summary>What the Java client says when it has waited for a partition that is not there.</summary>
    public static KafkaClientException NoPartition(string topic, int partition, TimeSpan waited) => new(
        Package + "TimeoutException", $"Partition {partition} of topic {topic} is not present in metadata after {waited.TotalMilliseconds} ms.", UnknownPartition);

    /// <summary>What the Java client says to all that comes after a failure within a transaction.</summary>
    public static KafkaClientException InErrorState(Exception cause) =>
        new(General, "Cannot execute transactional method because we are in an error state", 0, cause);

    /// <summary>Another producer has taken over the transactional id, or the transaction took too long.</summary>
    public static bool IsFenced(int code) => code is Fenced or 47 or 90;

    /// <summary>The error of a code that says so.</summary>
    public static KafkaClientException OldEpoch() => Of(47);

    /// <summary>Whether the same call may work another time.</summary>
    public static bool IsRetriable(int code) => code is 3 or 5 or 6 or 7 or 13 or 14 or 15 or 16 or 19 or 20 or -185 or -195 or -187;

    private static string? About(int code, string? topic) => (code, topic) switch
    {
        (_, null) => null,
        (17, _) => $"Invalid topics: [{topic}]",
        (29, _) => $"Not authorized to access topics: [{topic}]",
        _ => null,
    };

    private static FrozenDictionary<int, (string, string)> Read()
    {
        using var stream = typeof(KafkaError).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly has no {Resource}");
        using var reader = new StreamReader(stream);
        var errors = new Dictionary<int, (string, string)>();
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split('\t');
            errors[int.Parse(parts[0], CultureInfo.InvariantCulture)] = (parts[1], parts[2]);
        }

        return errors.ToFrozenDictionary();
    }
}
