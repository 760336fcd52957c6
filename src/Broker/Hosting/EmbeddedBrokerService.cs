using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Hosting;

/// <summary>An embedded broker that lives as long as its host.</summary>
public sealed class EmbeddedBrokerService : IHostedService
{
    private readonly EmbeddedBrokerOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly TimeProvider _time;
    private EmbeddedBroker? _broker;

    internal EmbeddedBrokerService(EmbeddedBrokerOptions options, ILoggerFactory loggers, TimeProvider time)
    {
        _options = options;
        _loggers = loggers;
        _time = time;
    }

    /// <summary>The address for clients, <c>host:port</c>.</summary>
    /// <exception cref="InvalidOperationException">The host has not been started, or has been stopped.</exception>
    public string BootstrapServers => (_broker ?? throw new InvalidOperationException("The embedded broker is not running.")).BootstrapServers;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
        => _broker = await EmbeddedBroker.StartAsync(_options, _loggers, _time, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var broker = Interlocked.Exchange(ref _broker, null);
        if (broker is not null) await broker.DisposeAsync().ConfigureAwait(false);
    }
}
