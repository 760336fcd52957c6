using Connect.Sdk.Connectors;

namespace Connect.Runtime.Workers;

/// <summary>
/// The name that <c>task.class</c> has in the configurations of tasks. A connector with a name of Kafka's has tasks with the name of Kafka's: the same with
/// <c>Task</c> in the place of <c>Connector</c>.
/// </summary>
internal static class TaskClasses
{
    private const string Suffix = "Connector";

    public static string NameOf(string connectorClass, Connector connector)
    {
        if (connectorClass == connector.GetType().FullName) return connector.TaskClass.FullName!;
        return connectorClass.EndsWith(Suffix, StringComparison.Ordinal) ? connectorClass[..^Suffix.Length] + "Task" : connectorClass + "Task";
    }
}
