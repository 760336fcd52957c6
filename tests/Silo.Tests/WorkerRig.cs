using Connect.Broker.Tests.Support;

namespace Connect.Silo.Tests;

/// <summary>A broker as a process, and a worker file for it.</summary>
internal sealed class WorkerRig : IDisposable
{
    private readonly TempFolder _folder = new();

    private WorkerRig(ConnectProcess broker, string address)
    {
        Broker = broker;
        Bootstrap = address;
        File.WriteAllText(WorkerFile, $"""
            bootstrap.servers={address}
            group.id=cluster
            key.converter=org.apache.kafka.connect.storage.StringConverter
            value.converter=org.apache.kafka.connect.storage.StringConverter
            config.storage.topic=configs
            offset.storage.topic=offsets
            status.storage.topic=status
            offset.flush.interval.ms=200
            listeners=http://127.0.0.1:0
            connect.data.dir={_folder.Path}/state
            """);
    }

    public ConnectProcess Broker { get; private set; }

    public string Bootstrap { get; }

    public string WorkerFile => PathOf("worker.properties");

    public static async Task<WorkerRig> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("connect-broker-").FullName;
        var broker = ConnectProcess.Start("broker", "--port", "0", "--data", folder);
        return new WorkerRig(broker, await broker.AddressAsync()) { BrokerFolder = folder };
    }

    public string PathOf(string file) => Path.Combine(_folder.Path, file);

    public ConnectProcess StartWorker(params string[] settings) => ConnectProcess.Start(["distributed", WorkerFile, .. settings]);

    /// <summary>Starts the broker again where it was.</summary>
    public async Task RestartBrokerAsync()
    {
        Broker.Dispose();
        Broker = ConnectProcess.Start("broker", "--port", Bootstrap.Split(':')[1], "--data", BrokerFolder);
        await Broker.AddressAsync();
    }

    public void Dispose()
    {
        Broker.Dispose();
        _folder.Dispose();
        Directory.Delete(BrokerFolder, recursive: true);
    }

    private string BrokerFolder { get; init; } = "";
}
