using System.Text.Json;
using Connect.Compatibility.Tests.Format;
using Connect.Connectors.Mirror.Filters;
using Connect.Connectors.Mirror.Formats;
using Connect.Connectors.Mirror.Policies;
using Connect.Sdk.Connectors;

namespace Connect.Compatibility.Tests.Kinds;

/// <summary>Names, choices and bytes of mirrors.</summary>
internal static class MirrorKinds
{
    public static VectorKind Policy { get; } = new(
        (v, running) =>
        {
            running.Phase = "configure";
            IReplicationPolicy policy = v.Class.EndsWith(nameof(IdentityReplicationPolicy), StringComparison.Ordinal) ? new IdentityReplicationPolicy() : new DefaultReplicationPolicy();
            policy.Configure(v.ConfigValues.ToDictionary(StringComparer.Ordinal));
            running.Phase = "apply";
            var topic = v.Input.GetProperty("topic").GetString()!;
            return Lines(new Dictionary<string, object?>
            {
                ["formatRemoteTopic(src)"] = policy.FormatRemoteTopic("src", topic),
                ["topicSource"] = policy.TopicSource(topic),
                ["upstreamTopic"] = policy.UpstreamTopic(topic),
                ["originalTopic"] = policy.OriginalTopic(topic),
                ["offsetSyncsTopic"] = policy.OffsetSyncsTopic(topic),
                ["checkpointsTopic"] = policy.CheckpointsTopic(topic),
                ["heartbeatsTopic"] = policy.HeartbeatsTopic,
                ["isHeartbeatsTopic"] = policy.IsHeartbeatsTopic(topic),
                ["isCheckpointsTopic"] = policy.IsCheckpointsTopic(topic),
                ["isMM2InternalTopic"] = policy.IsMirrorInternalTopic(topic),
                ["isInternalTopic"] = policy.IsInternalTopic(topic),
            });
        },
        v => Lines(Expectations.Result(v)));

    public static VectorKind Filter { get; } = new(
        (v, running) =>
        {
            running.Phase = "configure";
            var (config, name) = (v.ConfigValues.ToDictionary(StringComparer.Ordinal), v.Input.GetProperty("name").GetString()!);
            switch (v.Class.Split('.')[^1])
            {
                case nameof(DefaultTopicFilter):
                    var topics = new DefaultTopicFilter();
                    topics.Configure(config);
                    running.Phase = "apply";
                    return Text(topics.ShouldReplicateTopic(name));
                case nameof(DefaultGroupFilter):
                    var groups = new DefaultGroupFilter();
                    groups.Configure(config);
                    running.Phase = "apply";
                    return Text(groups.ShouldReplicateGroup(name));
                case nameof(DefaultConfigPropertyFilter):
                    var properties = new DefaultConfigPropertyFilter();
                    properties.Configure(config);
                    running.Phase = "apply";
                    return Lines(new Dictionary<string, object?>
                    {
                        ["shouldReplicateConfigProperty"] = properties.ShouldReplicateConfigProperty(name),
                        ["shouldReplicateSourceDefault"] = properties.ShouldReplicateSourceDefault(name),
                    });
                default:
                    throw new NotSupportedException(v.Class);
            }
        },
        v => Expectations.Result(v) is { ValueKind: JsonValueKind.Object } result ? Lines(result) : Text(Expectations.Result(v).GetBoolean()));

    public static VectorKind Binary { get; } = new(
        (v, _) =>
        {
            var i = v.Input;
            var (key, value, text) = v.Class.Split('.')[^1] switch
            {
                nameof(OffsetSync) when new OffsetSync(Partition(i), Long(i, "upstreamOffset"), Long(i, "downstreamOffset")) is var s =>
                    (s.Key(), s.Value(), RoundTrip(s, OffsetSync.Read(s.Key(), s.Value()))),
                nameof(Checkpoint) when new Checkpoint(
                        i.GetProperty("group").GetString()!, Partition(i), Long(i, "upstreamOffset"), Long(i, "downstreamOffset"), i.GetProperty("metadata").GetString()!) is var c =>
                    (c.Key(), c.Value(), RoundTrip(c, Checkpoint.Read(c.Key(), c.Value()))),
                nameof(Heartbeat) when new Heartbeat(i.GetProperty("source").GetString()!, i.GetProperty("target").GetString()!, Long(i, "timestamp")) is var h =>
                    (h.Key(), h.Value(), h.ToString()),
                _ => throw new NotSupportedException(v.Class),
            };
            return Lines(new Dictionary<string, object?> { ["key"] = Convert.ToBase64String(key), ["value"] = Convert.ToBase64String(value), ["text"] = text });
        },
        v => Lines(Expectations.Result(v)));

    /// <summary>The text of what was written, which is that of what is read again.</summary>
    private static string RoundTrip<T>(T written, T read)
    {
        Assert.Equal(written, read);
        return read!.ToString()!;
    }

    private static TopicPartition Partition(JsonElement input) => new(input.GetProperty("topic").GetString()!, input.GetProperty("partition").GetInt32());

    private static long Long(JsonElement input, string name) => input.GetProperty(name).GetInt64();

    private static string Lines(JsonElement result) => Lines(result.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => (object?)p.Value.GetString(),
    }));

    private static string Lines(Dictionary<string, object?> values) =>
        string.Join('\n', values.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key} = {(p.Value is string text ? Canonical.Quoted(text) : Text(p.Value))}"));

    private static string Text(object? value) => value?.ToString() ?? "null";
}
