using System.Text;
using Connect.Kafka;
using Connect.Kafka.Consuming;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources.ExactlyOnce;

/// <summary>The offsets in a topic, as of its end (<c>org.apache.kafka.connect.storage.KafkaOffsetBackingStore</c>). Safe for calls from several threads.</summary>
internal sealed partial class OffsetsTopic(ClientConfig consumer, string topic, ILogger logger) : IDisposable
{
    private readonly TopicReader _reader = new(consumer, topic);
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly OffsetRecords _records = new();
    private readonly Dictionary<string, Dictionary<string, string>> _offsets = new(StringComparer.Ordinal);

    /// <summary>The offsets of a connector by the part of the source, both JSON, after a read to the end.</summary>
    /// <exception cref="KafkaClientException">The topic cannot be read.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(string connector, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _reader.ReadToEndAsync(Add, cancellationToken).ConfigureAwait(false);
            return _offsets.TryGetValue(connector, out var found) ? new Dictionary<string, string>(found, StringComparer.Ordinal) : [];
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _one.Dispose();
    }

    private void Add(byte[]? key, byte[]? value)
    {
        if (key is null) return;
        if (_records.Parse(key, out var problem) is not var (connector, partition))
        {
            if (problem is not null) LogIgnored(logger, topic, problem);
            return;
        }

        var part = _records.Json(partition);
        if (!_offsets.TryGetValue(connector, out var offsets)) _offsets[connector] = offsets = new Dictionary<string, string>(StringComparer.Ordinal);
        if (value is null) offsets.Remove(part);
        else offsets[part] = Encoding.UTF8.GetString(value);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A record of the offsets topic {Topic} is ignored: its key is not of an offset, {Problem}")]
    private static partial void LogIgnored(ILogger logger, string topic, string problem);
}
