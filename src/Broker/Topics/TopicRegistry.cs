using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Connect.Broker.Configuration;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Topics.Metadata;

namespace Connect.Broker.Topics;

/// <summary>
/// All topics: what there is, found without locks; and changes to it, which are on the disk before they are seen. Thread-safe.
/// </summary>
internal sealed class TopicRegistry : ITopicCatalog
{
    private readonly ConcurrentDictionary<string, Topic> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, Topic> _byId = new();

    // Everything below is for changes only, under this lock.
    private readonly Lock _changes = new();
    private readonly Dictionary<string, string> _collisions = new(StringComparer.Ordinal);
    private readonly TopicRemoval _removal;
    private readonly MetadataStore _store;
    private readonly LogFactory _factory;
    private readonly ChangeFeed _feed = new();
    private volatile BrokerSettings _settings;
    private bool _closed;

    internal TopicRegistry(BrokerSettings settings, MetadataStore store, LogFactory factory, Func<Guid, int, LogCheckpoint> checkpoint)
    {
        _settings = settings;
        _store = store;
        _factory = factory;
        _removal = new TopicRemoval(factory.Options.Logger);
        foreach (var stored in store.Topics())
        {
            var topic = new Topic(stored.Name, stored.Id, Config(stored.Settings, settings));
            topic.Partitions.Add(Enumerable.Range(0, stored.Partitions).Select(i => new PartitionSlot(topic, i, checkpoint(stored.Id, i), factory)));
            Publish(topic);
        }
    }

    public event Action<TopicChange>? Changed
    {
        add => _feed.Changed += value;
        remove => _feed.Changed -= value;
    }

    public IReadOnlyCollection<TopicInfo> All => [.. _byName.Select(t => t.Value.Info)];

    /// <summary>All topics, as they are served.</summary>
    public IEnumerable<Topic> Topics => _byName.Select(t => t.Value);

    /// <summary>The broker's settings as they are now; some may change while it runs.</summary>
    public BrokerSettings Settings => _settings;

    public static bool IsInternal(string topic) => TopicNames.IsInternal(topic);

    public bool TryGet(string name, [NotNullWhen(true)] out TopicInfo? topic)
    {
        topic = _byName.TryGetValue(name, out var found) ? found.Info : null;
        return topic is not null;
    }

    public bool TryGet(Guid id, [NotNullWhen(true)] out TopicInfo? topic)
    {
        topic = _byId.TryGetValue(id, out var found) ? found.Info : null;
        return topic is not null;
    }

    public bool TryGetTopic(string name, [NotNullWhen(true)] out Topic? topic) => _byName.TryGetValue(name, out topic);

    public bool TryGetTopic(Guid id, [NotNullWhen(true)] out Topic? topic) => _byId.TryGetValue(id, out topic);

    public bool TryGetPartition(string topic, int partition, [NotNullWhen(true)] out PartitionLog? log)
    {
        log = null;
        return _byName.TryGetValue(topic, out var found) && found.TryGetPartition(partition, out log);
    }

    public bool TryGetPartition(Guid topicId, int partition, [NotNullWhen(true)] out PartitionLog? log)
    {
        log = null;
        return _byId.TryGetValue(topicId, out var found) && found.TryGetPartition(partition, out log);
    }

    /// <summary>A partition's log, or the error that tells a client why there is none.</summary>
    public ErrorCode FindPartition(string topic, int partition, out PartitionLog? log)
    {
        log = null;
        if (!_byName.TryGetValue(topic, out var found) || !found.Partitions.TryGetSlot(partition, out var slot))
            return ErrorCode.UnknownTopicOrPartition;
        log = slot.Get(out var error);
        return error;
    }

