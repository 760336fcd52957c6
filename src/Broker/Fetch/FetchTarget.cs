namespace Connect.Broker.Fetch;

/// <summary>A partition as fetch requests name it: by topic id from version 13 on, by name before.</summary>
internal readonly record struct FetchTarget(Guid TopicId, string Topic, int Partition);
