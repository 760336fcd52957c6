using System.CommandLine;
using Connect.Grains.Abstractions;
using Connect.Runtime.Workers;
using Connect.Silo.Hosting;
using Connect.Silo.Quickstart;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.Silo.Commands;

/// <summary><c>connect quickstart</c>: everything in one process, and a first pipeline in it.</summary>
internal static class QuickstartCommand
{
    public static Command Create()
    {
        var (data, port, restPort, set) = (CommandOptions.Data(), CommandOptions.BrokerPort(), CommandOptions.RestPort(), CommandOptions.Set());
        var command = new Command("quickstart", "Runs everything in one process, and a first pipeline that shows records as they flow.") { data, port, restPort, set };
        command.SetAction((parsed, cancellation) => Running.GuardAsync("connect quickstart", async loggers =>
        {
            var files = QuickstartFiles.Prepare(parsed.GetRequiredValue(data));
            await using var host = await EmbeddedHost.StartAsync(
                parsed.GetRequiredValue(data), parsed.GetRequiredValue(port), parsed.GetRequiredValue(restPort), parsed.GetValue(set) ?? [], loggers, cancellation);
            await RunAsync(host, files, cancellation);
        }, cancellation));
        return command;
    }

    private static async Task RunAsync(EmbeddedHost host, QuickstartFiles files, CancellationToken cancellation)
    {
        var grains = host.Worker.Services.GetRequiredService<IGrainFactory>();
        var url = host.Url;
        await Console.Out.WriteLineAsync(
            $"""

            access.log -> topic access-log -> {files.Output}
            Kafka broker  {host.BootstrapServers}
            REST API      {url}/connectors
            Dashboard     {url}/dashboard

            """);
        var (source, sourceConfig) = files.Connector("access-log-source.json");
        var (sink, sinkConfig) = files.Connector("access-log-sink.json");
        await PutAsync(grains, source, sourceConfig);
        // A consumer that subscribes to a topic before it exists learns of it late.
        await QuickstartProgress.WaitForRecordsAsync(grains, source, cancellation);
        await PutAsync(grains, sink, sinkConfig);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, host.Worker.Stopping);
        try
        {
            await new QuickstartProgress(grains, source, sink, Console.Out).FollowAsync(() => Console.Out.WriteLine(
                $"""

                All of it is through. Try next, in another terminal:
                  head -3 {files.Output}
                  curl {url}/connectors/{source}/status
                  curl -X PUT {url}/connectors/{sink}/pause
                  echo '203.0.113.9 - - [26/Nov/2026:10:15:30 +0000] "GET /hello HTTP/1.1" 200 5 "-" "me"' >> {Path.Combine(files.Folder, "access.log")}
                  curl -X PUT {url}/connectors/{sink}/resume
                Press Ctrl-C to stop.
                """), ending.Token);
        }
        catch (OperationCanceledException)
        {
            // That is the end.
        }
    }

    private static async Task PutAsync(IGrainFactory grains, string name, Dictionary<string, string?> config)
    {
        config["name"] = name;
        await grains.GetGrain<IConnectorGrain>(name).PutConfig(config, createOnly: false, TargetState.Started);
    }
}
