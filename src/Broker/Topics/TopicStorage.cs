using System.Globalization;
using Connect.Broker.Configuration;
using Connect.Broker.Log;
using Connect.Broker.Topics.Metadata;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Topics;

/// <summary>
/// A data folder: whose it is, the topics in it, and what is written down so that the next start knows what is whole.
/// Held by one process at a time; the caller sees to that.
/// </summary>
internal sealed class TopicStorage
{
    private const string CleanMarker = ".clean-shutdown";
    private const string RecoveryPoints = "recovery-point-offset-checkpoint";
    private const string LogStarts = "log-start-offset-checkpoint";

    private readonly Lock _checkpoints = new();
    private readonly CheckpointFile _recoveryPoints;
    private readonly CheckpointFile _logStarts;
    private readonly ILogger _logger;

    private TopicStorage(string folder, MetaProperties meta, MetadataStore metadata, TopicRegistry registry, ILogger logger)
    {
        _logger = logger;
        Folder = folder;
        Meta = meta;
        Metadata = metadata;
        Registry = registry;
        Configs = new ResourceConfigs(metadata, registry, meta.NodeId);
        _recoveryPoints = new CheckpointFile(Path.Combine(folder, RecoveryPoints));
        _logStarts = new CheckpointFile(Path.Combine(folder, LogStarts));
    }

    public string Folder { get; }

    public MetaProperties Meta { get; }

    public MetadataStore Metadata { get; }

    public TopicRegistry Registry { get; }

    public ResourceConfigs Configs { get; }

    /// <exception cref="DataFolderException">The folder is not this broker's, is of a format that is not known, or is damaged.</exception>
    public static TopicStorage Open(string folder, BrokerSettings settings, LogOptions options)
    {
        Directory.CreateDirectory(folder);
        var meta = MetaProperties.ReadOrCreate(folder, settings.NodeId);
        var metadata = MetadataStore.Open(folder);
        try
        {
            if (metadata.IsEmpty) Begin(metadata, settings);
            SetFoldersAside(folder, metadata, options);
            var checkpoint = ReadCheckpoints(folder);
            var registry = new TopicRegistry(WithChanges(settings, metadata, options), metadata, new LogFactory(folder, options), checkpoint);
            return new TopicStorage(folder, meta, metadata, registry, options.Logger);
        }
        catch
        {
            metadata.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Flushes logs that have moved and writes down how far they reach on the disk, and where they begin: what a start after a crash has to
    /// look at is what came after the last call.
    /// </summary>
    public void WriteCheckpoints()
    {
        lock (_checkpoints)
        {
            var recovery = new Dictionary<TopicPartition, long>();
            var starts = new Dictionary<TopicPartition, long>();
            foreach (var topic in Registry.Topics)
            {
                foreach (var slot in topic.Partitions.Slots)
                {
                    Flush(slot);
                    var checkpoint = slot.Checkpoint;
                    if (checkpoint.RecoveryPoint > 0) recovery[Key(topic.Id, slot.Index)] = checkpoint.RecoveryPoint;
                    if (checkpoint.StartOffset > 0) starts[Key(topic.Id, slot.Index)] = checkpoint.StartOffset;
                }
            }

            _recoveryPoints.Write(recovery);
            _logStarts.Write(starts);
        }
    }

    private void Flush(PartitionSlot slot)
    {
        try
        {
            slot.FlushIfMoved();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Its recovery point stays where it was. A log that is being deleted has none to keep.
            TopicsLog.PartitionWorkFailed(_logger, e, "Flush", slot.Topic.Name, slot.Index);
        }
    }

    /// <summary>A clean stop: everything is on the disk, and the next start scans nothing.</summary>
    public void Close()
    {
        Registry.Close();
        WriteCheckpoints();
        Metadata.Dispose();
        if (!Registry.Topics.All(t => t.Partitions.AreClean)) return;
        using (File.Create(Path.Combine(Folder, CleanMarker)))
        {
        }

        DirectoryFlush.Flush(Folder);
    }

    /// <summary>Checkpoints are kept under topic ids: those of a deleted topic must not count for a new one of its name.</summary>
    private static TopicPartition Key(Guid topicId, int partition) => new(KafkaUuid.ToText(topicId), partition);

    private static Func<Guid, int, LogCheckpoint> ReadCheckpoints(string folder)
    {
        var marker = Path.Combine(folder, CleanMarker);
        var clean = File.Exists(marker);
        var recovery = new CheckpointFile(Path.Combine(folder, RecoveryPoints)).Read();
        var starts = new CheckpointFile(Path.Combine(folder, LogStarts)).Read();
        if (clean)
        {
            // From here on a crash leaves logs that are not whole.
            File.Delete(marker);
            DirectoryFlush.Flush(folder);
        }

        return (id, partition) =>
            new LogCheckpoint(clean, recovery.GetValueOrDefault(Key(id, partition)), starts.GetValueOrDefault(Key(id, partition)));
    }

    /// <summary>A new Kafka cluster keeps min.insync.replicas as a setting of all brokers from its first day on, and tools show it as one.</summary>
    private static void Begin(MetadataStore metadata, BrokerSettings settings)
    {
        var least = new Dictionary<string, string> { ["min.insync.replicas"] = settings.Values.Text("min.insync.replicas") };
        metadata.Change(MetadataEntry.SettingsOf((sbyte)ResourceType.Broker, ResourceConfigs.AllBrokers, least));
    }

    /// <summary>The settings with what was changed in earlier runs; where they no longer go together, without.</summary>
    private static BrokerSettings WithChanges(BrokerSettings settings, MetadataStore metadata, LogOptions options)
    {
        var forAll = metadata.Settings((sbyte)ResourceType.Broker, ResourceConfigs.AllBrokers);
        var forThis = metadata.Settings((sbyte)ResourceType.Broker, settings.NodeId.ToString(CultureInfo.InvariantCulture));
        if (settings.WithDynamic(forAll, forThis, out var problem) is { } changed) return changed;
        TopicsLog.ChangesIgnored(options.Logger, problem ?? "");
        return settings;
    }

    private static void SetFoldersAside(string folder, MetadataStore metadata, LogOptions options)
    {
        var partitions = metadata.Topics().ToDictionary(t => t.Name, t => t.Partitions, StringComparer.Ordinal);
        var remove = PartitionFolders.SetAside(
            folder,
            p => partitions.TryGetValue(p.Topic, out var count) && p.Partition < count,
            metadata.WasRemoved,
            options.Logger);
        metadata.ForgetRemoved();
        if (remove.Count > 0) _ = Task.Run(() => Remove(remove, options));
    }

    private static void Remove(List<string> folders, LogOptions options)
    {
        foreach (var path in folders)
        {
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                TopicsLog.CannotRemove(options.Logger, e, path);
            }
        }
    }
}
