namespace Connect.Connectors.Mirror.Filters;

/// <summary>Chooses the topics to copy (<c>org.apache.kafka.connect.mirror.TopicFilter</c>); named by <c>topic.filter.class</c>.</summary>
public interface ITopicFilter
{
    /// <summary>Takes the connector's configuration; called once, first.</summary>
    void Configure(IReadOnlyDictionary<string, string?> config);

    /// <summary>Whether the topic is copied.</summary>
    bool ShouldReplicateTopic(string topic);
}

/// <summary>Chooses the consumer groups to copy (<c>org.apache.kafka.connect.mirror.GroupFilter</c>); named by <c>group.filter.class</c>.</summary>
public interface IGroupFilter
{
    /// <summary>Takes the connector's configuration; called once, first.</summary>
    void Configure(IReadOnlyDictionary<string, string?> config);

    /// <summary>Whether the offsets of the group are copied.</summary>
    bool ShouldReplicateGroup(string group);
}

/// <summary>
/// Chooses the settings of topics to copy (<c>org.apache.kafka.connect.mirror.ConfigPropertyFilter</c>); named by <c>config.property.filter.class</c>.
/// </summary>
public interface IConfigPropertyFilter
{
    /// <summary>Takes the connector's configuration; called once, first.</summary>
    void Configure(IReadOnlyDictionary<string, string?> config);

    /// <summary>Whether the setting is copied.</summary>
    bool ShouldReplicateConfigProperty(string property);

    /// <summary>Whether a value is copied that is only a default of the source.</summary>
    bool ShouldReplicateSourceDefault(string property);
}
