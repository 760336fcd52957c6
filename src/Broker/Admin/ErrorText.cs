namespace Connect.Broker.Admin;

/// <summary>Kafka's own texts for errors that say nothing more particular.</summary>
internal static class ErrorText
{
    public const string UnknownTopic = "This server does not host this topic-partition.";
    public const string UnknownTopicId = "This server does not host this topic ID.";

    public const string InvalidRequest = "This most likely occurs because of a request being malformed by the client library or the message was sent "
        + "to an incompatible broker. See the broker logs for more details.";
}
