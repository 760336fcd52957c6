using System.Collections;

namespace Connect.Sdk.Connectors;

/// <summary>
/// Reads the offsets that are stored for a source connector (<c>org.apache.kafka.connect.storage.OffsetStorageReader</c>). Partitions compare by content.
/// Offsets went through JSON: whole numbers come back as <see cref="long"/>, others as <see cref="double"/>.
/// </summary>
public interface IOffsetReader
{
    /// <summary>The offset of a part of the source, or null if there is none.</summary>
    /// <param name="partition">What <see cref="Records.SourceRecord.SourcePartition"/> has for it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Errors.ConnectException">The store cannot be read.</exception>
    ValueTask<IReadOnlyDictionary<string, object?>?> OffsetAsync(IDictionary partition, CancellationToken cancellationToken);

    /// <summary>The offsets of several parts, in their order; null where there is none. One trip to the store.</summary>
    /// <param name="partitions">What <see cref="Records.SourceRecord.SourcePartition"/> has for them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Errors.ConnectException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<IReadOnlyDictionary<string, object?>?>> OffsetsAsync(
        IReadOnlyCollection<IDictionary> partitions, CancellationToken cancellationToken);
}
