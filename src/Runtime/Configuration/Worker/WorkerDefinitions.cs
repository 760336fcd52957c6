using Connect.Sdk.Configuration;
using Connect.Sdk.Configuration.Clients;

namespace Connect.Runtime.Configuration.Worker;

/// <summary>All settings of workers.</summary>
public static class WorkerDefinitions
{
    /// <summary>The settings of a distributed worker.</summary>
    public static ConfigDef Distributed { get; } =
        SaslSettings.AddTo(DistributedSettings.AddTo(SslSettings.AddTo(WorkerSettings.AddTo(new ConfigDef()))));

    /// <summary>The settings of a standalone worker.</summary>
    public static ConfigDef Standalone { get; } = StandaloneSettings.AddTo(SslSettings.AddTo(WorkerSettings.AddTo(new ConfigDef())));
}
