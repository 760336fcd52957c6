using System.Net;
using Connect.Broker.Server;

namespace Connect.Broker.Tests.Server;

public sealed class ConnectionCountTests
{
    private static readonly IPAddress One = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress Two = IPAddress.Parse("10.0.0.2");

    [Fact]
    public void There_is_a_limit_for_all_connections()
    {
        var count = new ConnectionCount(new ConnectionLimits { MaxConnections = 2 });
        Assert.Null(count.TryEnter(One));
        Assert.Null(count.TryEnter(Two));
        Assert.Contains("max.connections", count.TryEnter(Two), StringComparison.Ordinal);
        count.Leave(One);
        Assert.Null(count.TryEnter(Two));
    }

    [Fact]
    public void There_is_a_limit_for_each_address()
    {
        var count = new ConnectionCount(new ConnectionLimits { MaxConnectionsPerAddress = 1 });
        Assert.Null(count.TryEnter(One));
        Assert.Contains("max.connections.per.ip", count.TryEnter(One), StringComparison.Ordinal);
        Assert.Null(count.TryEnter(Two));
        count.Leave(One);
        Assert.Null(count.TryEnter(One));
    }
}
