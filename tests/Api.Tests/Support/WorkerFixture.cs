namespace Connect.Api.Tests.Support;

/// <summary>One worker for all tests of a class; each uses connectors of its own.</summary>
public sealed class WorkerFixture : IAsyncLifetime
{
    internal RestRig Rig { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Rig = await RestRig.StartAsync();

    public ValueTask DisposeAsync() => Rig.DisposeAsync();
}
