namespace Connect.Sdk;

/// <summary>
/// The name of a plugin in configurations, if it is not the full name of its class: connectors, converters and the like that do the job of a well-known Java
/// class take that class's name, so that configurations need no change. The runtime reads it without loading the class.
/// </summary>
/// <param name="name">The name, as <c>org.apache.kafka.connect.file.FileStreamSourceConnector</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PluginAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
