using Connect.Sdk.Configuration;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;
using Connect.Sdk.Records;

namespace Connect.Runtime.Transforms;

/// <summary>Puts the timestamp of a record into its topic (<c>org.apache.kafka.connect.transforms.TimestampRouter</c>).</summary>
public sealed class TimestampRouter : BuiltInTransformation
{
    private const string TopicFormat = "topic.format";
    private const string TimestampFormat = "timestamp.format";
    private static readonly ConfigDef Definition = new ConfigDef()
        .Define(TopicFormat, ConfigType.String, "${topic}-${timestamp}", ConfigImportance.High, "The new topic; ${topic} and ${timestamp} stand for the old one and the time.")
        .Define(TimestampFormat, ConfigType.String, "yyyyMMdd", ConfigImportance.High, "The format of the time, as of Java's SimpleDateFormat; in UTC.");

    private string _topicFormat = null!;
    private string _pattern = null!;
    private JavaDateFormat? _format;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override ConnectRecord? Apply(ConnectRecord record)
    {
        if (record.Timestamp is not { } timestamp) throw new DataException($"Timestamp missing on record: {record}");
        var topic = _topicFormat
            .Replace("${topic}", record.Topic, StringComparison.Ordinal)
            .Replace("${timestamp}", Format().Format(timestamp), StringComparison.Ordinal);
        return record.NewRecord(topic, record.KafkaPartition, record.KeySchema, record.Key, record.ValueSchema, record.Value, record.Timestamp);
    }

    private protected override void Configure(ParsedConfig config)
    {
        _topicFormat = config.GetString(TopicFormat) ?? throw new ConfigException(TopicFormat, null, "Must not be null");
        _pattern = config.GetString(TimestampFormat) ?? throw new ConfigException(TimestampFormat, null, "Must not be null");
    }

    // As in Kafka a wrong format shows with the first record.
    private JavaDateFormat Format()
    {
        try
        {
            return _format ??= new JavaDateFormat(_pattern);
        }
        catch (FormatException e)
        {
            throw new DataException(e.Message, e);
        }
    }
}
