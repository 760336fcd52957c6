using Connect.Api.Errors;
using Connect.Api.Json;
using Connect.Grains.Abstractions;
using Connect.Runtime.Configuration.Connectors;
using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;

namespace Connect.Api.Connectors;

/// <summary>What the endpoints of connectors have in common: the way to the grains, validation, and bodies.</summary>
internal sealed class ConnectorService(IGrainFactory grains, Worker worker)
{
    public IConnectorGrain Connector(string name) => grains.GetGrain<IConnectorGrain>(name);

    public IStatusGrain Status(string name) => grains.GetGrain<IStatusGrain>(name);

    public ITaskGrain Task(string name, int number) => grains.GetGrain<ITaskGrain>(TaskKey.Of(name, number));

    public IOffsetsGrain Offsets(string name) => grains.GetGrain<IOffsetsGrain>(name);

    public Task<List<string>> NamesAsync() => grains.GetGrain<ISupervisorGrain>(0).GetConnectors();

    /// <exception cref="RestException">There is none of the name.</exception>
    public async Task<ConnectorInfo> InfoAsync(string name) => await Connector(name).GetInfo() ?? throw RestException.NotFound($"Connector {name} not found");

    /// <summary>Checks and stores a configuration.</summary>
    /// <exception cref="RestException">It is wrong, or the connector exists and is not to be changed.</exception>
    public async Task<PutResult> PutAsync(string name, Dictionary<string, string?> config, bool createOnly, TargetState initial, CancellationToken cancellationToken)
    {
        if (config.TryGetValue("name", out var own) && own != name)
            throw RestException.BadRequest($"Connector name configuration ({own}) doesn't match connector name in the URL ({name})");
        config["name"] = name;
        await CheckAsync(config, cancellationToken);
        var result = await Connector(name).PutConfig(config, createOnly, initial);
        return result.Outcome == PutOutcome.Exists ? throw RestException.Conflict($"Connector {name} already exists") : result;
    }

    /// <exception cref="RestException">The configuration is wrong.</exception>
    public async Task CheckAsync(Dictionary<string, string?> config, CancellationToken cancellationToken)
    {
        var result = await ValidateAsync(config, cancellationToken);
        if (result.ErrorCount == 0) return;
        throw RestException.BadRequest(
            $"Connector configuration is invalid and contains the following {result.ErrorCount} error(s):\n{string.Join('\n', result.Errors)}\n"
            + "You can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`");
    }

    /// <exception cref="RestException">There is no class to ask.</exception>
    public async Task<ConnectorValidationResult> ValidateAsync(Dictionary<string, string?> config, CancellationToken cancellationToken)
    {
        if (config.GetValueOrDefault("connector.class") is null) throw RestException.BadRequest("Connector config contains no connector type");
        try
        {
            var (connector, _) = worker.Create(config);
            return await new ConnectorValidation(worker).ValidateAsync(connector, config, cancellationToken);
        }
        catch (ConnectException e)
        {
            throw RestException.BadRequest(e.Message);
        }
    }

    public ConnectorBody Body(ConnectorInfo info) => new(
        info.Name, info.Config, [.. Enumerable.Range(0, info.TaskCount).Select(n => new TaskIdBody(info.Name, n))], TypeOf(info.Config));

    public StatusBody? Body(string name, StatusView? status, ConnectorInfo info) => status?.Connector is not { } connector ? null : new StatusBody(
        name, new StateBody(NameOf(connector.State), connector.WorkerId, connector.Version, connector.Trace), [.. status.Tasks.Select(t => Body(t.Id, t.Report))],
        TypeOf(info.Config));

    public static TaskStateBody Body(int task, StateReport report) => new(task, NameOf(report.State), report.WorkerId, report.Version, report.Trace);

    public static string NameOf(WorkState state) => state.ToString().ToUpperInvariant();

    private string TypeOf(Dictionary<string, string?> config) => worker.TypeOf(config) switch
    {
        ConnectorType.Source => "source",
        ConnectorType.Sink => "sink",
        _ => "unknown",
    };
}
