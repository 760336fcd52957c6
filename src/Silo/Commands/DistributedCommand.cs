using System.CommandLine;
using Connect.Runtime.Configuration.Worker;
using Connect.Silo.Hosting;

namespace Connect.Silo.Commands;

/// <summary><c>connect distributed</c>: a worker of a cluster, as <c>connect-distributed.sh</c>.</summary>
internal static class DistributedCommand
{
    private static readonly Dictionary<string, string?> Defaults = [];

    public static Command Create()
    {
        var file = new Argument<string?>("worker") { Description = "The worker's properties file, as for connect-distributed.sh.", Arity = ArgumentArity.ZeroOrOne };
        var set = CommandOptions.Set();
        var command = new Command("distributed", "Runs a worker of a cluster, with Kafka Connect's worker file.") { file, set };
        command.SetAction((parsed, cancellation) => Running.GuardAsync("connect distributed", async loggers =>
        {
            var properties = WorkerProperties.Gather(Defaults, parsed.GetValue(file), Environment.GetEnvironmentVariables(), parsed.GetValue(set) ?? []);
            var options = new WorkerHostOptions { Loggers = loggers, DataFolder = WorkerHostOptions.UserDataFolder };
            await using var worker = await WorkerHost.StartAsync(WorkerDefinitions.Distributed, properties, options, cancellation);
            await worker.WaitForStopAsync(cancellation);
        }, cancellation));
        return command;
    }
}
