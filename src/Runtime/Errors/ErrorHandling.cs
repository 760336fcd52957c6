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
    public const string TaskPut = "TASK_PUT";
}

/// <summary>What went wrong with a record.</summary>
/// <param name="Error">The error.</param>
/// <param name="Stage">In which step.</param>
/// <param name="ClassName">The class that failed, by its name in configurations.</param>
internal readonly record struct Failure(Exception Error, string Stage, string ClassName);

/// <summary>
/// What a connector wants done with records that go wrong: <c>errors.tolerance</c>, <c>errors.retry.*</c> and <c>errors.log.*</c>
/// (<c>org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator</c>).
/// </summary>
internal sealed partial class ErrorHandling(ParsedConfig config, string task, ILogger logger)
{
    private readonly TimeSpan _maxDelay = TimeSpan.FromMilliseconds(config.GetLong("errors.retry.delay.max.ms"));
    private readonly long _retryTimeout = config.GetLong("errors.retry.timeout");
    private readonly bool _logMessages = config.GetBoolean("errors.log.include.messages");

    /// <summary>True for <c>errors.tolerance=all</c>: records that go wrong are left out.</summary>
    public bool Tolerates { get; } = config.GetRequiredString("errors.tolerance").Equals("all", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for <c>errors.log.enable</c>.</summary>
    public bool Logs { get; } = config.GetBoolean("errors.log.enable");

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

    /// <summary>Logs a record that went wrong, if <c>errors.log.enable</c> is set.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="describe">The record, as the log shows it if <c>errors.log.include.messages</c> is set.</param>
    public void Log(in Failure failure, Func<string> describe)
    {
        if (Logs) LogError(logger, task, failure.Stage, failure.ClassName, _logMessages ? ", where " + describe() : "", failure.Error);
    }

    /// <exception cref="ConnectException">Records that go wrong are not tolerated.</exception>
    public void ThrowUnlessTolerated(Exception error)
    {
        if (!Tolerates) throw new ConnectException("Tolerance exceeded in error handler", error);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Error encountered in task {Task}. Executing stage '{Stage}' with class '{ClassName}'{Record}.")]
    private static partial void LogError(ILogger logger, string task, string stage, string className, string record, Exception error);
}
