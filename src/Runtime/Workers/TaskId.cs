using System.Globalization;

namespace Connect.Runtime.Workers;

/// <summary>Names a task (<c>org.apache.kafka.connect.util.ConnectorTaskId</c>).</summary>
/// <param name="Connector">The name of the connector.</param>
/// <param name="Number">The number of the task, from 0.</param>
public readonly record struct TaskId(string Connector, int Number)
{
    /// <summary><c>connector-number</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Connector}-{Number}");
}
