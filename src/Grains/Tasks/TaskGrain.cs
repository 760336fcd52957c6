using System.Diagnostics.CodeAnalysis;
using Connect.Grains.Abstractions;
using Connect.Grains.Hosting;
using Connect.Grains.Offsets;
using Connect.Grains.Status;
using Connect.Runtime.Configuration;
using Connect.Runtime.Errors;
using Connect.Runtime.Sources.ExactlyOnce;
using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Microsoft.Extensions.Logging;
using Orleans.Placement;

namespace Connect.Grains.Tasks;

/// <summary>What is stored of a task.</summary>
public sealed class TaskState
{
    /// <summary>Grows with every activation and restart: what an earlier one still does is refused.</summary>
    public long Epoch { get; set; }
}

/// <summary>Owns the pump of one task. The pump runs off the grain's scheduler and never touches the grain; it is stopped before the grain goes.</summary>
[KeepAlive, Immovable]
[SuppressMessage("Design", "CA1001", Justification = "What it owns ends when it deactivates.")]
internal sealed partial class TaskGrain(
    [PersistentState("task")] IPersistentState<TaskState> state, Worker worker, WorkerIdentity identity, RunningWork running, ILogger<TaskGrain> logger)
    : Grain, ITaskGrain
{
    private TaskPump? _pump;
    private StateReporter? _reporter;
    private TaskAssignment? _assignment;
    private TaskRestarts? _restarts;
    private WorkState _state = WorkState.Unassigned;

    private TaskId Id => TaskKey.Parse(this.GetPrimaryKeyString());

    public async Task<Placement> EnsureRunning(long version, TargetState target)
    {
        if (running.IsDraining) return Here();
        if (_assignment is null || _assignment.Version < version)
        {
            await StartAsync();
        }
        else if (target == TargetState.Started && _state == WorkState.Failed && _restarts?.TryTake() == true)
        {
            LogRestart(logger, Id, _restarts.Attempts);
            await StartAsync(restarts: _restarts);
        }
        else
        {
            _pump?.SetTarget(target);
        }

        return Here();
    }

    public Task Move()
    {
        MigrateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<bool> Restart()
    {
        if (await Connector().GetAssignment(Id.Number) is not { } assignment) return false;
        await StartAsync(assignment);
        return true;
    }

    public async Task Stop()
    {
        await StopPumpAsync();
        _assignment = null;
        DeactivateOnIdle();
    }

    public Task ForgetTopics()
    {
        _pump?.ForgetTopics();
        return Task.CompletedTask;
    }

    public Task<TaskView> GetState() => Task.FromResult(new TaskView(
        Id.ToString(), _state.ToString().ToUpperInvariant(), _pump?.Records ?? 0, state.State.Epoch, identity.WorkerId,
        SecretMasking.Mask(_assignment?.TaskConfig ?? [])));

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => await StopPumpAsync();

    private Placement Here() => new(this.GetLocalSilo(), identity.WorkerId);

    private IConnectorGrain Connector() => GrainFactory.GetGrain<IConnectorGrain>(Id.Connector);

    /// <param name="assignment">What it is to do; null to ask for it.</param>
    /// <param name="restarts">What goes on counting if the task restarts by itself; null if somebody else starts it.</param>
    private async Task StartAsync(TaskAssignment? assignment = null, TaskRestarts? restarts = null)
    {
        assignment ??= await Connector().GetAssignment(Id.Number);
        if (assignment is null) return;
        await StopPumpAsync();

        // Stored before anything runs: whoever ran before can store nothing from here on.
        state.State.Epoch++;
        await state.WriteStateAsync();
        var (id, epoch) = (Id, state.State.Epoch);
        var offsets = GrainFactory.GetGrain<IOffsetsGrain>(id.Connector);
        await offsets.Fence(id.Number, epoch);
        _assignment = assignment;
        var connector = Connector();
        _reporter = new StateReporter(GrainFactory.GetGrain<IStatusGrain>(id.Connector), logger);
        var reporter = _reporter;
        string? version = null;
        _restarts = restarts;
        try
        {
            restarts ??= new TaskRestarts(RestartSettings.Of(worker.Config, assignment.ConnectorConfig), worker.Time);
            _restarts = restarts;
            var topic = worker.TypeOf(assignment.ConnectorConfig) == ConnectorType.Source
                ? await LostSilo.AskAgainAsync(
                    () => GrainFactory.GetGrain<IFencingGrain>(id.Connector).Prepare(assignment.Version, assignment.TaskCount, assignment.ConnectorConfig),
                    worker.Time, CancellationToken.None)
                : null;
            var connectorConfig = await worker.ResolveAsync(assignment.ConnectorConfig, CancellationToken.None);
            var taskConfig = await worker.ResolveAsync(assignment.TaskConfig, CancellationToken.None);
            IOffsetStore store = topic is null ? new GrainOffsetStore(offsets, id.Number, epoch) : worker.ExactlyOnce.OffsetsIn(topic, id.Connector, connectorConfig);
            var pump = worker.CreateTask(
                id, connectorConfig, taskConfig, assignment.Target, store, Report, used => reporter.Report(status => status.AddTopic(used)),
                topic is null ? null : new ExactlyOnceTask(topic, stop => ConfirmAsync(connector, offsets, id, epoch, assignment.Version, stop)));
            version = pump.Version;
            _pump = pump;
            running.Add(pump, () => pump.StopAsync(worker.Config.TaskShutdownTimeout));
            pump.Start();
        }
        catch (Exception e)
        {
            LogNotStarted(logger, id, TraceText.Line(e));
            Report(WorkState.Failed, TraceText.Of(e));
        }

        void Report(WorkState now, string? trace)
        {
            _state = now;
            if (now == WorkState.Failed) restarts?.OnFailed();
            var report = new StateReport(now, identity.WorkerId, version, trace, epoch);
            reporter.Report(status => status.PutTask(id.Number, report));
        }
    }

    /// <summary>
    /// A task takes over its transactional id only if it is the latest start of the latest version: it would end the producer of a later one. It asks once more after
    /// that, since it may have slept in between.
    /// </summary>
    private async Task ConfirmAsync(IConnectorGrain connector, IOffsetsGrain offsets, TaskId id, long epoch, long version, CancellationToken stopping)
    {
        try
        {
            await LostSilo.AskAgainAsync(() => offsets.Fence(id.Number, epoch), worker.Time, stopping);
        }
        catch (StaleTaskException)
        {
            throw new ConnectException($"Cannot start source task {id} with exactly-once support as it has already been revoked from this worker");
        }

        if (await LostSilo.AskAgainAsync(() => connector.GetAssignment(id.Number), worker.Time, stopping) is not { } now || now.Version != version)
            throw new ConnectException($"Cannot start source task {id} with exactly-once support as the connector has already generated a new set of task configs");
    }

    private async Task StopPumpAsync()
    {
        if (_pump is { } pump)
        {
            _pump = null;
            await pump.StopAsync(worker.Config.TaskShutdownTimeout);
            running.Remove(pump);
        }

        if (_reporter is { } reporter)
        {
            _reporter = null;
            await reporter.DisposeAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {Task} failed and is restarted by itself, as its configuration asks for (attempt {Attempt})")]
    private static partial void LogRestart(ILogger logger, TaskId task, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {Task} could not be started. It will not run until it is restarted or its configuration changes: {Reason}")]
    private static partial void LogNotStarted(ILogger logger, TaskId task, string reason);
}

internal static class GrainExtensions
{
    /// <summary>The silo that the grain is on.</summary>
    public static SiloAddress GetLocalSilo(this IGrainBase grain) => ((ILocalSiloDetails)grain.GrainContext.ActivationServices.GetService(typeof(ILocalSiloDetails))!).SiloAddress;
}
