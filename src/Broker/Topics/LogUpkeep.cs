using Connect.Broker.Log;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Topics;

/// <summary>
/// What is done for all logs again and again. Every method may be called at any time; one log that fails is told of and does not keep the
/// others from their turn.
/// </summary>
internal sealed class LogUpkeep(TopicRegistry registry, TimeProvider time, ILogger logger)
{
    private readonly Lock _cleaning = new();
    private CompactionBudget? _budget;

    /// <summary>Removes what retention allows to remove. To be called every log.retention.check.interval.ms.</summary>
    public void ApplyRetention() => ForAll("Retention", slot => slot.Get(out _)?.ApplyRetention());

    /// <summary>Cleans compacted logs that are dirty enough. To be called every log.cleaner.backoff.ms; true when something was cleaned.</summary>
    public bool CompactLogs()
    {
        // The budget is one cleaner's memory: a call that finds another one cleaning leaves the work to it.
        if (!_cleaning.TryEnter()) return false;
        try
        {
            var cleaned = false;
            ForAll("Compaction", slot =>
            {
                if (!slot.Topic.Config.Compact || slot.Get(out _) is not { } log) return;
                _budget ??= new CompactionBudget((int)Math.Clamp(registry.Settings.Log.CleanerDedupeBufferBytes, 1 << 20, 1 << 30));
                cleaned |= log.Compact(_budget);
            });
            return cleaned;
        }
        finally
        {
            _cleaning.Exit();
        }
    }

    /// <summary>Flushes logs whose flush.ms is over. To be called every <see cref="Configuration.LogSettings.FlushCheckInterval"/>.</summary>
    public void FlushLogs() => ForAll("Flush", slot =>
    {
        var interval = slot.Topic.Config.FlushMs;
        if (interval == long.MaxValue || slot.Opened is null) return;
        var now = time.GetTimestamp();
        if (slot.FlushedAt != 0 && time.GetElapsedTime(slot.FlushedAt, now).TotalMilliseconds < interval) return;
        slot.FlushedAt = now;
        slot.FlushIfMoved();
    });

    private void ForAll(string what, Action<PartitionSlot> work)
    {
        foreach (var topic in registry.Topics)
        {
            foreach (var slot in topic.Partitions.Slots)
            {
                try
                {
                    work(slot);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
                {
                    TopicsLog.PartitionWorkFailed(logger, e, what, topic.Name, slot.Index);
                }
            }
        }
    }
}
