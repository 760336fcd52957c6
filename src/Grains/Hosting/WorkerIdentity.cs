namespace Connect.Grains.Hosting;

/// <summary>How this worker is called in the status of connectors and tasks: host and port of its REST API.</summary>
public sealed class WorkerIdentity
{
    /// <summary>The identity; known when the REST API knows its port, which is before the silo starts.</summary>
    public string WorkerId { get; set; } = "unknown";
}
