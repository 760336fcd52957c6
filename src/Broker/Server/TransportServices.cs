using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Server;

/// <summary>
/// Kestrel's socket transport without Kestrel's HTTP server and without a web host, which would cost start-up time and memory for nothing.
/// Its parts are public only as an extension of <see cref="IWebHostBuilder"/>, so this is the least of one.
/// </summary>
internal sealed class TransportServices : IWebHostBuilder
{
    private readonly ServiceCollection _services = new();

    private TransportServices()
    {
    }

    public static IConnectionListenerFactory CreateListenerFactory(ILoggerFactory loggers)
    {
        var builder = new TransportServices();
        builder._services.AddOptions();
        builder._services.AddSingleton(loggers);
        builder._services.AddSingleton<IMemoryPoolFactory<byte>>(new TransportMemory());
        builder.UseSockets(options => options.Backlog = 1024);
        return builder._services.BuildServiceProvider().GetRequiredService<IConnectionListenerFactory>();
    }

    public IWebHostBuilder ConfigureServices(Action<IServiceCollection> configureServices)
    {
        configureServices(_services);
        return this;
    }

#pragma warning disable ASPDEPR008 // The member of an interface that is not obsolete itself.
    public IWebHost Build() => throw new InvalidOperationException("only the transport's services are wanted here");
#pragma warning restore ASPDEPR008

    public IWebHostBuilder ConfigureAppConfiguration(Action<WebHostBuilderContext, IConfigurationBuilder> configureDelegate) => this;

    public IWebHostBuilder ConfigureServices(Action<WebHostBuilderContext, IServiceCollection> configureServices) => this;

    public string? GetSetting(string key) => null;

    public IWebHostBuilder UseSetting(string key, string? value) => this;
}
