namespace Connect.Broker.Log;

internal readonly record struct TopicPartition(string Topic, int Partition)
{
    /// <summary>As Kafka writes it: in messages, and as the name of the partition's folder.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Topic}-{Partition}");
}
