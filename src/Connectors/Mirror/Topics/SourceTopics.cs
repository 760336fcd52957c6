using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.Connectors.Mirror.Filters;
using Connect.Kafka;
using Microsoft.Extensions.Logging;
using TopicPartition = Connect.Sdk.Connectors.TopicPartition;

namespace Connect.Connectors.Mirror.Topics;

/// <summary>
/// The topics of the source that are copied, and their copies on the target: finds the former, creates and extends the latter and copies their settings and
/// permissions.
/// </summary>
internal sealed partial class SourceTopics : IDisposable
{
    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(30);

    private readonly MirrorConfig _config;
    private readonly ITopicFilter _filter;
    private readonly IConfigPropertyFilter _properties;
    private readonly ILogger _logger;
    private readonly TopicAdmin _source;
    private readonly TopicAdmin _target;
    private readonly TopicAcls _acls;
    private HashSet<TopicPartition> _onTarget = [];

    public SourceTopics(MirrorConfig config, ILogger logger)
    {
        _config = config;
        _logger = logger;
        _filter = MirrorPlugins.TopicFilter(config.Values);
        _properties = MirrorPlugins.PropertyFilter(config.Values);
        _source = new TopicAdmin(config.Admin(atSource: true, "replication-source-admin"));
        _target = new TopicAdmin(config.Admin(atSource: false, "replication-target-admin"));
        _acls = new TopicAcls(_source.Client, _target.Client, ShouldReplicate, Remote, logger);
    }

    /// <summary>The partitions to copy, in order.</summary>
    public IReadOnlyList<TopicPartition> Partitions { get; private set; } = [];

    /// <summary>Finds out what is there.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        Partitions = await FindOnSourceAsync(cancellationToken).ConfigureAwait(false);
        await LoadTargetAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds out which copies are there.</summary>
    public async Task LoadTargetAsync(CancellationToken cancellationToken) => _onTarget = await FindOnTargetAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Looks for topics and partitions that are new or gone.</summary>
    /// <returns>True if there are any: the tasks have to be dealt their partitions anew.</returns>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        var onSource = await FindOnSourceAsync(cancellationToken).ConfigureAwait(false);
        await LoadTargetAsync(cancellationToken).ConfigureAwait(false);
        var missing = onSource.Where(p => !_onTarget.Contains(new TopicPartition(Remote(p.Topic), p.Partition))).ToList();
        if (missing.Count == 0 && onSource.SequenceEqual(Partitions)) return false;
        var (added, gone) = (onSource.Except(Partitions).Count(), Partitions.Except(onSource).Count());
        LogChanged(_logger, _config.Label, added, gone, missing.Count);
        Partitions = onSource;
        await CreateAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Creates the copies that are missing, and extends those that have fewer partitions.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        var remote = _onTarget.GroupBy(p => p.Topic).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var local = Partitions.GroupBy(p => p.Topic).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var created = local.Where(t => !remote.ContainsKey(Remote(t.Key))).ToList();
        if (created.Count > 0)
        {
            var configs = await ConfigsAsync(created.Select(t => t.Key), cancellationToken).ConfigureAwait(false);
            foreach (var (topic, count) in created) await CreateAsync(topic, count, configs[topic], cancellationToken).ConfigureAwait(false);
        }

