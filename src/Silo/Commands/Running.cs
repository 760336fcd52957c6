using Connect.Broker.Hosting;
using Connect.Silo.Hosting;
using Microsoft.Extensions.Logging;

namespace Connect.Silo.Commands;

/// <summary>What every command that serves has around it: logs, exit codes, and errors as lines for people.</summary>
internal static class Running
{
    public static async Task<int> GuardAsync(string command, Func<ILoggerFactory, Task> run, CancellationToken cancellation)
    {
        // The command line listens to signals once the command has returned to it; before, one would end the process at once.
        await Task.Yield();
        using var loggers = ConsoleLogging.Create();
        try
        {
            await run(loggers);
            return 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (e is StartException or BrokerStartException)
        {
            foreach (var line in e.Message.Split('\n')) await Console.Error.WriteLineAsync($"{command}: {line}");
            return 1;
        }
    }
}
