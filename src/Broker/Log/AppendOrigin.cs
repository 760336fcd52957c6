namespace Connect.Broker.Log;

internal enum AppendOrigin
{
    /// <summary>A producer: everything is checked.</summary>
    Client,

    /// <summary>One of the broker's own coordinators writing to its topic: sequences are not checked.</summary>
    Coordinator,
}
