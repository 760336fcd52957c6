using Connect.Grains.Abstractions;
using Connect.Grains.Hosting;
using Connect.Runtime.Workers;
using Connect.Sdk.Errors;

namespace Connect.Grains.Offsets;

/// <summary>The offsets of a connector for one start of one of its tasks, or for the connector itself, which only reads.</summary>
internal sealed class GrainOffsetStore(IOffsetsGrain grain, int task, long epoch) : IOffsetStore
{
    public async ValueTask<IReadOnlyList<string?>> ReadAsync(IReadOnlyList<string> partitions, CancellationToken cancellationToken) =>
        await LostSilo.AskAgainAsync(() => grain.Read([.. partitions]), TimeProvider.System, cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<StoredOffset>> ReadAllAsync(CancellationToken cancellationToken) =>
        (await LostSilo.AskAgainAsync(grain.ReadAll, TimeProvider.System, cancellationToken).ConfigureAwait(false)).ConvertAll(o => new StoredOffset(o.Partition, o.Offset));

    public async ValueTask WriteAsync(IReadOnlyList<StoredOffset> offsets, CancellationToken cancellationToken)
    {
        try
        {
            await grain.Write(task, epoch, [.. offsets.Select(o => new OffsetEntry(o.Partition, o.Offset))]).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StaleTaskException e)
        {
            throw new ConnectException(e.Message, e);
        }
    }
}
