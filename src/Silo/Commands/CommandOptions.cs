using System.CommandLine;

namespace Connect.Silo.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommandOptions
{
    public static Option<string[]> Set() => new("--set")
    {
        Description = "One worker setting, key=value; wins over the file and the environment. May be given several times.",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<string> Data() => new("--data") { Description = "The folder for everything that is kept.", DefaultValueFactory = _ => "./connect-data" };

    public static Option<int> RestPort() => new("--rest-port") { Description = "The port of the REST API.", DefaultValueFactory = _ => 8083 };

    public static Option<int> BrokerPort() => new("--port") { Description = "The port of the embedded Kafka broker.", DefaultValueFactory = _ => 9092 };
}
