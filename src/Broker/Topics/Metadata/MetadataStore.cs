namespace Connect.Broker.Topics.Metadata;

/// <summary>The cluster's metadata, in memory and on the disk. Thread-safe.</summary>
internal sealed class MetadataStore : IDisposable
{
    /// <summary>Below this a journal is not worth rewriting.</summary>
    private const long WorthRewriting = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly MetadataState _state;
    private readonly MetadataJournal _journal;
    private long _lengthAfterRewrite;

    private MetadataStore(MetadataState state, MetadataJournal journal)
    {
        _state = state;
        _journal = journal;
    }

    /// <exception cref="DataFolderException">The journal cannot be understood.</exception>
    public static MetadataStore Open(string folder)
    {
        var state = new MetadataState();
        var store = new MetadataStore(state, MetadataJournal.Open(folder, state.Apply));
        store.RewriteIfLong();
        return store;
    }

    public bool IsEmpty => _journal.Length == 0;

    public List<StoredTopic> Topics()
    {
        lock (_lock) return [.. _state.Topics.Values];
    }

    /// <summary>True when folders of this topic may have been left by a removal that a crash cut short.</summary>
    public bool WasRemoved(string topic)
    {
        lock (_lock) return _state.RemovedNames.Contains(topic);
    }

    /// <summary>The folders of removed topics are gone: their names need not be remembered.</summary>
    public void ForgetRemoved()
    {
        lock (_lock) _state.RemovedNames.Clear();
    }

    public IReadOnlyDictionary<string, string> Settings(sbyte resourceType, string name)
    {
        lock (_lock) return _state.Settings.GetValueOrDefault((resourceType, name)) ?? new Dictionary<string, string>();
    }

    /// <summary>The names of resources of a type that have settings of their own.</summary>
    public List<string> NamesWithSettings(sbyte resourceType)
    {
        lock (_lock) return [.. _state.Settings.Keys.Where(k => k.Type == resourceType).Select(k => k.Name)];
    }

    /// <summary>Makes changes that belong together; they are on the disk when this returns.</summary>
    /// <exception cref="IOException">Nothing has changed.</exception>
    public void Change(params List<MetadataEntry> entries)
    {
        lock (_lock)
        {
            _journal.Append(entries);
            foreach (var entry in entries) _state.Apply(entry);
            _state.RemovedNames.Clear();
            RewriteIfLong();
        }
    }

    public void Dispose() => _journal.Dispose();

    /// <summary>Keeps the file in proportion to what is in it, however many topics come and go.</summary>
    private void RewriteIfLong()
    {
        if (_journal.Length < WorthRewriting || _journal.Length < 4 * _lengthAfterRewrite) return;
        _journal.Replace(_state.Snapshot());
        _lengthAfterRewrite = _journal.Length;
    }
}
