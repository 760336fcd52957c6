using Connect.Api.Errors;
using Connect.Api.Json;
using Connect.Grains.Abstractions;
using Connect.Grains.Hosting;
using Connect.Runtime.Configuration.Connectors;
using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Microsoft.AspNetCore.Http;

namespace Connect.Api.Connectors;

/// <summary>What the endpoints of connectors have in common: the way to the grains, validation, and bodies.</summary>
internal sealed class ConnectorService(IGrainFactory grains, Worker worker, WorkerIdentity identity, TimeProvider time)
{
    // What fits into a record of Kafka's topic of configurations, whose settings users know; it keeps states small here, too.
    private const int MostOfConfig = 1024 * 1024;

    // A connector that asks other systems for its tasks may take longer: its status tells.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StartPoll = TimeSpan.FromMilliseconds(10);

    private readonly ConnectorValidation _validation = new(worker);

    /// <summary>Whether the worker is alone: some answers differ.</summary>
    public bool IsStandalone => worker.Config.IsStandalone;

    public IConnectorGrain Connector(string name) => grains.GetGrain<IConnectorGrain>(name);

    public IStatusGrain Status(string name) => grains.GetGrain<IStatusGrain>(name);

    public ITaskGrain TaskOf(string name, int number) => grains.GetGrain<ITaskGrain>(TaskKey.Of(name, number));

    /// <summary>The offsets of a source connector, from where it has them.</summary>
    public async Task<List<OffsetEntry>> SourceOffsetsAsync(ConnectorInfo info)
    {
        if (worker.ExactlyOnce.TopicOf(info.Config) is null) return await grains.GetGrain<IOffsetsGrain>(info.Name).ReadAll();
        try
        {
            return await grains.GetGrain<IFencingGrain>(info.Name).ReadOffsets(info.Config);
        }
        catch (ExactlyOnceException e)
        {
            throw new RestException(StatusCodes.Status500InternalServerError, e.Message);
        }
    }

    public Task<List<string>> NamesAsync() => grains.GetGrain<ISupervisorGrain>(0).GetConnectors();

    public Task<List<ConnectorSummary>> SummariesAsync() => grains.GetGrain<ISupervisorGrain>(0).GetSummaries();

    /// <exception cref="RestException">There is none of the name.</exception>
    public async Task<ConnectorInfo> InfoAsync(string name) => await Connector(name).GetInfo() ?? throw RestException.NotFound($"Connector {name} not found");

    /// <summary>Checks the configuration and stores a connector.</summary>
    /// <param name="create">The connector.</param>
    /// <param name="mayBeDone">Whether the same request may have stored it already.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits for the answer.</param>
    /// <exception cref="RestException">It is wrong, or the connector exists.</exception>
    public async Task<ConnectorInfo> CreateAsync(CreateRequest create, bool mayBeDone, CancellationToken cancellationToken)
    {
        await CheckAsync(create.Name, create.Config, cancellationToken);
        var result = await Connector(create.Name).PutConfig(create.Config, createOnly: true, create.Initial);
        if (result.Info is { } info) return await StartedAsync(info, cancellationToken);
        if (mayBeDone && await InfoAsync(create.Name) is var found && found.Config.IsSameAs(create.Config)) return found;
        throw RestException.Conflict($"Connector {create.Name} already exists");
    }

    /// <summary>Checks and stores a configuration.</summary>
    /// <exception cref="RestException">It is wrong.</exception>
    public async Task<PutResult> PutAsync(string name, Dictionary<string, string?> config, CancellationToken cancellationToken)
    {
        await CheckAsync(name, config, cancellationToken);
        var result = await Connector(name).PutConfig(config, createOnly: false, TargetState.Started);
        return result.Outcome == PutOutcome.Created ? result with { Info = await StartedAsync(result.Info!, cancellationToken) } : result;
    }

    /// <summary>Changes settings; nobody else's change is lost.</summary>
    /// <exception cref="RestException">What comes of it is wrong, or the connector is gone.</exception>
    public async Task<ConnectorInfo> PatchAsync(ConnectorInfo info, Dictionary<string, string?> patch, CancellationToken cancellationToken)
    {
        while (true)
        {
            var config = new Dictionary<string, string?>(info.Config, StringComparer.Ordinal);
            foreach (var (key, value) in patch)
            {
                if (value is null) config.Remove(key);
                else config[key] = value;
            }

            await CheckAsync(config, cancellationToken);
            var result = await Connector(info.Name).ReplaceConfig(config, info.ConfigRevision);
            if (result.Outcome != PutOutcome.Changed) return result.Info!;
            info = await InfoAsync(info.Name);
        }
    }

