using Connect.Runtime.Plugins;
using Microsoft.Extensions.Logging;

namespace Connect.Silo.Hosting;

/// <summary>What a command adds to the settings of a worker.</summary>
internal sealed record WorkerHostOptions
{
    public required ILoggerFactory Loggers { get; init; }

    /// <summary>Where state goes if <c>connect.data.dir</c> is not set.</summary>
    public required string DataFolder { get; init; }

    public IReadOnlyList<PluginClass> Plugins { get; init; } = [];

    /// <summary>State ends with the process, but for the offsets.</summary>
    public bool IsStandalone { get; init; }

    /// <summary><c>$XDG_DATA_HOME/connect</c> or <c>~/.local/share/connect</c>.</summary>
    public static string UserDataFolder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "connect");
}
