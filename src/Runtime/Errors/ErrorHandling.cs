using Connect.Sdk.Configuration;
using Connect.Sdk.Errors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Errors;

/// <summary>The steps in which something can go wrong with a record (<c>org.apache.kafka.connect.runtime.errors.Stage</c>), by Kafka's names.</summary>
internal static class Stage
{
    public const string Transformation = "TRANSFORMATION";
    public const string KeyConverter = "KEY_CONVERTER";
    public const string ValueConverter = "VALUE_CONVERTER";
    public const string HeaderConverter = "HEADER_CONVERTER";
    public const string KafkaProduce = "KAFKA_PRODUCE";
}

/// <summary>
/// What a connector wants done with records that go wrong: <c>errors.tolerance</c>, <c>errors.retry.*</c> and <c>errors.log.*</c>
/// (<c>org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator</c>).
/// </summary>
internal sealed partial class ErrorHandling(ParsedConfig config, string task, ILogger logger)
{
    private readonly TimeSpan _maxDelay = TimeSpan.FromMilliseconds(config.GetLong("errors.retry.delay.max.ms"));
    private readonly long _retryTimeout = config.GetLong("errors.retry.timeout");
    private readonly bool _log = config.GetBoolean("errors.log.enable");
    private readonly bool _logMessages = config.GetBoolean("errors.log.include.messages");

    /// <summary>True for <c>errors.tolerance=all</c>: records that go wrong are left out.</summary>
    public bool Tolerates { get; } = config.GetRequiredString("errors.tolerance").Equals("all", StringComparison.OrdinalIgnoreCase);

    /// <summary>How long to wait before the next try of what failed in a way that may pass; null if that was the last.</summary>
    /// <param name="tries">How often it was tried.</param>
    /// <param name="spent">Since the first try.</param>
    public TimeSpan? DelayBeforeRetry(int tries, TimeSpan spent)
    {
        if (_retryTimeout == 0) return null;
        var delay = TimeSpan.FromMilliseconds(300 * Math.Pow(2, Math.Min(tries - 1, 20)));
        if (delay > _maxDelay) delay = _maxDelay * Random.Shared.NextDouble();
        if (_retryTimeout < 0) return delay;
        var left = TimeSpan.FromMilliseconds(_retryTimeout) - spent;
        return left <= TimeSpan.Zero ? null : delay < left ? delay : left;
    }

    /// <summary>Reports a record that went wrong.</summary>
    /// <param name="error">What went wrong.</param>
    /// <param name="stage">In which step.</param>
    /// <param name="className">The class that failed.</param>
    /// <param name="describe">The record, as the log shows it if messages are wanted there.</param>
    /// <exception cref="ConnectException">It is not tolerated.</exception>
    public void Report(Exception error, string stage, string className, Func<string> describe)
    {
        if (_log) LogError(logger, task, stage, className, _logMessages ? ", where " + describe() : "", error);
        if (!Tolerates) throw new ConnectException("Tolerance exceeded in error handler", error);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Error encountered in task {Task}. Executing stage '{Stage}' with class '{ClassName}'{Record}.")]
    private static partial void LogError(ILogger logger, string task, string stage, string className, string record, Exception error);
}
