using System.CommandLine;
using Connect.Silo.Hosting;

namespace Connect.Silo.Commands;

/// <summary><c>connect</c>: everything in one process.</summary>
internal static class ConnectCommand
{
    public static void AddTo(RootCommand root)
    {
        var (data, port, restPort, set) = (CommandOptions.Data(), CommandOptions.BrokerPort(), CommandOptions.RestPort(), CommandOptions.Set());
        root.Add(data);
        root.Add(port);
        root.Add(restPort);
        root.Add(set);
        root.SetAction((parsed, cancellation) => Running.GuardAsync("connect", async loggers =>
        {
            await using var host = await EmbeddedHost.StartAsync(
                parsed.GetRequiredValue(data), parsed.GetRequiredValue(port), parsed.GetRequiredValue(restPort), parsed.GetValue(set) ?? [], loggers, cancellation);
            await Console.Out.WriteLineAsync(
                $"""
                Kafka broker  {host.BootstrapServers}
                REST API      {host.Url}/connectors
                Dashboard     {host.Url}/dashboard
                Press Ctrl-C to stop.
                """);
            await host.Worker.WaitForStopAsync(cancellation);
        }, cancellation));
    }
}
