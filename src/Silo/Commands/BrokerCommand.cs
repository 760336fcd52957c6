using System.CommandLine;
using Connect.Broker.Hosting;

namespace Connect.Silo.Commands;

/// <summary><c>connect broker</c>: the embedded broker alone.</summary>
internal static class BrokerCommand
{
    public static Command Create()
    {
        var host = new Option<string>("--host") { Description = "The address to listen on.", DefaultValueFactory = _ => "127.0.0.1" };
        var port = new Option<int>("--port") { Description = "The port to listen on; 0 takes a free one.", DefaultValueFactory = _ => 9092 };
        var data = new Option<string>("--data") { Description = "The folder for the logs.", DefaultValueFactory = _ => "./connect-data/broker" };
        var config = new Option<FileInfo?>("--config") { Description = "A properties file with settings under Kafka's broker names." };
        var set = new Option<string[]>("--set")
        {
            Description = "One setting, key=value; wins over the file. May be given several times.",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("broker", "Runs the embedded Kafka broker alone.") { host, port, data, config, set };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(host), parsed.GetRequiredValue(port), parsed.GetRequiredValue(data), parsed.GetValue(config),
            parsed.GetValue(set) ?? [], cancellation));
        return command;
    }

    private static Task<int> RunAsync(string host, int port, string data, FileInfo? config, string[] settings, CancellationToken cancellation) =>
        Running.GuardAsync("connect broker", async loggers =>
        {
            var options = new EmbeddedBrokerOptions { Host = host, Port = port, DataDirectory = data };
            if (config is not null) options.ReadSettings(config.FullName);
            foreach (var setting in settings) options.AddSetting(setting);
            await using var broker = await EmbeddedBroker.StartAsync(options, loggers, TimeProvider.System, cancellation);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        }, cancellation);
}
