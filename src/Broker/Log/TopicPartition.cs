namespace Connect.Broker.Log;

internal readonly record struct TopicPartition(string Topic, int Partition);
