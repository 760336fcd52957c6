namespace Connect.Runtime.Workers;

/// <summary>What a user wants of a connector (<c>org.apache.kafka.connect.runtime.TargetState</c>).</summary>
public enum TargetState
{
    /// <summary>To run.</summary>
    Started,

    /// <summary>To hold on, with everything in place.</summary>
    Paused,

    /// <summary>To be without tasks.</summary>
    Stopped,
}

/// <summary>What a connector or task is doing (<c>org.apache.kafka.connect.runtime.AbstractStatus.State</c>); upper case in the REST API.</summary>
public enum WorkState
{
    /// <summary>No worker has it.</summary>
    Unassigned,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It holds on.</summary>
    Paused,

    /// <summary>It ended with an error.</summary>
    Failed,

    /// <summary>It is gone.</summary>
    Destroyed,

    /// <summary>It is about to be started again.</summary>
    Restarting,

    /// <summary>It was stopped; connectors only.</summary>
    Stopped,
}
