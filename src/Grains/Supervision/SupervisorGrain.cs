using Connect.Grains.Abstractions;
using Connect.Runtime.Workers;
using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Connect.Grains.Supervision;

/// <summary>What is stored of the supervisor: the names of all connectors.</summary>
public sealed class SupervisorState
{
    /// <summary>The names; some may be of connectors that were never stored, or are gone.</summary>
    public SortedSet<string> Connectors { get; set; } = new(StringComparer.Ordinal);
}

/// <summary>
/// Reconciles: what is to run is compared with where it runs, on every change, whenever a silo comes or goes, and every two seconds. It may be activated
/// anywhere and at any time and finds out everything anew.
/// </summary>
[KeepAlive, Immovable]
internal sealed partial class SupervisorGrain(
    [PersistentState("supervisor")] IPersistentState<SupervisorState> state, IClusterMembershipService membership, IClusterManifestProvider manifests,
    ILogger<SupervisorGrain> logger)
    : Grain, ISupervisorGrain
{
    private const string ReminderName = "alive";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, ConnectorSummary> _connectors = new(StringComparer.Ordinal);
    private readonly Dictionary<Unit, SiloAddress> _places = [];
    private readonly HashSet<string> _loading = new(StringComparer.Ordinal);
    private Task _reconciling = Task.CompletedTask;
    private bool _again;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var name in state.State.Connectors) _loading.Add(name);
        this.RegisterGrainTimer(_ => ReconcileAsync(), new GrainTimerCreationOptions(TimeSpan.Zero, Interval) { KeepAlive = true, Interleave = true });
        // The safety net: if everything that would wake the supervisor is lost, the reminder does within a minute.
        await this.RegisterOrUpdateReminder(ReminderName, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), cancellationToken);
    }

    public async Task Register(string connector)
    {
        if (state.State.Connectors.Add(connector)) await state.WriteStateAsync();
    }

    public Task Update(ConnectorSummary summary)
    {
        if (_connectors.TryGetValue(summary.Name, out var known) && known.Revision >= summary.Revision) return Task.CompletedTask;
        _loading.Remove(summary.Name);
        _connectors[summary.Name] = summary;
        // The connector waits for this call: to call it from here would be for ever.
        _ = RunOneAsync(summary);
        return Task.CompletedTask;
    }

    public async Task Remove(string connector)
    {
        _connectors.Remove(connector);
        _loading.Remove(connector);
        Forget(connector, 0);
        if (state.State.Connectors.Remove(connector)) await state.WriteStateAsync();
    }

    public Task Nudge()
    {
        _ = ReconcileAsync();
        return Task.CompletedTask;
    }

    public async Task<List<string>> GetConnectors()
    {
        await LoadAsync();
        return [.. _connectors.Keys.Order(StringComparer.Ordinal)];
    }

    public async Task<List<ConnectorSummary>> GetSummaries()
    {
        await LoadAsync();
        return [.. _connectors.Values.OrderBy(c => c.Name, StringComparer.Ordinal)];
    }

    public Task<SupervisorView> GetState() => Task.FromResult(new SupervisorView(
        _connectors.Count, _connectors.Values.Sum(c => c.TaskCount),
        _places.GroupBy(p => p.Value.ToParsableString()).ToDictionary(g => g.Key, g => g.Count())));

    public Task ReceiveReminder(string reminderName, TickStatus status) => ReconcileAsync();

    private Task ReconcileAsync()
    {
        if (!_reconciling.IsCompleted)
        {
            _again = true;
            return _reconciling;
        }

        return _reconciling = RunAsync();

        async Task RunAsync()
        {
            do
            {
                _again = false;
                try
                {
                    await LoadAsync();
                    await PlaceAllAsync();
                }
                catch (Exception e)
                {
                    LogFailed(logger, e);
                }
            }
            while (_again);
        }
    }

    /// <summary>Asks connectors that this activation knows only the names of.</summary>
    private async Task LoadAsync()
    {
        if (_loading.Count == 0) return;
        await Task.WhenAll(_loading.ToList().Select(async name =>
        {
            var summary = await GrainFactory.GetGrain<IConnectorGrain>(name).GetSummary();
            if (!_loading.Remove(name) || summary is null) return;
            _connectors[name] = summary;
        }));
    }

    private List<SiloAddress> Silos() => [.. membership.CurrentSnapshot.Members.Values
        .Where(m => m.Status == SiloStatus.Active && manifests.Current.Silos.ContainsKey(m.SiloAddress))
        .Select(m => m.SiloAddress).Order()];

    private async Task PlaceAllAsync()
    {
        var silos = Silos();
        var plan = Plan(silos);
        foreach (var gone in _places.Keys.Where(u => !plan.ContainsKey(u)).ToList()) _places.Remove(gone);
        await Parallel.ForEachAsync(plan, new ParallelOptions { MaxDegreeOfParallelism = 64, TaskScheduler = TaskScheduler.Current }, async (p, _) => await PlaceAsync(p.Key, p.Value));
    }

    /// <summary>What a change is about starts at once; evenness is looked after by the next round.</summary>
    private async Task RunOneAsync(ConnectorSummary summary)
    {
        Forget(summary.Name, summary.Target == TargetState.Stopped ? 0 : summary.TaskCount);
        try
        {
            var plan = Plan(Silos());
            await Task.WhenAll(UnitsOf(summary).Where(plan.ContainsKey).Select(u => PlaceAsync(u, plan[u])));
        }
        catch (Exception e)
        {
            LogFailed(logger, e);
        }
    }

    private Dictionary<Unit, SiloAddress> Plan(List<SiloAddress> silos)
    {
        var units = _connectors.Values.SelectMany(UnitsOf).Select(u => (u, _places.GetValueOrDefault(u))).ToList();
        var plan = Planner.Plan(units.Where(u => u.u.IsTask).ToList(), silos);
        foreach (var (unit, silo) in Planner.Plan(units.Where(u => !u.u.IsTask).ToList(), silos)) plan[unit] = silo;
        return plan;
    }

    private static IEnumerable<Unit> UnitsOf(ConnectorSummary connector) => Enumerable
        .Range(0, connector.Target == TargetState.Stopped ? 0 : connector.TaskCount).Select(n => new Unit(connector.Name, n)).Prepend(new Unit(connector.Name, -1));

    private void Forget(string connector, int tasks)
    {
        foreach (var unit in _places.Keys.Where(u => u.Connector == connector && u.Task >= tasks).ToList()) _places.Remove(unit);
    }

    private async Task PlaceAsync(Unit unit, SiloAddress silo)
    {
        if (!_connectors.TryGetValue(unit.Connector, out var connector)) return;
        try
        {
            RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
            var place = unit.IsTask
                ? await GrainFactory.GetGrain<ITaskGrain>(TaskKey.Of(unit.Connector, unit.Task)).EnsureRunning(connector.TaskVersion, connector.Target)
                : await GrainFactory.GetGrain<IConnectorGrain>(unit.Connector).EnsureRunning();
            _places[unit] = place.Silo;
            if (place.Silo.Equals(silo)) return;
            RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
            await (unit.IsTask
                ? GrainFactory.GetGrain<ITaskGrain>(TaskKey.Of(unit.Connector, unit.Task)).Move()
                : GrainFactory.GetGrain<IConnectorGrain>(unit.Connector).Move());
        }
        catch (Exception e)
        {
            // The silo is gone or full: the next round sees where it is best placed then.
            _places.Remove(unit);
            LogNotPlaced(logger, unit.Connector, unit.Task, e.Message);
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    /// <summary>A connector, or one of its tasks.</summary>
    private readonly record struct Unit(string Connector, int Task)
    {
        public bool IsTask => Task >= 0;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of the supervisor failed; the next one comes in two seconds")]
    private static partial void LogFailed(ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Connector} (task {Task}) could not be reached and is tried again: {Reason}")]
    private static partial void LogNotPlaced(ILogger logger, string connector, int task, string reason);
}
