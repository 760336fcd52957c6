using System.Reflection;

namespace Connect.Sdk.Connectors;

/// <summary>The version of a plugin that names none: that of its assembly.</summary>
internal static class PluginVersion
{
    public static string Of(Type type)
    {
        var assembly = type.Assembly;
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        // The build appends the commit after a plus, which is of no use to a reader of the REST API.
        return version?.Split('+')[0] ?? assembly.GetName().Version?.ToString() ?? "unknown";
    }
}
