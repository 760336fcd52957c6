namespace Connect.Broker.Groups.Consumer;

/// <summary>A partition of a topic by its id: a topic that is deleted and created again is another one.</summary>
internal readonly record struct TopicIdPartition(Guid TopicId, int Partition);
