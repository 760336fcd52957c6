using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Kafka.Native;

/// <summary>
/// What librdkafka has to say goes to the log of the process, quietly: it repeats itself with every try to connect, and what a user has to know is said by
/// the clients here, once.
/// </summary>
internal static unsafe partial class NativeLog
{
    private static ILogger _logger = NullLogger.Instance;

    public static void Use(ILogger logger) => _logger = logger;

    public static void AddTo(nint conf) => Librdkafka.rd_kafka_conf_set_log_cb(conf, &Write);

    [UnmanagedCallersOnly]
    private static void Write(nint handle, int level, byte* facility, byte* text)
    {
        var importance = level <= 2 ? LogLevel.Error : LogLevel.Debug;
        if (!_logger.IsEnabled(importance)) return;
        var (source, message) = (Librdkafka.Text(facility), Librdkafka.Text(text));
        Message(_logger, importance, source, message);
    }

    [LoggerMessage(Message = "librdkafka {Facility}: {Text}")]
    private static partial void Message(ILogger logger, LogLevel level, string facility, string text);
}
