using System.Globalization;
using Connect.Broker.Configuration;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Topics;

namespace Connect.Broker.Admin.Configs;

internal sealed class DescribeConfigsHandler(TopicRegistry topics, ResourceConfigs resources, ConfigDescriber describer)
{
    public DescribeConfigsResponse Answer(DescribeConfigsRequest request)
    {
        var response = new DescribeConfigsResponse();
        foreach (var asked in request.Resources)
        {
            var result = new DescribeConfigsResponse.DescribeConfigsResult { ResourceType = asked.ResourceType, ResourceName = asked.ResourceName };
            var configs = Describe((ResourceType)asked.ResourceType, asked.ResourceName, out result.ErrorCode, out var message);
            result.ErrorMessage = message ?? "";
            // No keys asks for all of them, as null does.
            var keys = asked.ConfigurationKeys is { Count: > 0 } some ? some.ToHashSet(StringComparer.Ordinal) : null;
            foreach (var config in configs)
            {
                if (keys is null || keys.Contains(config.Key.Name)) result.Configs.Add(Describe(config, request));
            }

            response.Results.Add(result);
        }

        return response;
    }

    private IEnumerable<DescribedConfig> Describe(ResourceType type, string name, out ErrorCode error, out string? message)
    {
        error = ErrorCode.InvalidRequest;
        message = null;
        switch (type)
        {
            case ResourceType.Topic:
                message = TopicNames.Check(name);
                error = message is null ? ErrorCode.UnknownTopicOrPartition : ErrorCode.InvalidTopicException;
                if (message is not null || !topics.TryGetTopic(name, out var topic)) return [];
                error = ErrorCode.None;
                return describer.Topic(topic.Overrides);
            case ResourceType.Broker when name.Length == 0:
                error = ErrorCode.None;
                return ConfigDescriber.AllBrokers(resources.Get(ResourceType.Broker, ResourceConfigs.AllBrokers));
            case ResourceType.Broker or ResourceType.BrokerLogger:
                message = NotThisBroker(type, name);
                if (message is not null) return [];
                error = ErrorCode.None;
                // The levels of this program's loggers are set where its logging is configured, not through the protocol.
                return type == ResourceType.Broker ? describer.Broker() : [];
            case ResourceType.Group when name.Length > 0:
                error = ErrorCode.None;
                return describer.Group(resources.Get(type, name));
            case ResourceType.ClientMetrics when name.Length > 0:
                error = ErrorCode.None;
                return describer.ClientMetrics(resources.Get(type, name));
            default:
                message = type switch
                {
                    ResourceType.Group => "Group name must not be empty",
                    ResourceType.ClientMetrics => "Client metrics subscription name must not be empty",
                    _ => ErrorText.InvalidRequest,
                };
                return [];
        }
    }

    private string? NotThisBroker(ResourceType type, string name)
    {
        if (name.Length == 0) return "Broker id must not be empty";
        if (!int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) return $"Broker id must be an integer, but it is: {name}";
        if (name == resources.ThisBroker) return null;
        return type == ResourceType.Broker
            ? $"Unexpected broker id, expected {resources.ThisBroker} or empty string, but received {name}"
            : $"Unexpected broker id, expected {resources.ThisBroker} but received {name}";
    }

    private static DescribeConfigsResponse.DescribeConfigsResourceResult Describe(DescribedConfig config, DescribeConfigsRequest request) => new()
    {
        Name = config.Key.Name,
        Value = config.Value,
        ReadOnly = config.ReadOnly,
        ConfigSource = (sbyte)config.Source,
        IsSensitive = config.Key.IsSensitive,
        ConfigType = (sbyte)config.Key.Type,
        Documentation = request.IncludeDocumentation ? ConfigDocs.Of(config.Key) : null,
        Synonyms = !request.IncludeSynonyms ? [] : [.. config.Synonyms.Select(s => new DescribeConfigsResponse.DescribeConfigsSynonym
        {
            Name = s.Name,
            Value = s.Value,
            Source = (sbyte)s.Source,
        })],
    };
}
