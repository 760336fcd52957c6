using System.Net;
using Connect.Api;
using Connect.Api.Http;
using Connect.Connectors.File;
using Connect.Connectors.Mirror.Checkpoints;
using Connect.Connectors.Mirror.Heartbeats;
using Connect.Connectors.Mirror.Topics;
using Connect.Grains.Abstractions;
using Connect.Grains.Hosting;
using Connect.Grains.Storage.Sqlite;
using Connect.Grains.Storage.Standalone;
using Connect.Runtime.Configuration.Connectors;
using Connect.Runtime.Configuration.Providers;
using Connect.Runtime.Configuration.Worker;
using Connect.Runtime.Plugins;
using Connect.Runtime.Workers;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Dashboard;

namespace Connect.Silo.Hosting;

/// <summary>A worker: the silo with the connectors and tasks, and the REST API in front of it.</summary>
internal sealed partial class WorkerHost : IAsyncDisposable
{
    // Stopping tasks flush and commit; an orchestrator that waits for a minute leaves room for that.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(25);

    private const string DashboardPath = "/dashboard";

    private readonly WebApplication _app;
    private readonly SqliteStore? _store;

    private WorkerHost(WebApplication app, SqliteStore? store, string workerId)
    {
        _app = app;
        _store = store;
        WorkerId = workerId;
    }

