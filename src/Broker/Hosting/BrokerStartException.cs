namespace Connect.Broker.Hosting;

/// <summary>The broker cannot start; the message is one line that says why and what to do.</summary>
public sealed class BrokerStartException : Exception
{
    public BrokerStartException(string message)
        : base(message)
    {
    }

    public BrokerStartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
