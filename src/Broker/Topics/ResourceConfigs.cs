using System.Globalization;
using Connect.Broker.Configuration;
using Connect.Broker.Protocol;
using Connect.Broker.Topics.Metadata;

namespace Connect.Broker.Topics;

/// <summary>
/// Settings that are changed while the broker runs and outlive it: the broker's own, those of groups and of client metrics subscriptions.
/// A topic's settings live with the topic. Thread-safe.
/// </summary>
internal sealed class ResourceConfigs(MetadataStore store, TopicRegistry registry, int nodeId)
{
    /// <summary>The name under which settings for all brokers are kept.</summary>
    public const string AllBrokers = "";

    private const string MinInSync = "min.insync.replicas";
    private readonly Lock _lock = new();

    public string ThisBroker { get; } = nodeId.ToString(CultureInfo.InvariantCulture);

    public IReadOnlyDictionary<string, string> Get(ResourceType type, string name) => store.Settings((sbyte)type, name);

    /// <summary>The names of resources of a type that have settings of their own.</summary>
    public IReadOnlyList<string> Names(ResourceType type) => store.NamesWithSettings((sbyte)type);

    /// <summary>Replaces a resource's settings by those that <paramref name="edit"/> makes of them, if they are right.</summary>
    public ConfigEdit Edit(ResourceType type, string name, bool validateOnly, Func<IReadOnlyDictionary<string, string>, ConfigEdit> edit)
    {
        lock (_lock)
        {
            var before = Get(type, name);
            var result = edit(before);
            if (result.Values is not { } values) return result;
            BrokerSettings? settings = null;
            var refusal = type switch
            {
                ResourceType.Broker => CheckBroker(name, before, values, out settings),
                ResourceType.Group => Invalid(GroupConfigs.Check(values, registry.Settings.Values)),
                _ => CheckClientMetrics(values),
            };
            if (refusal is not null || validateOnly) return refusal ?? result;
            try
            {
                store.Change(MetadataEntry.SettingsOf((sbyte)type, name, values));
            }
            catch (IOException e)
            {
                return ConfigEdit.Refused(ErrorCode.KafkaStorageError, e.Message);
            }

            if (settings is not null) registry.Apply(settings);
            return result;
        }
    }

    private static ConfigEdit? Invalid(string? problem) => problem is null ? null : ConfigEdit.Refused(ErrorCode.InvalidConfig, problem);

    private static ConfigEdit? CheckClientMetrics(IReadOnlyDictionary<string, string> values) =>
        ClientMetricsConfigs.Check(values, out var invalidValue) is { } problem
            ? ConfigEdit.Refused(invalidValue ? ErrorCode.InvalidConfig : ErrorCode.InvalidRequest, problem)
            : null;

    private ConfigEdit? CheckBroker(
        string name, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> values, out BrokerSettings? settings)
    {
        settings = null;
        var forAll = name == AllBrokers;
        if (forAll && before.ContainsKey(MinInSync) && !values.ContainsKey(MinInSync))
            return ConfigEdit.Refused(ErrorCode.InvalidConfig, "Cluster-level min.insync.replicas cannot be removed while ELR is enabled.");
        if (!forAll && values.ContainsKey(MinInSync))
            return ConfigEdit.Refused(ErrorCode.InvalidConfig, "Broker-level min.insync.replicas cannot be altered while ELR is enabled.");
        var readOnly = values.Keys.Where(k => BrokerConfigs.Definition.TryGet(k, out var key) && !key.IsDynamic).Order(StringComparer.Ordinal).ToList();
        if (readOnly.Count > 0)
            return ConfigEdit.Refused(ErrorCode.InvalidRequest, $"Cannot update these configs dynamically: [{string.Join(", ", readOnly)}]");
        foreach (var (key, text) in values)
        {
            if (BrokerConfigs.Definition.TryGet(key, out var known) && known.Check(text, out _) is { } problem)
                return ConfigEdit.Refused(ErrorCode.InvalidRequest, problem);
        }

        settings = registry.Settings.WithDynamic(
            forAll ? values : Get(ResourceType.Broker, AllBrokers), forAll ? Get(ResourceType.Broker, ThisBroker) : values, out var conflict);
        return settings is null ? ConfigEdit.Refused(ErrorCode.InvalidRequest, conflict) : null;
    }
}
