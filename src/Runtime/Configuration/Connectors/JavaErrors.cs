using Connect.Kafka;
using Connect.Sdk.Errors;

namespace Connect.Runtime.Configuration.Connectors;

/// <summary>The names of errors in messages that tell a cause: those that users of Kafka Connect, and their tools, look for.</summary>
internal static class JavaErrors
{
    public static string ClassOf(Exception error) => error switch
    {
        ConfigException => "org.apache.kafka.common.config.ConfigException",
        KafkaClientException kafka => kafka.JavaClass,
        ConnectException when error.GetType().Assembly == typeof(ConnectException).Assembly => $"org.apache.kafka.connect.errors.{error.GetType().Name}",
        ConnectException => "org.apache.kafka.connect.errors.ConnectException",
        NullReferenceException => "java.lang.NullPointerException",
        InvalidCastException => "java.lang.ClassCastException",
        FileNotFoundException or DirectoryNotFoundException => "java.nio.file.NoSuchFileException",
        UnauthorizedAccessException => "java.nio.file.AccessDeniedException",
        IOException => "java.io.IOException",
        TimeoutException => "java.util.concurrent.TimeoutException",
        OutOfMemoryException => "java.lang.OutOfMemoryError",
        NotSupportedException => "java.lang.UnsupportedOperationException",
        ArgumentOutOfRangeException or IndexOutOfRangeException => "java.lang.IndexOutOfBoundsException",
        ArgumentException or FormatException => "java.lang.IllegalArgumentException",
        InvalidOperationException => "java.lang.IllegalStateException",
        ArithmeticException => "java.lang.ArithmeticException",
        _ => error.GetType().FullName!,
    };
}
