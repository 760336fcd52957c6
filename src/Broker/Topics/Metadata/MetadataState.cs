namespace Connect.Broker.Topics.Metadata;

/// <summary>What all changes so far come to. Not thread-safe.</summary>
internal sealed class MetadataState
{
    private readonly Dictionary<Guid, StoredTopic> _topics = [];
    private readonly Dictionary<(sbyte Type, string Name), IReadOnlyDictionary<string, string>> _settings = [];

    public IReadOnlyDictionary<Guid, StoredTopic> Topics => _topics;

    /// <summary>The own settings of resources that are not topics.</summary>
    public IReadOnlyDictionary<(sbyte Type, string Name), IReadOnlyDictionary<string, string>> Settings => _settings;

    /// <summary>Names of topics that have been removed, as far as the journal still tells: a crash may have left folders of theirs.</summary>
    public HashSet<string> RemovedNames { get; } = new(StringComparer.Ordinal);

    public void Apply(MetadataEntry entry)
    {
        switch ((MetadataKind)entry.Kind)
        {
            case MetadataKind.Topic:
                _topics[entry.TopicId] = new StoredTopic(entry.TopicId, entry.Name, entry.Partitions, entry.SettingsByName());
                break;
            case MetadataKind.TopicRemoved:
                if (_topics.Remove(entry.TopicId, out var removed)) RemovedNames.Add(removed.Name);
                break;
            case MetadataKind.Partitions when _topics.TryGetValue(entry.TopicId, out var topic):
                _topics[entry.TopicId] = topic with { Partitions = entry.Partitions };
                break;
            case MetadataKind.TopicSettings when _topics.TryGetValue(entry.TopicId, out var topic):
                _topics[entry.TopicId] = topic with { Settings = entry.SettingsByName() };
                break;
            case MetadataKind.Settings when entry.Settings.Count == 0:
                _settings.Remove((entry.ResourceType, entry.Name));
                break;
            case MetadataKind.Settings:
                _settings[(entry.ResourceType, entry.Name)] = entry.SettingsByName();
                break;
        }
    }

    /// <summary>The shortest list of changes that leads here.</summary>
    public List<MetadataEntry> Snapshot()
    {
        var entries = new List<MetadataEntry>(Count);
        foreach (var topic in _topics.Values) entries.Add(MetadataEntry.Topic(topic.Id, topic.Name, topic.Partitions, topic.Settings));
        foreach (var ((type, name), settings) in _settings) entries.Add(MetadataEntry.SettingsOf(type, name, settings));
        return entries;
    }

    public int Count => _topics.Count + _settings.Count;
}

internal sealed record StoredTopic(Guid Id, string Name, int Partitions, IReadOnlyDictionary<string, string> Settings);
