using Connect.Api.Connectors;
using Connect.Api.Errors;
using Connect.Api.Json;
using Connect.Api.Plugins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.Api;

/// <summary>The REST API of Kafka Connect over the grains.</summary>
public static class ConnectApi
{
    private const string Commit = "unknown";

    /// <summary>Adds what the endpoints need.</summary>
    public static IServiceCollection AddConnectApi(this IServiceCollection services, KafkaCluster cluster)
    {
        services.AddSingleton(cluster);
        services.AddSingleton<ConnectorService>();
        return services;
    }

    /// <summary>Adds the endpoints.</summary>
    public static WebApplication MapConnectApi(this WebApplication app)
    {
        app.UseConnectErrors();
        app.UseRouting();
        app.MapGet("/", (KafkaCluster cluster) => Results.Json(
            new ServerInfo(Runtime.KafkaVersion.Text, Commit, cluster.Id), ApiJson.Relaxed.ServerInfo));
        app.MapConnectors();
        app.MapLifecycle();
        app.MapStatus();
        app.MapPlugins();
        return app;
    }
}

/// <summary>The Kafka cluster of the worker.</summary>
/// <param name="Id">Its id.</param>
public sealed record KafkaCluster(string? Id);
