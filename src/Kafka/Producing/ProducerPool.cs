using Microsoft.Extensions.Logging;

namespace Connect.Kafka.Producing;

/// <summary>
/// The producers of the process: tasks with equal settings share one, since each costs threads and connections whether it is used or not. A producer closes
/// with its last user.
/// </summary>
internal sealed class ProducerPool(ILogger<ProducerPool> logger) : IDisposable
{
    private readonly Dictionary<ClientConfig, Entry> _producers = [];
    private readonly Lock _lock = new();

    /// <summary>A producer with these settings; dispose of the lease to give it back.</summary>
    /// <exception cref="Connect.Sdk.Errors.ConfigException">A setting is wrong.</exception>
    public Lease Rent(ClientConfig config)
    {
        lock (_lock)
        {
            if (!_producers.TryGetValue(config, out var entry) || entry.Producer.IsBroken)
                _producers[config] = entry = new Entry(config, new SharedProducer(config, logger));
            entry.Users++;
            return new Lease(this, entry);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var entry in _producers.Values) entry.Producer.Dispose();
            _producers.Clear();
        }
    }

    private void Return(Entry entry)
    {
        lock (_lock)
        {
            if (--entry.Users > 0) return;
            if (_producers.GetValueOrDefault(entry.Config) == entry) _producers.Remove(entry.Config);
        }

        entry.Producer.Dispose();
    }

    /// <summary>The right to use a producer.</summary>
    internal sealed class Lease(ProducerPool pool, Entry entry) : IDisposable
    {
        private bool _returned;

        public SharedProducer Producer => entry.Producer;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _returned, true)) return;
            pool.Return(entry);
        }
    }

    internal sealed class Entry(ClientConfig config, SharedProducer producer)
    {
        public ClientConfig Config => config;

        public SharedProducer Producer => producer;

        public int Users { get; set; }
    }
}
