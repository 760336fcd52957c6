using System.Collections.Concurrent;
using System.Net;

namespace Connect.Broker.Server;

/// <summary>How many connections there are, in all and from each address; says no when one more would be too many.</summary>
internal sealed class ConnectionCount(ConnectionLimits limits)
{
    private readonly ConcurrentDictionary<IPAddress, int> _perAddress = new();
    private int _all;

    /// <summary>Null when the connection may stay, else why not. Pair every null with a <see cref="Leave"/>.</summary>
    public string? TryEnter(IPAddress address)
    {
        if (Interlocked.Increment(ref _all) > limits.MaxConnections)
        {
            Interlocked.Decrement(ref _all);
            return $"there are {limits.MaxConnections} connections already (max.connections)";
        }

        if (_perAddress.AddOrUpdate(address, 1, static (_, n) => n + 1) <= limits.MaxConnectionsPerAddress) return null;
        Leave(address);
        return $"there are {limits.MaxConnectionsPerAddress} connections from this address already (max.connections.per.ip)";
    }

    public void Leave(IPAddress address)
    {
        Interlocked.Decrement(ref _all);
        if (_perAddress.AddOrUpdate(address, 0, static (_, n) => n - 1) == 0)
            _perAddress.TryRemove(KeyValuePair.Create(address, 0));
    }
}
