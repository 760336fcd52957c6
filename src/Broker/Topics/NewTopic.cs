using Connect.Broker.Protocol;

namespace Connect.Broker.Topics;

/// <summary>A topic to be created, validated.</summary>
internal sealed record NewTopic(string Name, int Partitions, IReadOnlyDictionary<string, string> Overrides)
{
    /// <summary>Null: a random one.</summary>
    public Guid? Id { get; init; }
}

/// <summary>A topic, or why there is none.</summary>
internal readonly record struct TopicOutcome(ErrorCode Error, string? Message, Topic? Topic);

/// <summary>New settings of a resource, or why they are refused.</summary>
internal readonly record struct ConfigEdit(ErrorCode Error, string? Message, IReadOnlyDictionary<string, string>? Values)
{
    public static ConfigEdit Refused(ErrorCode error, string? message) => new(error, message, null);

    public static ConfigEdit To(IReadOnlyDictionary<string, string> values) => new(ErrorCode.None, null, values);
}