    /// <exception cref="RestException">The configuration is wrong.</exception>
    private async Task CheckAsync(Dictionary<string, string?> config, CancellationToken cancellationToken)
    {
        var result = await ValidateAsync(config, cancellationToken);
        if (result.ErrorCount == 0)
        {
            if (config.Sum(p => (long)p.Key.Length + (p.Value?.Length ?? 0)) > MostOfConfig)
                throw new RestException(StatusCodes.Status500InternalServerError, "Error writing connector configuration to Kafka");
            return;
        }

        throw RestException.BadRequest(
            $"Connector configuration is invalid and contains the following {result.ErrorCount} error(s):\n{string.Join('\n', result.Errors)}\n"
            + "You can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`");
    }

    /// <summary>Starts a connector anew and waits a while for what comes of it.</summary>
    /// <exception cref="RestException">It cannot be started.</exception>
    public async Task RestartAsync(string name, CancellationToken cancellationToken)
    {
        var epoch = await Connector(name).RestartInstance();
        var start = time.GetTimestamp();
        while (epoch is not null && time.GetElapsedTime(start) < StartTimeout)
        {
            if ((await Status(name).Get())?.Connector is { } state && state.Epoch >= epoch && state.State is not WorkState.Unassigned)
            {
                if (state.State != WorkState.Failed) return;
                throw new RestException(StatusCodes.Status500InternalServerError, $"Failed to start connector: {name}");
            }

            await Task.Delay(StartPoll, time, cancellationToken);
        }
    }

    /// <summary>A worker that is alone answers when a new connector has started, with its tasks; one of a cluster when it is stored.</summary>
    /// <exception cref="RestException">It does not start.</exception>
    private async Task<ConnectorInfo> StartedAsync(ConnectorInfo info, CancellationToken cancellationToken)
    {
        if (!IsStandalone) return info;
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < StartTimeout)
        {
            var state = (await Status(info.Name).Get())?.Connector;
            if (state?.State == WorkState.Failed) throw new RestException(StatusCodes.Status500InternalServerError, state.Trace?.Split('\n')[0] ?? $"Failed to start connector: {info.Name}");
            if (await Connector(info.Name).GetInfo() is not { } now) return info;
            if (state is not null && (now.TaskCount > 0 || now.Target != TargetState.Started)) return now;
            await Task.Delay(StartPoll, time, cancellationToken);
        }

        return info;
    }

    private async Task CheckAsync(string name, Dictionary<string, string?> config, CancellationToken cancellationToken)
    {
        if (config.TryGetValue("name", out var own) && own != name)
            throw RestException.BadRequest($"Connector name configuration ({own}) doesn't match connector name in the URL ({name})");
        config["name"] = name;
        await CheckAsync(config, cancellationToken);
    }

    /// <exception cref="RestException">There is no class to ask, or a reference to a config provider cannot be resolved.</exception>
    public async Task<ConnectorValidationResult> ValidateAsync(Dictionary<string, string?> config, CancellationToken cancellationToken)
    {
        try
        {
            return await _validation.ValidateAsync(config, cancellationToken);
        }
        catch (UnknownConnectorException e)
        {
            throw RestException.BadRequest(e.Message);
        }
        catch (ConfigException e)
        {
            throw new RestException(StatusCodes.Status500InternalServerError, e.Message) { JavaClass = "org.apache.kafka.common.config.ConfigException" };
        }
    }

    public ConnectorBody Body(ConnectorInfo info) => new(
        info.Name, info.Config, [.. Enumerable.Range(0, info.TaskCount).Select(n => new TaskIdBody(info.Name, n))], TypeOf(info.Config));

    /// <summary>The status of a connector that there is; until it says something of itself, it is about to be started.</summary>
    public StatusBody Body(string name, StatusView? status, ConnectorInfo info)
    {
        var connector = status?.Connector ?? new StateReport(WorkState.Unassigned, identity.WorkerId, worker.VersionOf(info.Config), null, 0);
        return new StatusBody(
            name, new StateBody(NameOf(connector.State), connector.WorkerId, connector.Version, connector.Trace), [.. (status?.Tasks ?? []).Select(t => Body(t.Id, t.Report))],
            TypeOf(info.Config));
    }

    public static TaskStateBody Body(int task, StateReport report) => new(task, NameOf(report.State), report.WorkerId, report.Version, report.Trace);

    public static string NameOf(WorkState state) => state.ToString().ToUpperInvariant();

    private string TypeOf(Dictionary<string, string?> config) => worker.TypeOf(config) switch
    {
        ConnectorType.Source => "source",
        ConnectorType.Sink => "sink",
        _ => "unknown",
    };
}