        foreach (var (topic, count) in local)
        {
            if (remote.TryGetValue(Remote(topic), out var existing) && existing < count) await ExtendAsync(Remote(topic), count, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Copies the settings of topics.</summary>
    public async Task SyncConfigsAsync(CancellationToken cancellationToken)
    {
        var existing = _onTarget.Select(p => p.Topic).ToHashSet(StringComparer.Ordinal);
        var topics = Partitions.Select(p => p.Topic).Distinct().Where(t => existing.Contains(Remote(t))).ToList();
        if (topics.Count == 0) return;
        var changes = new Dictionary<ConfigResource, List<ConfigEntry>>();
        foreach (var (topic, entries) in await ConfigsAsync(topics, cancellationToken).ConfigureAwait(false))
        {
            changes[ResourceOf(Remote(topic))] = [.. entries.Where(IsCopied).Select(e => new ConfigEntry
            {
                Name = e.Name,
                Value = e.Value,
                IncrementalOperation = IsDefault(e) && !_properties.ShouldReplicateSourceDefault(e.Name) ? AlterConfigOpType.Delete : AlterConfigOpType.Set,
            })];
        }

        try
        {
            await _target.Client.IncrementalAlterConfigsAsync(changes).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IncrementalAlterConfigsException e)
        {
            foreach (var result in e.Results.Where(r => r.Error.IsError)) LogNotSynced(_logger, _config.Label, result.ConfigResource.Name, result.Error.Reason);
        }
    }

    /// <summary>Copies the permissions of topics.</summary>
    public Task SyncAclsAsync(CancellationToken cancellationToken) => _acls.SyncAsync(cancellationToken);

    /// <summary>Whether a topic of the source is copied.</summary>
    public bool ShouldReplicate(string topic) =>
        (_filter.ShouldReplicateTopic(topic) || (_config.Values.GetBoolean("heartbeats.replication.enabled") && _config.Policy.IsHeartbeatsTopic(topic)))
        && !_config.Policy.IsInternalTopic(topic) && !IsCycle(topic);

    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
    }

    /// <summary>A topic that has been on the target already, on its way here.</summary>
    private bool IsCycle(string topic)
    {
        while (_config.Policy.TopicSource(topic) is { } source)
        {
            if (source == _config.Target) return true;
            if (_config.Policy.UpstreamTopic(topic) is not { } upstream || upstream == topic) return false;
            topic = upstream;
        }

        return false;
    }

    private string Remote(string topic) => _config.Policy.FormatRemoteTopic(_config.Source, topic);

    private static bool IsDefault(ConfigEntryResult entry) => entry.Source == ConfigSource.DefaultConfig;

    private bool IsCopied(ConfigEntryResult entry) =>
        !entry.IsReadOnly && !entry.IsSensitive && entry.Source != ConfigSource.StaticBrokerConfig && _properties.ShouldReplicateConfigProperty(entry.Name);

    private async Task<List<TopicPartition>> FindOnSourceAsync(CancellationToken cancellationToken) =>
        [.. (await PartitionsOfAsync(_source, cancellationToken).ConfigureAwait(false)).Where(p => ShouldReplicate(p.Topic))];

    private async Task<HashSet<TopicPartition>> FindOnTargetAsync(CancellationToken cancellationToken) =>
        [.. (await PartitionsOfAsync(_target, cancellationToken).ConfigureAwait(false))
            .Where(p => _config.Policy.TopicSource(p.Topic) == _config.Source && p.Topic != _config.CheckpointsTopic)];

    private static async Task<IEnumerable<TopicPartition>> PartitionsOfAsync(TopicAdmin admin, CancellationToken cancellationToken)
    {
        var metadata = await Task.Run(() => admin.Client.GetMetadata(MetadataTimeout), cancellationToken).ConfigureAwait(false);
        return metadata.Topics.Where(t => !t.Error.IsError).OrderBy(t => t.Topic, StringComparer.Ordinal)
            .SelectMany(t => t.Partitions.Select(p => p.PartitionId).Order().Select(p => new TopicPartition(t.Topic, p)));
    }

    private async Task<Dictionary<string, List<ConfigEntryResult>>> ConfigsAsync(IEnumerable<string> topics, CancellationToken cancellationToken)
    {
        var described = await _source.Client.DescribeConfigsAsync(topics.Select(ResourceOf)).WaitAsync(cancellationToken).ConfigureAwait(false);
        return described.ToDictionary(d => d.ConfigResource.Name, d => d.Entries.Values.ToList(), StringComparer.Ordinal);
    }

    private static ConfigResource ResourceOf(string topic) => new() { Type = ResourceType.Topic, Name = topic };

    private async Task CreateAsync(string topic, int partitions, List<ConfigEntryResult> configs, CancellationToken cancellationToken)
    {
        var copied = configs.Where(e => IsCopied(e) && (!IsDefault(e) || _properties.ShouldReplicateSourceDefault(e.Name))).ToDictionary(e => e.Name, e => e.Value);
        try
        {
            var wanted = new TopicToCreate(Remote(topic), partitions, (short)_config.Values.GetInt("replication.factor"), copied);
            if (await _target.CreateAsync(wanted, cancellationToken).ConfigureAwait(false)) LogCreated(_logger, _config.Label, wanted.Name, partitions);
        }
        catch (KafkaClientException e)
        {
            LogNotCreated(_logger, _config.Label, Remote(topic), e.Message);
        }
    }

    private async Task ExtendAsync(string topic, int partitions, CancellationToken cancellationToken)
    {
        try
        {
            await _target.Client.CreatePartitionsAsync([new PartitionsSpecification { Topic = topic, IncreaseTo = partitions }]).WaitAsync(cancellationToken).ConfigureAwait(false);
            LogExtended(_logger, _config.Label, topic, partitions);
        }
        catch (CreatePartitionsException e) when (e.Results.All(r => r.Error.Code is ErrorCode.InvalidPartitions))
        {
            // It has them already.
        }
        catch (KafkaException e)
        {
            LogNotCreated(_logger, _config.Label, topic, e.Error.Reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Label}: {New} partitions are new on the source, {Gone} are gone, {Missing} are missing on the target")]
    private static partial void LogChanged(ILogger logger, string label, int @new, int gone, int missing);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Label}: created topic {Topic} with {Partitions} partitions")]
    private static partial void LogCreated(ILogger logger, string label, string topic, int partitions);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Label}: topic {Topic} has {Partitions} partitions now")]
    private static partial void LogExtended(ILogger logger, string label, string topic, int partitions);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Label}: topic {Topic} or its partitions cannot be created: {Reason}")]
    private static partial void LogNotCreated(ILogger logger, string label, string topic, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Label}: the settings of topic {Topic} cannot be changed: {Reason}")]
    private static partial void LogNotSynced(ILogger logger, string label, string topic, string reason);
}
