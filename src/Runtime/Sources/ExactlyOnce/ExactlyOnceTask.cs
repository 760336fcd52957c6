namespace Connect.Runtime.Sources.ExactlyOnce;

/// <summary>What a source task has to know to write exactly once.</summary>
/// <param name="OffsetsTopic">Where its offsets are.</param>
/// <param name="ConfirmAsync">Fails if the task has been replaced meanwhile.</param>
public sealed record ExactlyOnceTask(string OffsetsTopic, Func<CancellationToken, Task> ConfirmAsync);