    /// <summary>Creates topics that have been validated; each succeeds or fails for itself, and all that succeed are there after a crash.</summary>
    public IReadOnlyList<TopicOutcome> Create(IReadOnlyList<NewTopic> wanted)
    {
        var outcomes = new TopicOutcome[wanted.Count];
        _removal.WaitFor(wanted.Select(t => t.Name));
        lock (_changes)
        {
            var created = new List<(int Index, Topic Topic)>();
            for (var i = 0; i < wanted.Count; i++)
            {
                outcomes[i] = Refusal(wanted[i].Name, created.Select(c => c.Topic)) ?? default;
                if (outcomes[i].Error != ErrorCode.None) continue;
                var topic = new Topic(wanted[i].Name, wanted[i].Id ?? KafkaUuid.New(), Config(wanted[i].Overrides, _settings));
                AddSlots(topic, wanted[i].Partitions);
                created.Add((i, topic));
                outcomes[i] = new TopicOutcome(ErrorCode.None, null, topic);
            }

            if (created.Count > 0
                && Store([.. created.Select(c => MetadataEntry.Topic(c.Topic.Id, c.Topic.Name, c.Topic.Partitions.Count, c.Topic.Overrides))])
                    is { } failure)
            {
                foreach (var (index, _) in created) outcomes[index] = failure;
                return outcomes;
            }

            foreach (var (_, topic) in created)
            {
                Publish(topic);
                _feed.Add(new TopicChange(TopicChangeKind.Created, topic.Info));
                TopicsLog.Created(_factory.Options.Logger, topic.Name, topic.Partitions.Count);
            }
        }

        _feed.Raise();
        return outcomes;
    }

    /// <summary>Why a topic of this name cannot be created; null when it can.</summary>
    public TopicOutcome? WhyNot(string name)
    {
        lock (_changes) return Refusal(name, []);
    }

    /// <summary>One of the broker's own topics, which is created when it is first needed.</summary>
    /// <exception cref="IOException">It is not there and cannot be created.</exception>
    public Topic GetOrCreateInternal(string name)
    {
        if (_byName.TryGetValue(name, out var topic)) return topic;
        var (partitions, overrides) = InternalTopics.Describe(name, _settings);
        var outcome = Create([new NewTopic(name, partitions, overrides)])[0];
        if (outcome.Topic is not null) return outcome.Topic;
        return _byName.TryGetValue(name, out topic) ? topic : throw new IOException($"{name} cannot be created: {outcome.Message}");
    }

    /// <summary>Deletes a topic. It is gone when this returns; its files go in the background.</summary>
    public ErrorCode Delete(Guid id)
    {
        lock (_changes)
        {
            if (_closed || !_byId.TryGetValue(id, out var topic)) return ErrorCode.UnknownTopicId;
            if (Store([MetadataEntry.Removed(id)]) is { } failure) return failure.Error;
            _byId.TryRemove(id, out _);
            _byName.TryRemove(topic.Name, out _);
            if (TopicNames.MayCollide(topic.Name)) _collisions.Remove(TopicNames.CollisionKey(topic.Name));
            _removal.Begin(topic);
            _feed.Add(new TopicChange(TopicChangeKind.Deleted, topic.Info));
            TopicsLog.Deleted(_factory.Options.Logger, topic.Name);
        }

        _feed.Raise();
        return ErrorCode.None;
    }

    /// <summary>Gives a topic more partitions; the number has been validated against the one that the caller saw.</summary>
    public ErrorCode AddPartitions(Topic topic, int count)
    {
        lock (_changes)
        {
            if (_closed || !_byId.ContainsKey(topic.Id)) return ErrorCode.UnknownTopicOrPartition;
            if (count <= topic.Partitions.Count) return ErrorCode.InvalidPartitions;
            if (Store([MetadataEntry.MorePartitions(topic.Id, count)]) is { } failure) return failure.Error;
            AddSlots(topic, count);
            _feed.Add(new TopicChange(TopicChangeKind.PartitionsAdded, topic.Info));
        }

        _feed.Raise();
        return ErrorCode.None;
    }

