using Connect.Runtime.Workers;

namespace Connect.Runtime.Sources.ExactlyOnce;

/// <summary>The offsets of a connector that writes exactly once: they are in a topic, where transactions put them together with the records.</summary>
internal sealed class TopicOffsetStore(ExactlyOnceSources sources, string connector, IReadOnlyDictionary<string, string?> config, string topic) : IOffsetStore
{
    public async ValueTask<IReadOnlyList<string?>> ReadAsync(IReadOnlyList<string> partitions, CancellationToken cancellationToken)
    {
        var offsets = await sources.ReadAsync(connector, config, topic, cancellationToken).ConfigureAwait(false);
        return [.. partitions.Select(p => offsets.GetValueOrDefault(p))];
    }

    public async ValueTask<IReadOnlyList<StoredOffset>> ReadAllAsync(CancellationToken cancellationToken) =>
        [.. (await sources.ReadAsync(connector, config, topic, cancellationToken).ConfigureAwait(false)).Select(o => new StoredOffset(o.Key, o.Value))];

    /// <summary>Writes in a transaction of its own, as the first task of the connector, which must not run: it is fenced by that.</summary>
    public async ValueTask WriteAsync(IReadOnlyList<StoredOffset> offsets, CancellationToken cancellationToken) =>
        await sources.WriteAsync(connector, config, topic, offsets, cancellationToken).ConfigureAwait(false);
}
