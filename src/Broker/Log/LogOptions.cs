using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Broker.Log;

/// <summary>What all partitions of a broker share.</summary>
internal sealed record LogOptions
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Open files of all partitions together.</summary>
    public FileHandles Files { get; init; } = new(512);

    /// <summary>Runs a short piece of work soon and elsewhere: flushing a segment that was closed.</summary>
    public Action<Action> InBackground { get; init; } = static work => ThreadPool.UnsafeQueueUserWorkItem(static w => w(), work, preferLocal: false);

    /// <summary>producer.id.expiration.ms</summary>
    public long ProducerIdExpirationMs { get; init; } = 24L * 3600 * 1000;
}

/// <summary>What is known of a partition from the last run.</summary>
/// <param name="CleanShutdown">The log was closed, all of it is whole: nothing is scanned.</param>
/// <param name="RecoveryPoint">Everything before this offset was flushed (recovery-point-offset-checkpoint); 0 when unknown.</param>
/// <param name="StartOffset">The first offset (log-start-offset-checkpoint); 0 when unknown.</param>
internal readonly record struct LogCheckpoint(bool CleanShutdown, long RecoveryPoint, long StartOffset);
