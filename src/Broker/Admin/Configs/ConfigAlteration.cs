using System.Globalization;
using Connect.Broker.Configuration;
using Connect.Broker.Protocol;
using Connect.Broker.Topics;

namespace Connect.Broker.Admin.Configs;

/// <summary>One change that a client asks for. A full replacement is a list of sets.</summary>
internal readonly record struct ConfigChange(string Name, ConfigOperation Operation, string? Value);

/// <summary>Changes the settings of one resource, for both the old request and the incremental one.</summary>
internal sealed class ConfigAlteration(TopicRegistry topics, ResourceConfigs resources)
{
    /// <param name="type">The kind of resource.</param>
    /// <param name="name">Its name.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="replace">True: settings that are not named go back to their defaults.</param>
    /// <param name="validateOnly">True: nothing is changed.</param>
    public (ErrorCode Error, string? Message) Alter(ResourceType type, string name, List<ConfigChange> changes, bool replace, bool validateOnly)
    {
        if (changes.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count() != changes.Count)
            return (ErrorCode.InvalidRequest, "Error due to duplicate config keys");
        var nulls = changes.Where(c => c.Value is null && c.Operation != ConfigOperation.Delete).Select(c => c.Name).ToList();
        if (nulls.Count > 0) return (ErrorCode.InvalidRequest, $"Null value not supported for : {string.Join(',', nulls)}");
        if (type == ResourceType.BrokerLogger && !replace) return Logger(name, changes);
        if (CheckName(type, name) is { } refusal) return refusal;
        if (changes.Exists(c => !Enum.IsDefined(c.Operation))) return (ErrorCode.UnknownServerError, null);

        var result = type == ResourceType.Topic
            ? topics.Reconfigure(name, validateOnly, before => Checked(Apply(type, before, changes, replace)))
            : resources.Edit(type, name, validateOnly, before => Apply(type, before, changes, replace));
        return result.Error == ErrorCode.UnknownTopicOrPartition ? (result.Error, $"The topic '{name}' does not exist.") : (result.Error, result.Message);
    }

    private (ErrorCode Error, string? Message)? CheckName(ResourceType type, string name) => type switch
    {
        ResourceType.Topic when name.Length == 0 => (ErrorCode.InvalidRequest, "Default topic resources are not allowed."),
        ResourceType.Topic => TopicNames.Check(name) is { } problem ? (ErrorCode.InvalidTopicException, problem) : null,
        ResourceType.Group when name.Length == 0 => (ErrorCode.InvalidRequest, "Default group resources are not allowed."),
        ResourceType.ClientMetrics when name.Length == 0 => (ErrorCode.InvalidRequest, "Subscription name can't be empty"),
        ResourceType.Group or ResourceType.ClientMetrics => null,
        ResourceType.Broker => CheckBroker(name, "Unexpected broker id, expected {0}, but received {1}"),
        _ => (ErrorCode.InvalidRequest, $"Unknown resource type {(sbyte)type}"),
    };

    private (ErrorCode Error, string? Message)? CheckBroker(string name, string otherNode)
    {
        if (name.Length == 0 || name == resources.ThisBroker) return null;
        return int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? (ErrorCode.InvalidRequest, otherNode.Replace("{0}", resources.ThisBroker, StringComparison.Ordinal).Replace("{1}", name, StringComparison.Ordinal))
            : (ErrorCode.InvalidRequest, $"Node id must be an integer, but it is: {name}");
    }

    /// <summary>Levels are set where the program's logging is configured; no logger can be changed from here.</summary>
    private (ErrorCode Error, string? Message) Logger(string name, List<ConfigChange> changes)
    {
        if (CheckBroker(name, "Unexpected node id. Expected {0}, but received {1}") is { } refusal) return refusal;
        foreach (var change in changes)
        {
            if (change.Operation is ConfigOperation.Append or ConfigOperation.Subtract)
            {
                var operation = change.Operation.ToString().ToUpperInvariant();
                return (ErrorCode.InvalidRequest, $"{operation} operation is not allowed for the BROKER_LOGGER resource");
            }

            return (ErrorCode.InvalidConfig, $"Logger {change.Name} does not exist!");
        }

        return (ErrorCode.None, null);
    }

    private ConfigEdit Checked(ConfigEdit edit) =>
        edit.Values is { } values && TopicConfigs.Check(values, topics.Settings.Values) is { } problem
            ? ConfigEdit.Refused(ErrorCode.InvalidConfig, problem)
            : edit;

    private ConfigEdit Apply(ResourceType type, IReadOnlyDictionary<string, string> before, List<ConfigChange> changes, bool replace)
    {
        var values = replace ? new Dictionary<string, string>(StringComparer.Ordinal) : new Dictionary<string, string>(before, StringComparer.Ordinal);
        foreach (var change in changes)
        {
            switch (change.Operation)
            {
                case ConfigOperation.Set:
                    values[change.Name] = change.Value!;
                    break;
                case ConfigOperation.Delete:
                    values.Remove(change.Name);
                    break;
                default:
                    if (KeyOf(type, change.Name) is not { Type: ConfigType.List } key)
                    {
                        var operation = change.Operation.ToString().ToUpperInvariant();
                        return ConfigEdit.Refused(ErrorCode.InvalidConfig, $"Can't {operation} to key {change.Name} because its type is not LIST.");
                    }

                    var items = Split(values.GetValueOrDefault(change.Name) ?? InForce(type, key));
                    foreach (var item in Split(change.Value!))
                    {
                        items.RemoveAll(i => change.Operation == ConfigOperation.Subtract && i == item);
                        if (change.Operation == ConfigOperation.Append && !items.Contains(item)) items.Add(item);
                    }

                    values[change.Name] = string.Join(',', items);
                    break;
            }
        }

        return ConfigEdit.To(values);
    }

    private static ConfigKey? KeyOf(ResourceType type, string name)
    {
        var definition = type switch
        {
            ResourceType.Topic => TopicConfigs.Definition,
            ResourceType.Broker => BrokerConfigs.Definition,
            ResourceType.Group => GroupConfigs.Definition,
            _ => ClientMetricsConfigs.Definition,
        };
        return definition.TryGet(name, out var key) ? key : null;
    }

    /// <summary>What a list is added to or taken from where the resource has no value of its own.</summary>
    private string InForce(ResourceType type, ConfigKey key)
    {
        var values = topics.Settings.Values;
        return (type == ResourceType.Broker ? values.TextOrNull(key.Name, out _) : values.FirstOf(key.Synonyms, out _)) ?? key.Default ?? "";
    }

    private static List<string> Split(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