    /// <summary>Host and port of the REST API.</summary>
    public string WorkerId { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Cancelled when the process is told to end.</summary>
    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    /// <summary>Starts a worker; requests are served when this returns.</summary>
    /// <param name="definition">The settings that it has.</param>
    /// <param name="properties">What is set.</param>
    /// <param name="options">What the command adds.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="StartException">It cannot start.</exception>
    public static async Task<WorkerHost> StartAsync(
        ConfigDef definition, IReadOnlyDictionary<string, string?> properties, WorkerHostOptions options, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(definition, properties, options, cancellationToken);
            }
            catch (PortTakenException) when (attempt < 5 && properties.GetValueOrDefault("listeners")?.Split(',').Any(l => l.Trim().EndsWith(":0", StringComparison.Ordinal)) == true)
            {
                // The name of a worker holds its port, so a free one is chosen before it is listened on, and another process may be faster.
            }
        }
    }

    private static async Task<WorkerHost> StartOnceAsync(
        ConfigDef definition, IReadOnlyDictionary<string, string?> properties, WorkerHostOptions options, CancellationToken cancellationToken)
    {
        var logger = options.Loggers.CreateLogger<WorkerHost>();
        var plugins = new PluginClasses(PluginsOf(properties, options, logger));
        properties = await ResolveAsync(properties, plugins, cancellationToken);
        var config = Check(definition, properties, plugins, logger);
        var (listeners, adminListeners) = (RestListener.Of(config), RestListener.OfAdmin(config));
        var rest = OptionsOf(config, adminListeners);
        ConsoleLogging.Levels.SetDefaults(plugins.All.Keys, "INFO");
        var clusterId = await KafkaIdAsync(config, logger, cancellationToken);
        var store = options.IsStandalone ? null : OpenStore(config, options, clusterId);
        try
        {
            var app = Build(config, plugins, [.. listeners, .. adminListeners ?? []], clusterId, rest, silo => AddConnect(silo, config, store));
            var workerId = RestListener.WorkerId(config, listeners);
            app.Services.GetRequiredService<WorkerIdentity>().WorkerId = workerId;
            await StartAppAsync(app, listeners, cancellationToken);
            LogStarted(logger, workerId, config.GroupId, clusterId);
            return new WorkerHost(app, store, workerId);
        }
        catch
        {
            if (store is not null) await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates or updates a connector, as the REST API does.</summary>
    /// <exception cref="StartException">Its configuration is wrong.</exception>
    public async Task CreateConnectorAsync(ConnectorFile file, CancellationToken cancellationToken)
    {
        var worker = Services.GetRequiredService<Worker>();
        try
        {
            var result = await new ConnectorValidation(worker).ValidateAsync(file.Config, cancellationToken);
            if (result.ErrorCount > 0) throw new StartException($"The connector in '{file.Path}' is not valid:\n{string.Join('\n', result.Errors)}");
        }
        catch (ConnectException e)
        {
            throw new StartException($"The connector in '{file.Path}' cannot be created: {e.Message}");
        }

        await Services.GetRequiredService<IGrainFactory>().GetGrain<IConnectorGrain>(file.Name).PutConfig(file.Config, createOnly: false, file.Initial);
    }

    /// <summary>Waits until the process is told to end.</summary>
    public async Task WaitForStopAsync(CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Stopping);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, both.Token);
        }
        catch (OperationCanceledException)
        {
            // That is the end.
        }
    }

    /// <summary>Drains, commits, leaves the cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        if (_store is not null) await _store.DisposeAsync();
    }

    private static List<PluginClass> PluginsOf(IReadOnlyDictionary<string, string?> properties, WorkerHostOptions options, ILogger logger) =>
    [
        PluginClass.Of<FileStreamSourceConnector>("org.apache.kafka.connect.file.FileStreamSourceConnector"),
        PluginClass.Of<FileStreamSinkConnector>("org.apache.kafka.connect.file.FileStreamSinkConnector"),
        PluginClass.Of<MirrorSourceConnector>("org.apache.kafka.connect.mirror.MirrorSourceConnector"),
        PluginClass.Of<MirrorCheckpointConnector>("org.apache.kafka.connect.mirror.MirrorCheckpointConnector"),
        PluginClass.Of<MirrorHeartbeatConnector>("org.apache.kafka.connect.mirror.MirrorHeartbeatConnector"),
        .. options.Plugins,
        .. PluginPath.Find(properties.GetValueOrDefault("plugin.path"), logger),
    ];

    /// <summary>Settings of the worker may hold references to its own config providers; only <c>plugin.path</c> may not.</summary>
    private static async Task<IReadOnlyDictionary<string, string?>> ResolveAsync(
        IReadOnlyDictionary<string, string?> properties, PluginClasses plugins, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, IConfigProvider> providers = new Dictionary<string, IConfigProvider>();
        try
        {
            providers = ConfigProviders.Create(properties, plugins);
            return await new ConfigTransformer(providers).TransformAsync(properties, cancellationToken);
        }
        catch (ConfigException e)
        {
            throw new StartException(e.Message);
        }
        finally
        {
            foreach (var provider in providers.Values) provider.Dispose();
        }
    }

    /// <summary>One line for each setting that is wrong.</summary>
    private static WorkerConfig Check(ConfigDef definition, IReadOnlyDictionary<string, string?> properties, PluginClasses plugins, ILogger logger)
    {
        var errors = definition.Validate(properties, plugins).Values.SelectMany(v => v.Errors).ToList();
        if (errors.Count > 0) throw new StartException(string.Join('\n', errors));
        try
        {
            var config = new WorkerConfig(definition, properties, plugins);
            foreach (var name in config.Unknown) LogUnknown(logger, name);
            return config;
        }
        catch (ConfigException e)
        {
            throw new StartException(e.Message);
        }
    }

    private static RestOptions OptionsOf(WorkerConfig config, List<RestListener>? adminListeners)
    {
        try
        {
            return RestOptions.Of(config, adminListeners?.ConvertAll(l => l.Port));
        }
        catch (ConfigException e)
        {
            throw new StartException(e.Message);
        }
    }

    private static async Task<string> KafkaIdAsync(WorkerConfig config, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            return await ClusterInfo.WaitForIdAsync(config, logger, cancellationToken);
        }
        catch (ConfigException e)
        {
            throw new StartException(e.Message);
        }
    }

    private static SqliteStore OpenStore(WorkerConfig config, WorkerHostOptions options, string clusterId)
    {
        if (config.Properties.GetValueOrDefault("connect.storage") is { } storage && storage != "sqlite")
            throw new StartException($"connect.storage={storage} is not there yet: use sqlite");
        var folder = config.Properties.GetValueOrDefault("connect.data.dir") ?? options.DataFolder;
        try
        {
            return SqliteStore.Open(Path.Combine(folder, $"{FileNameOf(config.GroupId)}-{FileNameOf(clusterId)}", "state.db"));
        }
        catch (StoreException e)
        {
            throw new StartException(e.Message);
        }
    }

    private static string FileNameOf(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));

    private static WebApplication Build(
        WorkerConfig config, PluginClasses plugins, List<RestListener> listeners, string clusterId, RestOptions rest, Action<ISiloBuilder> addConnect)
    {
        var hasDashboard = config.Properties.GetValueOrDefault("connect.dashboard") is not "false";
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "connect", ContentRootPath = AppContext.BaseDirectory });
        ConsoleLogging.Configure(builder.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = rest.MaxBodyBytes;
            foreach (var listener in listeners) listener.AddTo(kestrel);
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddSingleton(services => new Worker(config, plugins, services.GetRequiredService<ILoggerFactory>(), TimeProvider.System));
        builder.Services.AddSingleton(ConsoleLogging.Levels);
        builder.Services.AddConnectApi(new KafkaCluster(clusterId), rest);
        builder.UseOrleans(silo =>
        {
            addConnect(silo);
            if (hasDashboard) silo.AddDashboard(o => o.HideTrace = true);
        });
        var app = builder.Build();
        if (hasDashboard) LazyBranch.AddTo(app, DashboardPath, IsLocal, endpoints => endpoints.MapOrleansDashboard(DashboardPath));
        app.UseConnectApi();
        return app;
    }

    /// <summary>The dashboard shows configurations and has no login: it is for this machine alone.</summary>
    private static bool IsLocal(HttpContext context) => context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);

    private static void AddConnect(ISiloBuilder silo, WorkerConfig config, SqliteStore? store)
    {
        if (store is not null)
        {
            silo.AddConnect(config.GroupId, store, Port(config, "connect.silo.port"));
            return;
        }

        try
        {
            silo.AddStandaloneConnect(StandaloneStorage.Open(config.Values.GetRequiredString("offset.storage.file.filename")));
        }
        catch (StoreException e)
        {
            throw new StartException(e.Message);
        }
    }

    private static int Port(WorkerConfig config, string key)
    {
        if (config.Properties.GetValueOrDefault(key) is not { } text) return 0;
        return ushort.TryParse(text, out var port) ? port : throw new StartException($"Invalid value {text} for configuration {key}: not a port");
    }

    private static async Task StartAppAsync(WebApplication app, List<RestListener> listeners, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            await StopQuietlyAsync(app);
            throw new PortTakenException(
                $"The REST API cannot listen on {string.Join(", ", listeners.Select(l => $"{l.Scheme}://{l.Host}:{l.Port}"))}: {e.InnerException?.Message ?? e.Message}. "
                + "Choose another port with --set listeners=http://:PORT");
        }
    }

    private static async Task StopQuietlyAsync(WebApplication app)
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Worker {WorkerId} of group {Group} is ready; Kafka cluster {Cluster}")]
    private static partial void LogStarted(ILogger logger, string workerId, string group, string cluster);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The configuration '{Name}' was supplied but isn't a known config.")]
    private static partial void LogUnknown(ILogger logger, string name);
}
