using Connect.Sdk.Errors;

namespace Connect.Runtime.Workers;

/// <summary>A configuration names no connector class, or one that is not there; the text tells which there are.</summary>
public sealed class UnknownConnectorException(string message) : ConnectException(message);
