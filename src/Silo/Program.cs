using System.CommandLine;
using Connect.Silo.Commands;

var root = new RootCommand("Kafka Connect for .NET, on Orleans. Without a command: everything in one process, with a Kafka broker of its own.")
{
    BrokerCommand.Create(),
    DistributedCommand.Create(),
    QuickstartCommand.Create(),
    StandaloneCommand.Create(),
    MirrorCommand.Create(),
};
ConnectCommand.AddTo(root);

// Stopping drains tasks and commits their offsets, which takes longer than the two seconds that are the default.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(40) });
