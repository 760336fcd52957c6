using System.Net;
using System.Net.Sockets;
using Connect.Grains.Storage.Sqlite;
using Connect.Grains.Storage.Standalone;
using Connect.Grains.Supervision;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Storage;

namespace Connect.Grains.Hosting;

/// <summary>Sets up a silo of the runtime.</summary>
public static class ConnectSiloExtensions
{
    /// <summary>The runtime's grains, with state in a SQLite file that processes on one host share.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="clusterId">The name of the cluster, <c>group.id</c>.</param>
    /// <param name="store">The file.</param>
    /// <param name="siloPort">The port for other silos; 0 takes a free one.</param>
    public static ISiloBuilder AddConnect(this ISiloBuilder silo, string clusterId, SqliteStore store, int siloPort = 0)
    {
        silo.AddConnectGrains(clusterId);
        silo.Services.AddSingleton(store);
        silo.Services.AddSingleton(_ => new SiloLocks(store.Folder));
        silo.Services.AddSingleton<IMembershipTable, SqliteMembershipTable>();
        silo.Services.AddSingleton<IReminderTable, SqliteReminderTable>();
        silo.AddReminders();
        silo.Services.AddSingleton<IGrainStorage, SqliteGrainStorage>();
        silo.Configure<EndpointOptions>(o =>
        {
            o.AdvertisedIPAddress = IPAddress.Loopback;
            o.SiloPort = siloPort == 0 ? FreePort() : siloPort;
            o.GatewayPort = 0;
        });
        return silo;
    }

    /// <summary>The runtime's grains for a worker by itself.</summary>
    public static ISiloBuilder AddStandaloneConnect(this ISiloBuilder silo, StandaloneStorage storage)
    {
        silo.UseLocalhostClustering(FreePort(), 0, serviceId: "standalone", clusterId: "standalone");
        silo.AddConnectGrains("standalone");
        silo.UseInMemoryReminderService();
        silo.Services.AddSingleton<IGrainStorage>(storage);
        return silo;
    }

    /// <summary>The runtime's grains and settings, whatever keeps their state.</summary>
    public static ISiloBuilder AddConnectGrains(this ISiloBuilder silo, string clusterId)
    {
        silo.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (clusterId, clusterId));
        silo.Configure<ClusterMembershipOptions>(o =>
        {
            // A process that dies is noticed within about a second, one that hangs within about six.
            o.ProbeTimeout = TimeSpan.FromSeconds(1);
            o.MaxProbeTimeout = TimeSpan.FromSeconds(2);
            o.NumMissedProbesLimit = 3;
            o.NumVotesForDeathDeclaration = 2;
            o.TableRefreshTimeout = TimeSpan.FromSeconds(10);
            o.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            o.MaxJoinAttemptTime = TimeSpan.FromMinutes(2);
        });
        // With the default directory healthy silos lose tasks when another dies; with leases a dead silo's tasks would wait for 25 seconds.
        silo.AddDistributedGrainDirectory();
        silo.Configure<GrainDirectoryOptions>(o => o.RangeLeaseDuration = TimeSpan.Zero);
        silo.Services.AddSingleton<WorkerIdentity>();
        silo.Services.AddSingleton<RunningWork>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, DrainOnStop>();
        silo.Services.AddHostedService<MembershipWatcher>();
        return silo;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Stops pumps while the silo is still a member, so that their last offsets and states are stored.</summary>
    private sealed class DrainOnStop(RunningWork running) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle observer) => observer.Subscribe(
            nameof(DrainOnStop), ServiceLifecycleStage.Active + 1, _ => Task.CompletedTask, _ => running.DrainAsync());
    }
}
