using Connect.Compatibility.Tests.Format;
using Connect.Runtime.Sources.Topics;

namespace Connect.Compatibility.Tests.Kinds;

/// <summary>Topics that source connectors create.</summary>
internal static class TopicKinds
{
    public static VectorKind Creation { get; } = new(
        (v, running) =>
        {
            running.Phase = "configure";
            var rules = TopicCreationRules.Of(v.ConfigValues.ToDictionary(StringComparer.Ordinal));
            running.Phase = "apply";
            if (rules is null) return "off";
            var (group, topic) = rules.For(v.Input.GetProperty("topic").GetString()!);
            return Text(group, topic.Partitions, topic.Replication, topic.Configs!);
        },
        v =>
        {
            var result = Expectations.Result(v);
            if (!result.GetProperty("enabled").GetBoolean()) return "off";
            return Text(
                result.GetProperty("group").GetString()!, result.GetProperty("partitions").GetInt32(), result.GetProperty("replicationFactor").GetInt16(),
                result.GetProperty("configs").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!));
        });

    private static string Text(string group, int partitions, short replication, IReadOnlyDictionary<string, string> configs) =>
        $"{group} {partitions} {replication} {string.Join(' ', configs.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"))}";
}
