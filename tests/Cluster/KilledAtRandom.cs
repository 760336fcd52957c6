using System.Text;
using Connect.Silo.Tests;

namespace Connect.Cluster.Tests;

/// <summary>Two workers and a broker that are killed at random, as a seed says; it remembers all that they told.</summary>
internal sealed class KilledAtRandom : IDisposable
{
    private const int LinesTold = 400;

    private readonly Random _random = new(NumberedRecords.Seed);
    private readonly string[] _settings;
    private readonly ConnectProcess[] _workers;
    private readonly StringBuilder _story = new();

    private KilledAtRandom(WorkerRig rig, string[] settings)
    {
        Rig = rig;
        _settings = settings;
        _workers = [rig.StartWorker(settings), rig.StartWorker(settings)];
    }

    public WorkerRig Rig { get; }

    public static async Task<KilledAtRandom> StartAsync(params string[] settings)
    {
        var rig = await WorkerRig.StartAsync();
        var started = new KilledAtRandom(rig, settings);
        try
        {
            await NumberedRecords.CreateTopicAsync(rig.Bootstrap);
            foreach (var worker in started._workers) await worker.ReadyAsync();
            return started;
        }
        catch
        {
            started.Dispose();
            throw;
        }
    }

    public async Task<WorkerClient> ClientAsync() => new(await _workers[0].ReadyAsync());

    /// <summary>Produces all records, round by round; in each something dies, or a task is restarted, while they are under way.</summary>
    /// <param name="connector">The connector whose tasks are restarted.</param>
    /// <param name="tasks">How many it has.</param>
    public async Task RunAsync(string connector, int tasks)
    {
        for (var round = 0; round < NumberedRecords.Rounds; round++)
        {
            NumberedRecords.Produce(Rig.Bootstrap, round);
            // Not a wait for anything: it chooses the moment.
            await Task.Delay(_random.Next(0, 1000), TestContext.Current.CancellationToken);
            switch (_random.Next(4))
            {
                case 2:
                    Tell(round, "the broker is killed", Rig.Broker.Output);
                    await Rig.RestartBrokerAsync();
                    break;
                case 3:
                    var task = _random.Next(tasks);
                    Tell(round, $"task {task} is restarted");
                    using (var client = await ClientAsync()) await client.SendAsync(HttpMethod.Post, $"/connectors/{connector}/tasks/{task}/restart");
                    break;
                case var worker:
                    _workers[worker].Kill();
                    Tell(round, $"worker {worker} is killed", _workers[worker].Output);
                    _workers[worker].Dispose();
                    _workers[worker] = Rig.StartWorker(_settings);
                    await _workers[worker].ReadyAsync();
                    break;
            }
        }
    }

    /// <summary>What happened, and the last that each process wrote.</summary>
    public string Story()
    {
        var story = new StringBuilder().Append(_story);
        for (var i = 0; i < _workers.Length; i++) story.AppendLine($"--- worker {i}").AppendLine(End(_workers[i].Output));
        return story.AppendLine("--- broker").AppendLine(End(Rig.Broker.Output)).ToString();
    }

    public void Dispose()
    {
        foreach (var worker in _workers) worker.Dispose();
        Rig.Dispose();
    }

    private static string End(string output) => string.Join('\n', output.Split('\n').TakeLast(LinesTold));

    private void Tell(int round, string what, string output = "") => _story.AppendLine($"--- {DateTime.Now:HH:mm:ss.fff} round {round}: {what}").AppendLine(End(output));
}
