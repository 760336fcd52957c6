using System.Buffers;
using System.Collections;
using System.Text;
using Connect.Kafka;
using Connect.Runtime.Sources;
using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Runtime.Offsets;

/// <summary>
/// Reads and changes the offsets of connectors (KIP-875): those of sources in the runtime's store, those of sinks in their consumer group. The connector is asked first.
/// </summary>
public sealed class ConnectorOffsets(Worker worker)
{
    /// <summary>The committed offsets of a sink's consumer group.</summary>
    /// <exception cref="ConnectException">Kafka does not tell them.</exception>
    public async Task<IReadOnlyDictionary<TopicPartition, long>> ReadSinkAsync(
        string name, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        var (admin, group) = worker.SinkGroup(name, config);
        using var groups = new GroupAdmin(admin);
        return await ReadGroupAsync(groups, group, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sets offsets, or removes them where the new one is null.</summary>
    /// <param name="name">The name of the connector, which is stopped.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="offsets">JSON of partitions and offsets; the JSON <c>null</c> for a partition that is missing.</param>
    /// <param name="store">The offsets of the connector, if it is a source.</param>
    /// <param name="cancellationToken">Cancelled when the answer is no longer needed; what is written by then stays.</param>
    /// <returns>What to tell the user.</returns>
    /// <exception cref="OffsetRequestException">An offset has the wrong form.</exception>
    /// <exception cref="ConnectException">The connector or Kafka refuses them.</exception>
    public Task<string> AlterAsync(
        string name, IReadOnlyDictionary<string, string?> config, IReadOnlyList<StoredOffset> offsets, IOffsetStore store, CancellationToken cancellationToken) =>
        worker.Create(config).Connector switch
        {
            SinkConnector sink => AlterSinkAsync(name, config, sink, offsets, cancellationToken),
            SourceConnector source => ChangeSourceAsync(name, config, source, _ => offsets, store, "altered", cancellationToken),
            _ => throw new ConnectException($"Connector {name} is neither a source nor a sink"),
        };

    /// <summary>Removes all offsets.</summary>
    /// <param name="name">The name of the connector, which is stopped.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="store">The offsets of the connector, if it is a source.</param>
    /// <param name="cancellationToken">Cancelled when the answer is no longer needed.</param>
    /// <returns>What to tell the user.</returns>
    /// <exception cref="ConnectException">The connector or Kafka refuses it.</exception>
    public Task<string> ResetAsync(
        string name, IReadOnlyDictionary<string, string?> config, IOffsetStore store, CancellationToken cancellationToken) =>
        worker.Create(config).Connector switch
        {
            SinkConnector sink => ResetSinkAsync(name, config, sink, cancellationToken),
            SourceConnector source => ChangeSourceAsync(
                name, config, source, known => [.. known.Select(k => k with { Offset = null })], store, "reset", cancellationToken),
            _ => throw new ConnectException($"Connector {name} is neither a source nor a sink"),
        };

    private static async Task<string> ChangeSourceAsync(
        string name, IReadOnlyDictionary<string, string?> config, SourceConnector connector, Func<IReadOnlyList<StoredOffset>, IReadOnlyList<StoredOffset>> change,
        IOffsetStore store, string done,
        CancellationToken cancellationToken)
    {
        var known = await store.ReadAllAsync(cancellationToken).ConfigureAwait(false);
        var changes = Normalize(change(known), known);
        var checkedByConnector = await AskAsync(name, "source", () => connector.AlterOffsetsAsync(config, [.. changes.Values], cancellationToken)).ConfigureAwait(false);
        if (changes.Count > 0)
        {
            var buffer = new ArrayBufferWriter<byte>();
            var converter = SourceOffsets.NewConverter();
            await store.WriteAsync(
                [.. changes.Select(c => new StoredOffset(c.Key, c.Value.Offset is null ? null : SourceOffsets.ToJson((IDictionary)c.Value.Offset, converter, buffer)))],
                cancellationToken).ConfigureAwait(false);
        }

        return Message(checkedByConnector, done);
    }

    /// <summary>
    /// As they come back from the store, so that the connector sees what its tasks will see; of two for a partition the last counts. Tasks look partitions up by
    /// their text: one that is known keeps its own, whatever the order of its fields in the request; another gets the order that most connectors write, which is Java's.
    /// </summary>
    private static Dictionary<string, SourcePartitionOffset> Normalize(IReadOnlyList<StoredOffset> offsets, IReadOnlyList<StoredOffset> known)
    {
        var converter = SourceOffsets.NewConverter();
        var buffer = new ArrayBufferWriter<byte>();
        var keys = new Dictionary<IDictionary, string>(ByContent.Instance);
        foreach (var (partition, _) in known)
        {
            if (Read(partition) is { } map) keys.TryAdd(map, partition);
        }

        var changes = new Dictionary<string, SourcePartitionOffset>(StringComparer.Ordinal);
        foreach (var (partitionText, offsetText) in offsets)
        {
            var (partition, offset) = (Read(partitionText), offsetText is null ? null : Read(offsetText));
            var key = partition is null ? "null" : keys.GetValueOrDefault(partition) ?? SourceOffsets.ToJson(partition, converter, buffer);
            if (offset is not null) SourceOffsets.ToJson(offset, converter, buffer);
            changes[key] = new SourcePartitionOffset(partition?.AsTexts()!, offset?.AsTexts());
        }

        return changes;

        ConnectMap? Read(string json) => converter.Read(Encoding.UTF8.GetBytes(json)).Value is ConnectMap map ? InJavaOrder(map) : null;
    }

    private static ConnectMap InJavaOrder(ConnectMap map)
    {
        var ordered = new ConnectMap();
        foreach (var (key, value) in JavaHashOrder.Of(map, p => (string)p.Key!)) ordered[key!] = value;
        return ordered;
    }

    private async Task<string> AlterSinkAsync(
        string name, IReadOnlyDictionary<string, string?> config, SinkConnector connector, IReadOnlyList<StoredOffset> offsets, CancellationToken cancellationToken)
    {
        var changes = SinkOffsetForms.Parse(offsets);
        var checkedByConnector = await AskAsync(name, "sink", () => connector.AlterOffsetsAsync(config, changes, cancellationToken)).ConfigureAwait(false);
        var (admin, group) = worker.SinkGroup(name, config);
        using var groups = new GroupAdmin(admin);
        var altered = changes.ToDictionary(c => c.Key, c => c.Value is { } offset ? new OffsetAndMetadata(offset) : null);
        await ChangeGroupAsync(name, "alter", () => groups.AlterAsync(group, altered, cancellationToken)).ConfigureAwait(false);
        return Message(checkedByConnector, "altered");
    }

    private async Task<string> ResetSinkAsync(string name, IReadOnlyDictionary<string, string?> config, SinkConnector connector, CancellationToken cancellationToken)
    {
        var (admin, group) = worker.SinkGroup(name, config);
        using var groups = new GroupAdmin(admin);
        var known = await ReadGroupAsync(groups, group, cancellationToken).ConfigureAwait(false);
        var changes = known.Keys.ToDictionary(k => k, _ => (long?)null);
        var checkedByConnector = await AskAsync(name, "sink", () => connector.AlterOffsetsAsync(config, changes, cancellationToken)).ConfigureAwait(false);
        await ChangeGroupAsync(name, "reset", () => groups.DeleteAsync(group, cancellationToken)).ConfigureAwait(false);
        return Message(checkedByConnector, "reset");
    }

    private static async Task<IReadOnlyDictionary<TopicPartition, long>> ReadGroupAsync(GroupAdmin groups, string group, CancellationToken cancellationToken)
    {
        try
        {
            return (await groups.OffsetsAsync(group, cancellationToken).ConfigureAwait(false)).ToDictionary(o => o.Key, o => o.Value.Offset);
        }
        catch (Confluent.Kafka.KafkaException e)
        {
            throw new ConnectException($"Failed to retrieve consumer group offsets for connector group {group}: {e.Error.Reason}", e);
        }
    }

    private static async Task ChangeGroupAsync(string name, string action, Func<Task> change)
    {
        try
        {
            await change().ConfigureAwait(false);
        }
        catch (Confluent.Kafka.KafkaException e)
        {
            throw new ConnectException(
                e.Error.Code is Confluent.Kafka.ErrorCode.UnknownMemberId or Confluent.Kafka.ErrorCode.NonEmptyGroup or Confluent.Kafka.ErrorCode.GroupSubscribedToTopic
                    ? $"Failed to {action} consumer group offsets for connector {name} either because its tasks haven't stopped completely yet or the connector was resumed "
                        + $"before the request to {action} its offsets could be successfully completed. If the connector is in a stopped state, this operation can be safely "
                        + "retried. If it doesn't eventually succeed, the Connect cluster may need to be restarted to get rid of the zombie sink tasks."
                    : $"Failed to {action} consumer group offsets for connector {name}",
                e);
        }
    }

    private static async Task<bool> AskAsync(string name, string kind, Func<ValueTask<bool>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (NotSupportedException e)
        {
            throw new ConnectException($"Failed to modify offsets for connector {name} because it doesn't support external modification of offsets", e);
        }
        catch (Exception e) when (e is not (ConnectException or OperationCanceledException))
        {
            throw new ConnectException($"Failed to modify offsets for {kind} connector {name}", e);
        }
    }

    private static string Message(bool checkedByConnector, string done) => checkedByConnector
        ? $"The offsets for this connector have been {done} successfully"
        : $"The Connect framework-managed offsets for this connector have been {done} successfully. However, if this connector manages offsets externally, they will need to be "
            + $"manually {done} in the system that the connector uses.";
}
