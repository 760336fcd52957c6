using Connect.Broker.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the embedded broker to a host.</summary>
public static class EmbeddedBrokerServiceCollectionExtensions
{
    /// <summary>
    /// Adds a single-node Kafka broker that starts and stops with the host. Its address is told by <see cref="EmbeddedBrokerService"/>, which can be
    /// injected.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">The broker's options; the data folder is required.</param>
    public static IServiceCollection AddEmbeddedBroker(this IServiceCollection services, EmbeddedBrokerOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(provider => new EmbeddedBrokerService(
            options,
            provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance,
            provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<EmbeddedBrokerService>());
        return services;
    }
}
