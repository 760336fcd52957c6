using System.Globalization;
using System.Text;

namespace Connect.Broker.Log;

/// <summary>Offsets by partition in Kafka's text format: a version (0), a count, then one "topic partition offset" a line. Replaced atomically.</summary>
internal sealed class CheckpointFile(string path)
{
    private const string Version = "0";

    private readonly Lock _lock = new();

    public string Path { get; } = path;

    /// <summary>What the file says; empty when it is not there or cannot be understood, which costs a longer recovery and no data.</summary>
    public Dictionary<TopicPartition, long> Read()
    {
        lock (_lock)
        {
            return File.Exists(Path) ? Parse(File.ReadAllLines(Path)) : [];
        }
    }

    public void Write(IReadOnlyCollection<KeyValuePair<TopicPartition, long>> offsets)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Version}\n{offsets.Count}\n");
        foreach (var (partition, offset) in offsets)
            text.Append(CultureInfo.InvariantCulture, $"{partition.Topic} {partition.Partition} {offset}\n");
        lock (_lock)
        {
            var temporary = Path + ".tmp";
            using (var file = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
            {
                RandomAccess.Write(file, Encoding.UTF8.GetBytes(text.ToString()), 0);
                RandomAccess.FlushToDisk(file);
            }

            File.Move(temporary, Path, overwrite: true);
            DirectoryFlush.Flush(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
        }
    }

    private static Dictionary<TopicPartition, long> Parse(string[] lines)
    {
        var offsets = new Dictionary<TopicPartition, long>();
        if (lines.Length < 2 || lines[0] != Version || !int.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return [];
        if (count != lines.Length - 2) return [];
        foreach (var line in lines.AsSpan(2))
        {
            var words = line.Split(' ');
            if (words.Length != 3
                || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
                || !long.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)) return [];
            offsets[new TopicPartition(words[0], partition)] = offset;
        }

        return offsets;
    }
}
