namespace Connect.Broker.Server;

/// <summary>What came over a connection is not served; the connection is closed and the message logged in one line.</summary>
internal sealed class ConnectionRefusedException(string message) : Exception(message);
