using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

/// <summary>What a sink task asks for; the pump takes it up at its next turn.</summary>
internal sealed class SinkTaskContext(
    SinkPumpOptions options, SinkPartitions partitions, SinkErrors errors, Action<IReadOnlyCollection<TopicPartition>, bool> setPaused)
    : ISinkTaskContext
{
    private readonly Dictionary<TopicPartition, long> _rewinds = [];
    private TimeSpan? _timeout;
    private volatile bool _commitRequested;

    public IReadOnlyDictionary<string, string?> Configs => options.Config;

    public IReadOnlySet<TopicPartition> Assignment => partitions.Assigned;

    public IErrantRecordReporter? ErrantRecordReporter => errors.ForTask();

    public ILogger Logger => options.TaskLogger;

    public IPluginMetrics Metrics => options.Metrics;

    public void Offset(IReadOnlyDictionary<TopicPartition, long> offsets)
    {
        foreach (var (partition, offset) in offsets) _rewinds[partition] = offset;
    }

    public void Offset(TopicPartition partition, long offset) => _rewinds[partition] = offset;

    public void Timeout(TimeSpan timeout) => _timeout = timeout;

    public void Pause(params IReadOnlyCollection<TopicPartition> partitionsToPause)
    {
        CheckAssigned(partitionsToPause, "pause");
        foreach (var partition in partitionsToPause) partitions.PausedByTask.Add(partition);
        setPaused(partitionsToPause, true);
    }

    public void Resume(params IReadOnlyCollection<TopicPartition> partitionsToResume)
    {
        CheckAssigned(partitionsToResume, "resume");
        foreach (var partition in partitionsToResume) partitions.PausedByTask.Remove(partition);
        setPaused(partitionsToResume, false);
    }

    public void RequestCommit() => _commitRequested = true;

    public bool TakeCommitRequest()
    {
        var requested = _commitRequested;
        _commitRequested = false;
        return requested;
    }

    public TimeSpan? TakeTimeout()
    {
        var timeout = _timeout;
        _timeout = null;
        return timeout;
    }

    public IReadOnlyList<KeyValuePair<TopicPartition, long>> TakeRewinds()
    {
        if (_rewinds.Count == 0) return [];
        var taken = _rewinds.ToList();
        _rewinds.Clear();
        return taken;
    }

    private void CheckAssigned(IReadOnlyCollection<TopicPartition> chosen, string what)
    {
        if (!chosen.All(partitions.Assigned.Contains))
            throw new ConnectException($"SinkTasks may not {what} partitions that are not currently assigned to them.");
    }
}
