using System.Globalization;
using System.Text;
using Connect.Broker.Configuration;
using Connect.Broker.Log;

namespace Connect.Broker.Topics;

/// <summary>
/// Whose data folder it is and in which format, in the file <c>meta.properties</c>. A folder of another format is not touched.
/// </summary>
internal sealed record MetaProperties(string ClusterId, int NodeId, string DirectoryId)
{
    public const string FileName = "meta.properties";

    private const string FormatKey = "connect.broker.format";
    private const string Format = "1";

    /// <summary>Reads the file, or makes the folder this node's own.</summary>
    /// <exception cref="DataFolderException">The folder belongs to something else.</exception>
    public static MetaProperties ReadOrCreate(string folder, int nodeId)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return Create(folder, path, nodeId);
        var values = PropertiesFormat.ReadFile(path).GroupBy(p => p.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal);
        if (!values.TryGetValue(FormatKey, out var format))
            throw new DataFolderException($"{path} was not written by this broker; a data folder of Apache Kafka cannot be used, choose another one");
        if (format != Format)
            throw new DataFolderException($"{path} is of format {format}, this broker knows format {Format}: start it with a newer broker");
        if (!values.TryGetValue("cluster.id", out var cluster) || cluster.Length == 0
            || !int.TryParse(values.GetValueOrDefault("node.id"), NumberStyles.None, CultureInfo.InvariantCulture, out var node))
            throw new DataFolderException($"{path} is damaged: cluster.id or node.id is missing");
        if (node != nodeId) throw new DataFolderException($"{folder} belongs to node.id {node}, and this broker is told to be node.id {nodeId}");
        return new MetaProperties(cluster, node, values.GetValueOrDefault("directory.id") ?? "");
    }

    private static MetaProperties Create(string folder, string path, int nodeId)
    {
        if (Directory.Exists(Path.Combine(folder, "__cluster_metadata-0")) || File.Exists(Path.Combine(folder, "bootstrap.checkpoint")))
            throw new DataFolderException($"{folder} is a data folder of Apache Kafka, which this broker cannot use; choose another one");
        var meta = new MetaProperties(KafkaUuid.ToText(KafkaUuid.New()), nodeId, KafkaUuid.ToText(KafkaUuid.New()));
        var text = $"{FormatKey}={Format}\ncluster.id={meta.ClusterId}\nnode.id={meta.NodeId}\ndirectory.id={meta.DirectoryId}\n";
        var temporary = path + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        DirectoryFlush.Flush(folder);
        return meta;
    }
}
