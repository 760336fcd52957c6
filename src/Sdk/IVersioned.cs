namespace Connect.Sdk;

/// <summary>A plugin that has a version (<c>org.apache.kafka.connect.components.Versioned</c>).</summary>
public interface IVersioned
{
    /// <summary>The version, as the REST API shows it.</summary>
    string Version { get; }
}
