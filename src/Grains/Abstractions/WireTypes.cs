using System.Globalization;
using Connect.Runtime.Workers;

namespace Connect.Grains.Abstractions;

/// <summary>A connector as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("connect.info")]
public sealed record ConnectorInfo(
    [property: Id(0)] string Name,
    [property: Id(1)] Dictionary<string, string?> Config,
    [property: Id(2)] int TaskCount,
    [property: Id(3)] TargetState Target,
    [property: Id(4)] long ConfigRevision,
    [property: Id(5)] long Revision);

/// <summary>What came of storing a configuration.</summary>
[GenerateSerializer, Immutable, Alias("connect.put-result")]
public sealed record PutResult([property: Id(0)] PutOutcome Outcome, [property: Id(1)] ConnectorInfo? Info);

/// <summary>What came of storing a configuration.</summary>
public enum PutOutcome
{
    /// <summary>There was none before.</summary>
    Created,

    /// <summary>It replaced one.</summary>
    Updated,

    /// <summary>There is one, which was to be left alone.</summary>
    Exists,

    /// <summary>There is none, or another one than was read before.</summary>
    Changed,
}

/// <summary>What came of changing offsets.</summary>
[GenerateSerializer, Immutable, Alias("connect.offsets-result")]
public sealed record OffsetsResult([property: Id(0)] OffsetsOutcome Outcome, [property: Id(1)] string Message);

/// <summary>What came of changing offsets.</summary>
public enum OffsetsOutcome
{
    /// <summary>They are changed.</summary>
    Done,

    /// <summary>There is no such connector.</summary>
    Unknown,

    /// <summary>The request is wrong, or comes at the wrong time.</summary>
    Refused,

    /// <summary>The connector or Kafka does not take them.</summary>
    Failed,
}

/// <summary>What a task runs with.</summary>
[GenerateSerializer, Immutable, Alias("connect.assignment")]
public sealed record TaskAssignment(
    [property: Id(0)] long Version,
    [property: Id(1)] Dictionary<string, string?> ConnectorConfig,
    [property: Id(2)] Dictionary<string, string?> TaskConfig,
    [property: Id(3)] TargetState Target,
    [property: Id(4)] int TaskCount);

/// <summary>What the supervisor has to know of a connector.</summary>
/// <param name="Name">The name.</param>
/// <param name="Revision">Grows with every change, so that news that overtake each other are told apart.</param>
/// <param name="TaskCount">The number of its tasks.</param>
/// <param name="TaskVersion">The version of their configurations.</param>
/// <param name="Target">What it is wanted to do.</param>
[GenerateSerializer, Immutable, Alias("connect.summary")]
public sealed record ConnectorSummary(
    [property: Id(0)] string Name,
    [property: Id(1)] long Revision,
    [property: Id(2)] int TaskCount,
    [property: Id(3)] long TaskVersion,
    [property: Id(4)] TargetState Target);

/// <summary>Where a grain is.</summary>
[GenerateSerializer, Immutable, Alias("connect.placement")]
public sealed record Placement([property: Id(0)] SiloAddress Silo, [property: Id(1)] string WorkerId);

/// <summary>A state that a connector or task reports.</summary>
/// <param name="State">The state.</param>
/// <param name="WorkerId">Where it is: host and port of the REST API there.</param>
/// <param name="Version">The version of its class.</param>
/// <param name="Trace">Why it failed.</param>
/// <param name="Epoch">Of the activation that reports.</param>
[GenerateSerializer, Immutable, Alias("connect.report")]
public sealed record StateReport(
    [property: Id(0)] WorkState State,
    [property: Id(1)] string WorkerId,
    [property: Id(2)] string? Version,
    [property: Id(3)] string? Trace,
    [property: Id(4)] long Epoch);

/// <summary>The state of a task.</summary>
[GenerateSerializer, Immutable, Alias("connect.task-status")]
public sealed record TaskStatus([property: Id(0)] int Id, [property: Id(1)] StateReport Report);

/// <summary>The states of a connector and its tasks, the latter by number.</summary>
[GenerateSerializer, Immutable, Alias("connect.status-view")]
public sealed record StatusView([property: Id(0)] StateReport? Connector, [property: Id(1)] List<TaskStatus> Tasks);

/// <summary>An offset: JSON of the part of the source, and of where to go on there; null resets it.</summary>
[GenerateSerializer, Immutable, Alias("connect.offset")]
public sealed record OffsetEntry([property: Id(0)] string Partition, [property: Id(1)] string? Offset);

/// <summary>A connector for the dashboard.</summary>
[GenerateSerializer, Immutable, Alias("connect.connector-view")]
public sealed record ConnectorView(
    [property: Id(0)] string Name,
    [property: Id(1)] string Target,
    [property: Id(2)] Dictionary<string, string?> Config,
    [property: Id(3)] int TaskCount,
    [property: Id(4)] string WorkerId);

/// <summary>A task for the dashboard.</summary>
[GenerateSerializer, Immutable, Alias("connect.task-view")]
public sealed record TaskView(
    [property: Id(0)] string Task,
    [property: Id(1)] string State,
    [property: Id(2)] long Records,
    [property: Id(3)] long Epoch,
    [property: Id(4)] string WorkerId,
    [property: Id(5)] Dictionary<string, string?> Config);

/// <summary>What runs where, for the dashboard.</summary>
[GenerateSerializer, Immutable, Alias("connect.supervisor-view")]
public sealed record SupervisorView([property: Id(0)] int Connectors, [property: Id(1)] int Tasks, [property: Id(2)] Dictionary<string, int> UnitsBySilo);

/// <summary>A later activation of the task has taken over: this one must stop.</summary>
[GenerateSerializer, Alias("connect.stale-task")]
public sealed class StaleTaskException(string message) : Exception(message);

/// <summary>The keys of task grains: the name of the connector, a slash, the number.</summary>
public static class TaskKey
{
    /// <summary>The key of a task.</summary>
    public static string Of(string connector, int task) => string.Create(CultureInfo.InvariantCulture, $"{connector}/{task}");

    /// <summary>The task of a key.</summary>
    public static TaskId Parse(string key)
    {
        var slash = key.LastIndexOf('/');
        return new TaskId(key[..slash], int.Parse(key.AsSpan(slash + 1), CultureInfo.InvariantCulture));
    }
}
