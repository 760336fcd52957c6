namespace Connect.Broker.Protocol.Wire;

/// <summary>The bytes are not a message of the announced kind and version. The connection that sent them is closed.</summary>
internal sealed class WireFormatException(string message) : Exception(message);
