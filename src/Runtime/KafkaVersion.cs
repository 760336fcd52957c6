namespace Connect.Runtime;

/// <summary>The version of Apache Kafka that this runtime behaves as.</summary>
public static class KafkaVersion
{
    /// <summary>What plugins that come with Kafka report as their version.</summary>
    public const string Text = "4.3.1";
}
