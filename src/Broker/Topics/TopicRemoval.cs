using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Topics;

/// <summary>Removes the files of deleted topics beside the requests. Who creates a topic of the same name waits until its folders are free.</summary>
internal sealed class TopicRemoval(ILogger logger)
{
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);

    public void Begin(Topic topic)
    {
        // Registered before it begins, or a short removal could end before it is there to be taken out.
        var removal = new Task(() => Remove(topic));
        _running[topic.Name] = removal;
        removal.Start(TaskScheduler.Default);
    }

    public void WaitFor(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (_running.TryGetValue(name, out var removal)) removal.Wait();
        }
    }

    public void WaitForAll() => Task.WaitAll([.. _running.Select(r => r.Value)]);

    private void Remove(Topic topic)
    {
        foreach (var slot in topic.Partitions.Slots)
        {
            try
            {
                slot.Delete();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                TopicsLog.CannotRemove(logger, e, $"{topic.Name}-{slot.Index}");
            }
        }

        _running.TryRemove(topic.Name, out _);
    }
}
