namespace Connect.Sdk.Errors;

/// <summary>The root of the errors that connectors, converters, transforms and the runtime raise (<c>org.apache.kafka.connect.errors.ConnectException</c>).</summary>
public class ConnectException : Exception
{
    /// <summary>An error with a text for the operator.</summary>
    public ConnectException(string message) : base(message) { }

    /// <summary>An error with a text for the operator and what caused it.</summary>
    public ConnectException(string message, Exception? cause) : base(message, cause) { }
}

/// <summary>An error that may go away when the same call is made again (<c>RetriableException</c>); the runtime repeats it with back-off.</summary>
public class RetriableException : ConnectException
{
    /// <summary>An error with a text for the operator.</summary>
    public RetriableException(string message) : base(message) { }

    /// <summary>An error with a text for the operator and what caused it.</summary>
    public RetriableException(string message, Exception? cause) : base(message, cause) { }
}

/// <summary>Data that does not fit its schema, or cannot be converted (<c>DataException</c>). Repeating the call does not help.</summary>
public class DataException : ConnectException
{
    /// <summary>An error with a text for the operator.</summary>
    public DataException(string message) : base(message) { }

    /// <summary>An error with a text for the operator and what caused it.</summary>
    public DataException(string message, Exception? cause) : base(message, cause) { }
}

/// <summary>A wrong call of <see cref="Data.SchemaBuilder"/>.</summary>
public sealed class SchemaBuilderException : DataException
{
    /// <summary>An error with a text for the operator.</summary>
    public SchemaBuilderException(string message) : base(message) { }

    /// <summary>An error with a text for the operator and what caused it.</summary>
    public SchemaBuilderException(string message, Exception? cause) : base(message, cause) { }
}

/// <summary>A value that cannot be projected from one schema to another, see <see cref="Data.SchemaProjector"/>.</summary>
public sealed class SchemaProjectorException : DataException
{
    /// <summary>An error with a text for the operator.</summary>
    public SchemaProjectorException(string message) : base(message) { }

    /// <summary>An error with a text for the operator and what caused it.</summary>
    public SchemaProjectorException(string message, Exception? cause) : base(message, cause) { }
}

/// <summary>Bytes that are not what a serializer writes (<c>org.apache.kafka.common.errors.SerializationException</c>).</summary>
public sealed class SerializationException : Exception
{
    /// <summary>An error with a text for the operator.</summary>
    public SerializationException(string message) : base(message) { }

    /// <summary>An error with a text for the operator and what caused it.</summary>
    public SerializationException(string message, Exception? cause) : base(message, cause) { }
}

/// <summary>A setting that is missing, wrong, or wrong together with another (<c>org.apache.kafka.common.config.ConfigException</c>).</summary>
public class ConfigException : Exception
{
    /// <summary>An error with its whole text.</summary>
    public ConfigException(string message) : base(message) { }

    /// <summary>An error with its whole text and what caused it.</summary>
    public ConfigException(string message, Exception? cause) : base(message, cause) { }

    /// <summary>An error about one value: <c>Invalid value V for configuration N: reason</c>.</summary>
    public ConfigException(string name, object? value, string? reason = null)
        : base($"Invalid value {Java.JavaText.Of(value)} for configuration {name}{(reason is null ? "" : ": " + reason)}") { }
}
