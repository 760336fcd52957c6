using Connect.Grains.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connect.Silo;

/// <summary>Logs to standard error, a line an entry; what is logged can be changed while the process runs.</summary>
internal static class ConsoleLogging
{
    /// <summary>The levels of the process: all of its logger factories share them.</summary>
    public static LoggerLevels Levels { get; } = new(TimeProvider.System);

    public static ILoggerFactory Create() => LoggerFactory.Create(Configure);

    public static void Configure(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss.fff ";
            console.UseUtcTimestamp = true;
        });
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.AddProvider(Levels);
        logging.Services.AddSingleton<IConfigureOptions<LoggerFilterOptions>>(Levels);
        logging.Services.AddSingleton<IOptionsChangeTokenSource<LoggerFilterOptions>>(Levels);
    }
}
