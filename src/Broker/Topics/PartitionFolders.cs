using System.Globalization;
using Connect.Broker.Log;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Topics;

/// <summary>The folders of partitions, named <c>topic-partition</c> as Kafka's are.</summary>
internal static class PartitionFolders
{
    private const string Deleted = "-delete";
    private const string Stray = "-stray";

    public static string PathOf(string root, string topic, int partition) =>
        Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{topic}-{partition}"));

    /// <summary>
    /// Sets aside folders that no topic owns, so that a topic created later does not begin with old records: those of removed topics are
    /// returned to be removed, others are kept under another name.
    /// </summary>
    public static List<string> SetAside(string root, Func<TopicPartition, bool> isOwned, Func<string, bool> wasRemoved, ILogger logger)
    {
        var remove = new List<string>();
        foreach (var path in Directory.GetDirectories(root))
        {
            var name = Path.GetFileName(path);
            if (name.EndsWith(Deleted, StringComparison.Ordinal))
            {
                remove.Add(path);
                continue;
            }

            if (!TryParse(name, out var partition) || isOwned(partition)) continue;
            if (wasRemoved(partition.Topic))
            {
                remove.Add(Rename(path));
                continue;
            }

            var aside = $"{path}.{Guid.NewGuid():N}{Stray}";
            Directory.Move(path, aside);
            TopicsLog.StrayFolder(logger, path, aside);
        }

        return remove;
    }

    /// <summary>Removes a partition's folder; its name is free when this returns, even if some files are still in use.</summary>
    public static void Remove(string path)
    {
        if (!Directory.Exists(path)) return;
        Directory.Delete(Rename(path), recursive: true);
    }

    private static string Rename(string path)
    {
        var gone = $"{path}.{Guid.NewGuid():N}{Deleted}";
        Directory.Move(path, gone);
        return gone;
    }

    private static bool TryParse(string name, out TopicPartition partition)
    {
        var dash = name.LastIndexOf('-');
        partition = default;
        if (dash <= 0 || !int.TryParse(name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        partition = new TopicPartition(name[..dash], number);
        return TopicNames.Check(partition.Topic) is null;
    }
}
