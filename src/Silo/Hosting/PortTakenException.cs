namespace Connect.Silo.Hosting;

/// <summary>The REST API cannot listen where it is to.</summary>
internal sealed class PortTakenException(string message) : StartException(message);
