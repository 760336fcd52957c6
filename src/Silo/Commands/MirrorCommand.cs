using System.CommandLine;
using Connect.Connectors.Mirror.Dedicated;
using Connect.Runtime.Configuration.Worker;
using Connect.Runtime.Workers;
using Connect.Sdk.Errors;
using Connect.Silo.Hosting;

namespace Connect.Silo.Commands;

/// <summary><c>connect mirror</c>: copies clusters, as <c>connect-mirror-maker.sh</c>.</summary>
internal static class MirrorCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The properties file, as for connect-mirror-maker.sh." };
        var clusters = new Option<string[]>("--clusters") { Description = "Only copies to these clusters.", AllowMultipleArgumentsPerToken = true };
        var set = CommandOptions.Set();
        var command = new Command("mirror", "Copies topics, offsets and settings between clusters, with MirrorMaker's file.") { file, clusters, set };
        command.SetAction((parsed, cancellation) => Running.GuardAsync("connect mirror", async loggers =>
        {
            var path = parsed.GetRequiredValue(file);
            var properties = WorkerProperties.Gather(new Dictionary<string, string?>(), path, Environment.GetEnvironmentVariables(), parsed.GetValue(set) ?? []);
            var mirror = Read(path, properties, parsed.GetValue(clusters) ?? []);
            var options = new WorkerHostOptions { Loggers = loggers, DataFolder = WorkerHostOptions.UserDataFolder };
            await using var worker = await WorkerHost.StartAsync(WorkerDefinitions.Distributed, mirror.Worker(), options, cancellation);
            foreach (var config in mirror.Connectors())
                await worker.CreateConnectorAsync(new ConnectorFile(path, config["name"]!, config, TargetState.Started), cancellation);
            await worker.WaitForStopAsync(cancellation);
        }, cancellation));
        return command;
    }

    private static MirrorMakerConfig Read(string path, IReadOnlyDictionary<string, string?> properties, string[] targets)
    {
        try
        {
            return new MirrorMakerConfig(properties, targets);
        }
        catch (ConfigException e)
        {
            throw new StartException($"The file '{path}' cannot be used: {e.Message}");
        }
    }
}
