using System.Diagnostics.CodeAnalysis;
using Connect.Grains.Abstractions;
using Connect.Grains.Hosting;
using Connect.Grains.Offsets;
using Connect.Grains.Status;
using Connect.Grains.Tasks;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Providers;
using Connect.Runtime.Errors;
using Connect.Runtime.Offsets;
using Connect.Runtime.Workers;
using Microsoft.Extensions.Logging;
using Orleans.Placement;

namespace Connect.Grains.Connectors;

/// <summary>
/// Holds what a connector is configured to be and runs its instance. Calls answer when what they ask for is stored; the instance starts, stops and makes tasks
/// beside them.
/// </summary>
[KeepAlive, Immovable]
[SuppressMessage("Design", "CA1001", Justification = "What it owns ends when it deactivates.")]
internal sealed partial class ConnectorGrain(
    [PersistentState("connector")] IPersistentState<ConnectorState> state, Worker worker, WorkerIdentity identity, RunningWork running,
    ILogger<ConnectorGrain> logger)
    : Grain, IConnectorGrain
{
    // Shorter than what a call of a grain may take.
    private static readonly TimeSpan OffsetsTimeout = TimeSpan.FromSeconds(25);

    private ConnectorRunner? _runner;
    private StateReporter? _reporter;
    private Task _starting = Task.CompletedTask;

    private string Name => this.GetPrimaryKeyString();

    private ConnectorState State => state.State;

    private ISupervisorGrain Supervisor => GrainFactory.GetGrain<ISupervisorGrain>(0);

    private IStatusGrain Status => GrainFactory.GetGrain<IStatusGrain>(Name);

    public async Task<PutResult> PutConfig(Dictionary<string, string?> config, bool createOnly, TargetState initial)
    {
        var created = State.Config is null;
        if (!created && createOnly) return new PutResult(PutOutcome.Exists, null);
        if (created)
        {
            await Supervisor.Register(Name);
            (State.Target, State.Tasks, State.AppliedConfig) = (initial, [], null);
        }

        State.Config = config;
        State.ConfigRevision++;
        State.Instance++;
        await StoreAsync();
        await Supervisor.Update(Summary());
        if (!created) StartInstance();
        return new PutResult(created ? PutOutcome.Created : PutOutcome.Updated, Info());
    }

    public Task<PutResult> ReplaceConfig(Dictionary<string, string?> config, long revision) => State.Config is null || State.ConfigRevision != revision
        ? Task.FromResult(new PutResult(PutOutcome.Changed, null))
        : PutConfig(config, createOnly: false, State.Target);

    public async Task<OffsetsResult> ChangeOffsets(List<OffsetEntry>? offsets)
    {
        if (State.Config is not { } config) return new OffsetsResult(OffsetsOutcome.Unknown, $"Connector {Name} not found");
        if (State.Target != TargetState.Stopped || State.Tasks.Count > 0)
        {
            return new OffsetsResult(
                OffsetsOutcome.Refused,
                "Connectors must be in the STOPPED state before their offsets can be modified. This can be done for the specified connector by issuing a 'PUT' request "
                + $"to the '/connectors/{Name}/stop' endpoint");
        }

        using var patience = new CancellationTokenSource(OffsetsTimeout);
        try
        {
            // Tasks that were stopped and still hang must not write after what is written here.
            string? topic = null;
            if (worker.ExactlyOnce.TopicOf(config) is not null)
            {
                State.TaskVersion++;
                await StoreAsync();
                topic = await GrainFactory.GetGrain<IFencingGrain>(Name).Prepare(State.TaskVersion, 0, config);
            }

            var changes = new ConnectorOffsets(worker);
            var resolved = await worker.ResolveAsync(config, patience.Token);
            IOffsetStore store = topic is null
                ? new GrainOffsetStore(GrainFactory.GetGrain<IOffsetsGrain>(Name), -1, 0)
                : worker.ExactlyOnce.OffsetsIn(topic, Name, resolved);
            var message = offsets is null
                ? await changes.ResetAsync(Name, resolved, store, patience.Token)
                : await changes.AlterAsync(Name, resolved, offsets.ConvertAll(o => new StoredOffset(o.Partition, o.Offset)), store, patience.Token);
            return new OffsetsResult(OffsetsOutcome.Done, message);
        }
        catch (OffsetRequestException e)
        {
            return new OffsetsResult(OffsetsOutcome.Refused, e.Message);
        }
        catch (OperationCanceledException)
        {
            return new OffsetsResult(OffsetsOutcome.Failed, "Request timed out");
        }
        catch (Exception e)
        {
            LogOffsetsNotChanged(logger, Name, TraceText.Line(e));
            return new OffsetsResult(OffsetsOutcome.Failed, e.Message);
        }
    }

    public Task<ConnectorInfo?> GetInfo() => Task.FromResult(State.Config is null ? null : Info());

    public Task<List<Dictionary<string, string?>>?> GetTaskConfigs() => Task.FromResult(State.Config is null ? null : State.Tasks);

    public Task<TaskAssignment?> GetAssignment(int task) => Task.FromResult(
        State.Config is null || task < 0 || task >= State.Tasks.Count || State.Target == TargetState.Stopped
            ? null
            : new TaskAssignment(State.TaskVersion, State.AppliedConfig ?? State.Config, State.Tasks[task], State.Target, State.Tasks.Count));

    public Task<ConnectorSummary?> GetSummary() => Task.FromResult(State.Config is null ? null : Summary());

    public async Task<bool> SetTarget(TargetState target)
    {
        if (State.Config is null) return false;
        if (State.Target == target) return true;
        var stopped = target == TargetState.Stopped ? State.Tasks.Count : 0;
        State.Target = target;
        if (target == TargetState.Stopped)
        {
            State.Tasks = [];
            State.AppliedConfig = null;
        }

        await StoreAsync();
        await Supervisor.Update(Summary());
        if (_runner is null) StartInstance();
        else _runner.SetTarget(target);
        if (stopped > 0) await StopTasksAsync(0, stopped);
        return true;
    }

    public async Task<bool> Delete()
    {
        if (State.Config is null) return false;
        var tasks = State.Tasks.Count;
        state.State = new ConnectorState
        {
            Revision = State.Revision,
            Instance = State.Instance + 1,
            TaskVersion = State.TaskVersion,
            ConfigRevision = State.ConfigRevision + 1,
        };
        await StoreAsync();
        await Supervisor.Remove(Name);
        await StopInstanceAsync();
        await StopTasksAsync(0, tasks);
        await Status.Clear();
        DeactivateOnIdle();
        return true;
    }

    public async Task<long?> RestartInstance()
    {
        if (State.Config is null) return null;
        State.Instance++;
        await StoreAsync();
        StartInstance();
        return State.Instance;
    }

    public Task<Placement> EnsureRunning()
    {
        if (_runner is null && State.Config is not null && _starting.IsCompleted && !running.IsDraining) StartInstance();
        return Task.FromResult(new Placement(this.GetLocalSilo(), identity.WorkerId));
    }

    public Task Move()
    {
        MigrateOnIdle();
        return Task.CompletedTask;
    }

    public async Task PublishTasks(long instance, List<Dictionary<string, string?>> configs)
    {
        if (State.Config is null || instance != State.Instance || State.Target != TargetState.Started) return;
        if (State.AppliedConfig is { } applied && applied.IsSameAs(State.Config) && State.Tasks.Count == configs.Count && State.Tasks.Zip(configs).All(p => p.First.IsSameAs(p.Second)))
            return;
        var before = State.Tasks.Count;
        State.Tasks = configs;
        State.AppliedConfig = State.Config;
        State.TaskVersion++;
        await StoreAsync();
        await Supervisor.Update(Summary());
        if (before > configs.Count) await StopTasksAsync(configs.Count, before);
    }

    public Task<ConnectorView> GetState() => Task.FromResult(new ConnectorView(
        Name, State.Target.ToString().ToUpperInvariant(), SecretMasking.Mask(State.Config ?? []), State.Tasks.Count, identity.WorkerId));

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => await StopInstanceAsync();

    private ConnectorInfo Info() => new(Name, State.Config!, State.Tasks.Count, State.Target, State.ConfigRevision, State.Revision);

    private ConnectorSummary Summary() => new(Name, State.Revision, State.Tasks.Count, State.TaskVersion, State.Target);

    private async Task StoreAsync()
    {
        State.Revision++;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is in memory is not what is stored: the next activation reads what is.
            DeactivateOnIdle();
            throw;
        }
    }

    private async Task StopTasksAsync(int first, int count)
    {
        await Task.WhenAll(Enumerable.Range(first, count - first).Select(n => GrainFactory.GetGrain<ITaskGrain>(TaskKey.Of(Name, n)).Stop()));
        await Status.RemoveTasksFrom(first);
    }

    /// <summary>Starts the instance anew, after the one that runs has stopped; calls do not wait for it.</summary>
    private void StartInstance() => _starting = StartInstanceAsync(_starting);

    private async Task StartInstanceAsync(Task before)
    {
        await before;
        try
        {
            await StopInstanceAsync();
            if (State.Config is not { } config || running.IsDraining) return;
            var instance = State.Instance;
            var self = this.AsReference<IConnectorGrain>();
            _reporter = new StateReporter(Status, logger);
            var reporter = _reporter;
            string? version = null;
            try
            {
                var resolved = await worker.ResolveAsync(config, CancellationToken.None);
                IOffsetStore offsets = worker.ExactlyOnce.TopicOf(resolved) is { } topic
                    ? worker.ExactlyOnce.OffsetsIn(topic, Name, resolved)
                    : new GrainOffsetStore(GrainFactory.GetGrain<IOffsetsGrain>(Name), -1, 0);
                var runner = worker.CreateConnector(
                    Name, resolved, offsets, Report,
                    (configs, ending) => new ValueTask(self.PublishTasks(instance, [.. configs.Select(c => ConfigTransformer.WithReferences(c, config))]).WaitAsync(ending)));
                version = runner.Version;
                _runner = runner;
                running.Add(runner, () => runner.DisposeAsync().AsTask());
                runner.SetTarget(State.Target);
            }
            catch (Exception e)
            {
                LogNotStarted(logger, Name, TraceText.Line(e));
                Report(WorkState.Failed, TraceText.Of(e));
            }

            void Report(WorkState now, string? trace)
            {
                var report = new StateReport(now, identity.WorkerId, version, trace, instance);
                reporter.Report(status => status.PutConnector(report));
            }
        }
        catch (Exception e)
        {
            LogNotStarted(logger, Name, TraceText.Line(e));
        }
    }

    private async Task StopInstanceAsync()
    {
        if (_runner is { } runner)
        {
            _runner = null;
            await runner.DisposeAsync();
            running.Remove(runner);
        }

        if (_reporter is { } reporter)
        {
            _reporter = null;
            await reporter.DisposeAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The offsets of connector {Connector} could not be changed: {Reason}")]
    private static partial void LogOffsetsNotChanged(ILogger logger, string connector, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Connector {Connector} could not be started. It will not run until it is restarted or its configuration changes: {Reason}")]
    private static partial void LogNotStarted(ILogger logger, string connector, string reason);
}
