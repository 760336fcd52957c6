using Connect.Sdk.Configuration;
using Connect.Sdk.Java;

namespace Connect.Runtime.Configuration.Connectors;

/// <summary>What settings of a sink connector must hold together (<c>SinkConnectorConfig.validate</c>).</summary>
public static class SinkTopicChecks
{
    private const string Topics = "topics";
    private const string TopicsRegex = "topics.regex";
    private const string DeadLetterTopic = "errors.deadletterqueue.topic.name";

    /// <summary>Adds what is wrong to the values that validation has found.</summary>
    public static void AddErrors(IReadOnlyDictionary<string, string?> config, IDictionary<string, ConfigValue> values)
    {
        var topics = config.GetValueOrDefault(Topics);
        var regex = config.GetValueOrDefault(TopicsRegex);
        var deadLetters = config.GetValueOrDefault(DeadLetterTopic)?.JavaTrim();
        var (hasTopics, hasRegex) = (!JavaStrings.IsBlank(topics), !JavaStrings.IsBlank(regex));
        if (hasTopics && hasRegex) AddToBoth("topics and topics.regex are mutually exclusive options, but both are set.");
        if (!hasTopics && !hasRegex) AddToBoth("Must configure one of topics or topics.regex");
        if (string.IsNullOrEmpty(deadLetters)) return;
        if (hasTopics)
        {
            var list = TopicList(topics);
            if (list.Contains(deadLetters))
            {
                Add(
                    Topics, topics,
                    $"The DLQ topic '{deadLetters}' may not be included in the list of topics ('topics={JavaText.Of(list)}') consumed by the connector");
            }
        }

        if (hasRegex && Matches(regex!, deadLetters))
        {
            Add(
                TopicsRegex, regex,
                $"The DLQ topic '{deadLetters}' may not be matched by the regex for the topics ('topics.regex={regex}') consumed by the connector");
        }

        void AddToBoth(string message)
        {
            Add(Topics, topics, message);
            Add(TopicsRegex, regex, message);
        }

        void Add(string name, string? value, string message)
        {
            if (!values.TryGetValue(name, out var found)) values[name] = found = new ConfigValue(name) { Value = value };
            found.AddError(message);
        }
    }

    private static List<string> TopicList(string? topics) =>
        [.. ((List<string>)ConfigParser.Parse(Topics, topics, ConfigType.List, null)!).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal)];

    // A pattern that is wrong has an error of its own.
    private static bool Matches(string regex, string topic)
    {
        try
        {
            return new JavaRegex(regex).Matches(topic);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
