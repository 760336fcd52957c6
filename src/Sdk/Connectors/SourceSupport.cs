namespace Connect.Sdk.Connectors;

/// <summary>Whether a source connector writes every record once (<c>org.apache.kafka.connect.source.ExactlyOnceSupport</c>).</summary>
public enum ExactlyOnceSupport
{
    /// <summary>It does.</summary>
    Supported,

    /// <summary>It may write records twice.</summary>
    Unsupported,
}

/// <summary>Whether a source connector says where transactions end (<c>org.apache.kafka.connect.source.ConnectorTransactionBoundaries</c>).</summary>
public enum ConnectorTransactionBoundaries
{
    /// <summary>It can.</summary>
    Supported,

    /// <summary>It cannot.</summary>
    Unsupported,
}

/// <summary>Where the transactions of a source task end (<c>SourceTask.TransactionBoundary</c>); in texts they are lower case.</summary>
public enum TransactionBoundary
{
    /// <summary>After each batch that is polled; the default.</summary>
    Poll,

    /// <summary>When <c>transaction.boundary.interval.ms</c> has passed.</summary>
    Interval,

    /// <summary>Where the task says, see <see cref="ITransactionContext"/>.</summary>
    Connector,
}
