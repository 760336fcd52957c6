using System.Collections.Concurrent;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;
using Microsoft.Extensions.Logging;

namespace Connect.Testing.Tests;

/// <summary>What a source does wrong.</summary>
public enum Fault
{
    None,
    ForgetsOffsets,
    LosesWhatItRead,
    IgnoresCancellation,
    LeavesThreads,
    LogsPasswords,
    StopsForGood,
}

/// <summary>Reads a list in memory, and does it wrong as its configuration says.</summary>
public sealed class FaultySource : SourceConnector
{
    private static readonly ConcurrentDictionary<string, List<string>> Lists = new();

    public override ConfigDef Config { get; } = new ConfigDef()
        .Require("list", ConfigType.String, ConfigImportance.High, "The list that is read.")
        .Require("fault", ConfigType.String, ConfigImportance.High, "What is wrong.")
        .Define("token", ConfigType.Password, "", ConfigImportance.Low, "A secret.");

    public override Type TaskClass => typeof(FaultyTask);

    public static List<string> List(string name) => Lists.GetOrAdd(name, _ => []);

    public static void Remove(string name) => Lists.TryRemove(name, out _);
}

public sealed partial class FaultyTask : SourceTask
{
    private static readonly ConcurrentDictionary<string, int> Furthest = new();
    private static readonly ConcurrentDictionary<string, bool> Stopped = new();

    private readonly Dictionary<string, string> _partition = new() { ["list"] = "" };
    private string _name = "";
    private Fault _fault;
    private int _next;

    public override async ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        _name = config["list"]!;
        _fault = Enum.Parse<Fault>(config["fault"]!);
        var token = config.GetValueOrDefault("token");
        if (_fault == Fault.StopsForGood && Stopped.ContainsKey(_name)) throw new ConnectException("It was stopped");
        if (_fault == Fault.LogsPasswords) LogToken(Context.Logger, token);
        if (_fault == Fault.LeavesThreads) new Thread(() => Thread.Sleep(Timeout.Infinite)) { IsBackground = true, Name = "left behind" }.Start();
        var offset = await Context.OffsetReader.OffsetAsync(_partition, cancellationToken);
        if (_fault != Fault.ForgetsOffsets && offset?["next"] is long next) _next = (int)next;
        if (_fault == Fault.LosesWhatItRead) _next = Math.Max(_next, Furthest.GetValueOrDefault(_name));
    }

    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        var list = FaultySource.List(_name);
        while (true)
        {
            lock (list)
            {
                if (_next < list.Count)
                {
                    var record = new SourceRecord(_partition, new Dictionary<string, object> { ["next"] = _next + 1L }, "list", Schema.String, list[_next++]);
                    Furthest[_name] = _next;
                    return [record];
                }
            }

            await Task.Delay(10, _fault == Fault.IgnoresCancellation ? CancellationToken.None : cancellationToken);
        }
    }

    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        Stopped[_name] = true;
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The token is {Token}")]
    private static partial void LogToken(ILogger logger, string? token);
}
