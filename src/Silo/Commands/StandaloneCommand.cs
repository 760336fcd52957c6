using System.CommandLine;
using Connect.Runtime.Configuration.Worker;
using Connect.Silo.Hosting;

namespace Connect.Silo.Commands;

/// <summary><c>connect standalone</c>: a worker by itself, as <c>connect-standalone.sh</c>.</summary>
internal static class StandaloneCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("worker") { Description = "The worker's properties file, as for connect-standalone.sh." };
        var connectors = new Argument<string[]>("connectors") { Description = "Files with connectors, .properties or .json.", Arity = ArgumentArity.ZeroOrMore };
        var set = CommandOptions.Set();
        var command = new Command("standalone", "Runs a worker by itself, with the connectors of files; their offsets are kept in a file.") { file, connectors, set };
        command.SetAction((parsed, cancellation) => Running.GuardAsync("connect standalone", async loggers =>
        {
            var configs = (parsed.GetValue(connectors) ?? []).Select(ConnectorFile.Read).ToList();
            var properties = WorkerProperties.Gather(
                new Dictionary<string, string?>(), parsed.GetRequiredValue(file), Environment.GetEnvironmentVariables(), parsed.GetValue(set) ?? []);
            var options = new WorkerHostOptions { Loggers = loggers, DataFolder = WorkerHostOptions.UserDataFolder, IsStandalone = true };
            await using var worker = await WorkerHost.StartAsync(WorkerDefinitions.Standalone, properties, options, cancellation);
            foreach (var config in configs) await worker.CreateConnectorAsync(config, cancellation);
            await worker.WaitForStopAsync(cancellation);
        }, cancellation));
        return command;
    }
}
