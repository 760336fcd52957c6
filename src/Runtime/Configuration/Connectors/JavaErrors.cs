using Connect.Sdk.Errors;

namespace Connect.Runtime.Configuration.Connectors;

/// <summary>The names of errors in messages that tell a cause.</summary>
internal static class JavaErrors
{
    public static string ClassOf(Exception error) => error switch
    {
        ConfigException => "org.apache.kafka.common.config.ConfigException",
        _ => $"org.apache.kafka.connect.errors.{error.GetType().Name}",
    };
}
