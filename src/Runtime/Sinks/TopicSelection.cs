using Confluent.Kafka;
using Connect.Sdk.Java;

namespace Connect.Runtime.Sinks;

/// <summary>
/// The topics of a sink: those named, or those that match a regular expression of Java's. The latter are looked for again and again, since librdkafka's own
/// expressions are not Java's.
/// </summary>
internal sealed class TopicSelection
{
    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<string> _topics;
    private readonly JavaRegex? _regex;

    private TopicSelection(IReadOnlyList<string> topics, JavaRegex? regex)
    {
        _topics = topics;
        _regex = regex;
    }

    /// <summary>Whether there may be more topics later.</summary>
    public bool Changes => _regex is not null;

    public static TopicSelection Named(IReadOnlyList<string> topics) => new(topics, null);

    public static TopicSelection Matching(string regex) => new([], new JavaRegex(regex));

    /// <summary>The topics that there are now.</summary>
    /// <exception cref="KafkaException">Kafka does not answer.</exception>
    public IReadOnlyList<string> Find(Handle client)
    {
        if (_regex is null) return _topics;
        using var admin = new DependentAdminClientBuilder(client).Build();
        return [.. admin.GetMetadata(MetadataTimeout).Topics
            .Select(t => t.Topic).Where(t => !t.StartsWith("__", StringComparison.Ordinal) && _regex.Matches(t)).Order(StringComparer.Ordinal)];
    }
}
