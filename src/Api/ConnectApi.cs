using Connect.Api.Connectors;
using Connect.Api.Docs;
using Connect.Api.Http;
using Connect.Api.Json;
using Connect.Api.Logging;
using Connect.Api.Plugins;
using Connect.Api.Server;
using Connect.Grains.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Connect.Api;

/// <summary>The REST API of Kafka Connect over the grains.</summary>
public static class ConnectApi
{
    /// <summary>Adds what the endpoints need.</summary>
    public static IServiceCollection AddConnectApi(this IServiceCollection services, KafkaCluster cluster, RestOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(cluster);
        services.AddSingleton(options);
        services.AddSingleton<RequestBodies>();
        services.AddSingleton<ClusterLoggers>();
        services.AddSingleton<ConnectorService>();
        services.AddSingleton<ConnectorEndpoints>();
        services.AddSingleton<LifecycleEndpoints>();
        services.AddSingleton<StatusEndpoints>();
        services.AddSingleton<OffsetEndpoints>();
        services.AddSingleton<PluginEndpoints>();
        services.AddSingleton<LoggerEndpoints>();
        services.AddSingleton<ServerEndpoints>();
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<RestPipeline>(s, Operations(s)));
        return services;
    }

    /// <summary>Answers all requests that come here.</summary>
    public static WebApplication UseConnectApi(this WebApplication app)
    {
        DocsPages.AddTo(app);
        var pipeline = app.Services.GetRequiredService<RestPipeline>();
        app.Run(pipeline.InvokeAsync);
        return app;
    }

    private static IEnumerable<Operation> Operations(IServiceProvider services) =>
    [
        .. services.GetRequiredService<ServerEndpoints>().Operations,
        .. services.GetRequiredService<ConnectorEndpoints>().Operations,
        .. services.GetRequiredService<StatusEndpoints>().Operations,
        .. services.GetRequiredService<LifecycleEndpoints>().Operations,
        .. services.GetRequiredService<OffsetEndpoints>().Operations,
        .. services.GetRequiredService<PluginEndpoints>().Operations,
        .. services.GetRequiredService<LoggerEndpoints>().Operations,
    ];
}

/// <summary>The Kafka cluster of the worker.</summary>
/// <param name="Id">Its id.</param>
public sealed record KafkaCluster(string? Id);
