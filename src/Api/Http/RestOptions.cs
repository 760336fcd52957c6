using Connect.Api.Security;
using Connect.Runtime.Configuration.Worker;
using Connect.Sdk.Errors;

namespace Connect.Api.Http;

/// <summary>What settings of the worker say of the REST API.</summary>
public sealed record RestOptions
{
    /// <summary>The limit of a body, in bytes: Connect's configurations have to fit into a record of Kafka, which has 1 MB.</summary>
    public int MaxBodyBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Headers of every answer.</summary>
    public IReadOnlyList<ResponseHeader> Headers { get; init; } = [];

    /// <summary>The rules for other origins; null for none.</summary>
    internal CrossOrigin? CrossOrigin { get; init; }

    /// <summary>Who may use the API; null for everyone.</summary>
    internal BasicAuth? Auth { get; init; }

    /// <summary>Ports of the listeners for administrators; null if they share the others, empty if there is nothing for them.</summary>
    internal IReadOnlyList<int>? AdminPorts { get; init; }

    /// <summary>Whether the topics of connectors are shown.</summary>
    internal bool TracksTopics { get; init; } = true;

    /// <summary>Whether the topics of connectors can be forgotten.</summary>
    internal bool ResetsTopics { get; init; } = true;

    /// <summary>Reads the settings.</summary>
    /// <param name="config">The settings of the worker.</param>
    /// <param name="adminPorts">The ports of <c>admin.listeners</c>; null if that is not set.</param>
    /// <exception cref="ConfigException">One cannot be used.</exception>
    public static RestOptions Of(WorkerConfig config, IReadOnlyList<int>? adminPorts) => new()
    {
        Headers = ResponseHeader.Parse(config.Values.GetString("response.http.headers.config") ?? ""),
        CrossOrigin = CrossOrigin.Of(config.Values.GetString("access.control.allow.origin"), config.Values.GetString("access.control.allow.methods")),
        Auth = BasicAuth.Of(config),
        AdminPorts = adminPorts,
        TracksTopics = config.Values.GetBoolean("topic.tracking.enable"),
        ResetsTopics = config.Values.GetBoolean("topic.tracking.allow.reset"),
    };
}
