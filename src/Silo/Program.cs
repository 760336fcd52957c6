using System.CommandLine;
using Connect.Silo.Commands;

var root = new RootCommand("Kafka Connect for .NET, on Orleans.")
{
    BrokerCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