    /// <summary>Replaces a topic's own settings by those that <paramref name="edit"/> makes of them; open logs follow at once.</summary>
    public ConfigEdit Reconfigure(string name, bool validateOnly, Func<IReadOnlyDictionary<string, string>, ConfigEdit> edit)
    {
        lock (_changes)
        {
            if (_closed || !_byName.TryGetValue(name, out var topic)) return ConfigEdit.Refused(ErrorCode.UnknownTopicOrPartition, null);
            var result = edit(topic.Overrides);
            if (result.Values is not { } values || validateOnly) return result;
            if (Store([MetadataEntry.TopicSettings(topic.Id, values)]) is { } failure) return ConfigEdit.Refused(failure.Error, failure.Message);
            topic.Configure(Config(values, _settings));
            return result;
        }
    }

    /// <summary>Takes over settings of the broker that were changed while it runs; logs of all topics follow at once.</summary>
    public void Apply(BrokerSettings settings)
    {
        lock (_changes)
        {
            _settings = settings;
            foreach (var (_, topic) in _byName) topic.Configure(Config(topic.Overrides, settings));
        }
    }

    /// <summary>Opens all logs, so that no client waits for one that must be recovered. Work for the background of a start.</summary>
    public void OpenAll()
    {
        foreach (var (_, topic) in _byName)
        {
            foreach (var slot in topic.Partitions.Slots) slot.Get(out _);
        }
    }

    /// <summary>Refuses further changes, and waits until the files of deleted topics are gone.</summary>
    internal void Close()
    {
        lock (_changes) _closed = true;
        _removal.WaitForAll();
        Parallel.ForEach(Topics.SelectMany(t => t.Partitions.Slots.ToArray()), Close);
    }

    private void Close(PartitionSlot slot)
    {
        try
        {
            slot.Close();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays unclean: the next start recovers it.
            TopicsLog.PartitionWorkFailed(_factory.Options.Logger, e, "Closing", slot.Topic.Name, slot.Index);
        }
    }

    private TopicOutcome? Refusal(string name, IEnumerable<Topic> alongside)
    {
        if (_closed) return new TopicOutcome(ErrorCode.BrokerNotAvailable, "The broker is stopping.", null);
        if (_byName.ContainsKey(name) || alongside.Any(t => t.Name == name))
            return new TopicOutcome(ErrorCode.TopicAlreadyExists, $"Topic '{name}' already exists.", null);
        if (!TopicNames.MayCollide(name)) return null;
        var key = TopicNames.CollisionKey(name);
        var other = _collisions.GetValueOrDefault(key)
            ?? alongside.FirstOrDefault(t => TopicNames.MayCollide(t.Name) && TopicNames.CollisionKey(t.Name) == key)?.Name;
        return other is null
            ? null
            : new TopicOutcome(ErrorCode.InvalidTopicException, $"Topic '{name}' collides with existing topic: {other}", null);
    }

    private TopicOutcome? Store(List<MetadataEntry> entries)
    {
        try
        {
            _store.Change(entries);
            return null;
        }
        catch (IOException e)
        {
            return new TopicOutcome(ErrorCode.KafkaStorageError, e.Message, null);
        }
    }

    private void Publish(Topic topic)
    {
        _byId[topic.Id] = topic;
        _byName[topic.Name] = topic;
        if (TopicNames.MayCollide(topic.Name)) _collisions[TopicNames.CollisionKey(topic.Name)] = topic.Name;
    }

    private void AddSlots(Topic topic, int count)
    {
        // A new log has nothing to recover.
        var nothing = new LogCheckpoint(true, 0, 0);
        topic.Partitions.Add(
            Enumerable.Range(topic.Partitions.Count, count - topic.Partitions.Count).Select(i => new PartitionSlot(topic, i, nothing, _factory)));
    }

    private static TopicConfig Config(IReadOnlyDictionary<string, string> overrides, BrokerSettings settings) =>
        new(overrides, overrides.Count == 0 ? settings.TopicDefaults : TopicConfigs.ToLogConfig(overrides, settings.Values));
}
