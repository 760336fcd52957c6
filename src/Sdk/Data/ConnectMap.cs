using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Connect.Sdk.Data;

/// <summary>
/// A map as Connect's records hold it: any keys, null among them, compared by content, in the order they were first put. What converters and transforms
/// make is of this class; what they read may be any <see cref="IDictionary"/>.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is Connect's MAP.")]
public sealed class ConnectMap : IDictionary, IReadOnlyCollection<KeyValuePair<object?, object?>>
{
    private readonly OrderedDictionary<object, object?> _entries;

    /// <summary>An empty map.</summary>
    public ConnectMap() => _entries = new OrderedDictionary<object, object?>(ConnectEquality.Comparer);

    /// <summary>An empty map with room for entries.</summary>
    public ConnectMap(int capacity) => _entries = new OrderedDictionary<object, object?>(capacity, ConnectEquality.Comparer);

    /// <summary>A copy of another map.</summary>
    public ConnectMap(IDictionary other) : this(other.Count)
    {
        if (other is ConnectMap map)
        {
            foreach (var (key, value) in map._entries) _entries.Add(key, value);
            return;
        }

        var entries = other.GetEnumerator();
        while (entries.MoveNext()) this[KeyOf(entries)] = entries.Value;
    }

    /// <summary>Stands for the key null, which the dictionary below cannot hold.</summary>
    private static object NullKey { get; } = new();

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <inheritdoc/>
    public bool IsFixedSize => false;

    /// <inheritdoc/>
    public bool IsSynchronized => false;

    /// <inheritdoc/>
    public object SyncRoot => this;

    /// <summary>The keys, in order.</summary>
    public ICollection Keys => _entries.Keys.Select(FromInner).ToArray();

    /// <summary>The values, in order.</summary>
    public ICollection Values => _entries.Values;

    /// <summary>The value of a key, null if there is none. A key that is set again keeps its place.</summary>
    [AllowNull]
    public object? this[object? key]
    {
        get => _entries.GetValueOrDefault(key ?? NullKey);
        set => _entries[key ?? NullKey] = value;
    }

    /// <summary>The key of the entry an enumerator of any dictionary stands at.</summary>
    internal static object? KeyOf(IDictionaryEnumerator entries) => entries is Enumerator own ? own.NullableKey : entries.Key;

    /// <summary>Adds an entry whose key is not there yet.</summary>
    public void Add(object? key, object? value) => _entries.Add(key ?? NullKey, value);

    /// <inheritdoc/>
    public void Clear() => _entries.Clear();

    /// <inheritdoc/>
    public bool Contains(object? key) => _entries.ContainsKey(key ?? NullKey);

    /// <summary>The value of a key, if there is one.</summary>
    public bool TryGetValue(object? key, out object? value) => _entries.TryGetValue(key ?? NullKey, out value);

    /// <inheritdoc/>
    public void Remove(object? key) => _entries.Remove(key ?? NullKey);

    /// <inheritdoc/>
    public void CopyTo(Array array, int index)
    {
        foreach (var (key, value) in _entries) array.SetValue(new KeyValuePair<object?, object?>(FromInner(key), value), index++);
    }

    /// <inheritdoc/>
    public IDictionaryEnumerator GetEnumerator() => new Enumerator(_entries);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IEnumerator<KeyValuePair<object?, object?>> IEnumerable<KeyValuePair<object?, object?>>.GetEnumerator()
    {
        foreach (var (key, value) in _entries) yield return new KeyValuePair<object?, object?>(FromInner(key), value);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ConnectEquality.Equal(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => ConnectEquality.Hash(this);

    /// <summary>The entries as in Connect's messages, <c>{a=1, b=2}</c>.</summary>
    public override string ToString() => Java.JavaText.Of(this);

    private static object? FromInner(object key) => ReferenceEquals(key, NullKey) ? null : key;

    private sealed class Enumerator(OrderedDictionary<object, object?> entries) : IDictionaryEnumerator
    {
        private int _at = -1;

        public object? NullableKey => FromInner(entries.GetAt(_at).Key);

        public object Key => NullableKey!;

        public object? Value => entries.GetAt(_at).Value;

        public DictionaryEntry Entry => new(Key, Value);

        public object Current => Entry;

        public bool MoveNext() => ++_at < entries.Count;

        public void Reset() => _at = -1;
    }
}
