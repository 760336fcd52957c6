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
    // Up to so many entries a look at each key is faster than hashing one.
    private const int SmallSize = 16;

    private Slot[] _slots;
    private int _count;

    // Beyond that, the entries are chained by the hashes of their keys.
    private Index? _index;

    /// <summary>An empty map.</summary>
    public ConnectMap() : this(0) { }

    /// <summary>An empty map with room for entries.</summary>
    public ConnectMap(int capacity) => _slots = capacity == 0 ? [] : new Slot[capacity];

    /// <summary>A copy of another map.</summary>
    public ConnectMap(IDictionary other) : this(other.Count + 1)
    {
        if (other is ConnectMap map)
        {
            Array.Copy(map._slots, _slots, map._count);
            _count = map._count;
            if (_count > SmallSize) _index = Index.Of(_slots, _count);
            return;
        }

        var entries = other.GetEnumerator();
        while (entries.MoveNext()) this[KeyOf(entries)] = entries.Value;
    }

    /// <inheritdoc/>
    public int Count => _count;

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <inheritdoc/>
    public bool IsFixedSize => false;

    /// <inheritdoc/>
    public bool IsSynchronized => false;

    /// <inheritdoc/>
    public object SyncRoot => this;

    /// <summary>The keys, in order.</summary>
    public ICollection Keys => Array.ConvertAll(_slots[.._count], s => s.Key);

    /// <summary>The values, in order.</summary>
    public ICollection Values => Array.ConvertAll(_slots[.._count], s => s.Value);

    /// <summary>The value of a key, null if there is none. A key that is set again keeps its place.</summary>
    [AllowNull]
    public object? this[object? key]
    {
        get => Find(key) is >= 0 and var at ? _slots[at].Value : null;
        set
        {
            var at = Find(key);
            if (at >= 0) _slots[at].Value = value;
            else Append(key, value);
        }
    }

    /// <summary>The key of the entry an enumerator of any dictionary stands at.</summary>
    internal static object? KeyOf(IDictionaryEnumerator entries) => entries is Enumerator own ? own.NullableKey : entries.Key;

    /// <summary>Adds an entry.</summary>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(object? key, object? value)
    {
        if (Find(key) >= 0) throw new ArgumentException("The key is in the map already", nameof(key));
        Append(key, value);
    }

    /// <inheritdoc/>
    public void Clear()
    {
        (_slots, _count, _index) = ([], 0, null);
    }

    /// <inheritdoc/>
    public bool Contains(object? key) => Find(key) >= 0;

    /// <summary>The value of a key, if there is one.</summary>
    public bool TryGetValue(object? key, out object? value)
    {
        var at = Find(key);
        value = at >= 0 ? _slots[at].Value : null;
        return at >= 0;
    }

    /// <inheritdoc/>
    public void Remove(object? key)
    {
        var at = Find(key);
        if (at < 0) return;
        _count--;
        Array.Copy(_slots, at + 1, _slots, at, _count - at);
        _slots[_count] = default;
        _index = _count > SmallSize ? Index.Of(_slots, _count) : null;
    }

    /// <inheritdoc/>
    public void CopyTo(Array array, int index)
    {
        foreach (var entry in (IEnumerable<KeyValuePair<object?, object?>>)this) array.SetValue(entry, index++);
    }

    /// <inheritdoc/>
    public IDictionaryEnumerator GetEnumerator() => new Enumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IEnumerator<KeyValuePair<object?, object?>> IEnumerable<KeyValuePair<object?, object?>>.GetEnumerator()
    {
        for (var i = 0; i < _count; i++) yield return new KeyValuePair<object?, object?>(_slots[i].Key, _slots[i].Value);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ConnectEquality.Equal(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => ConnectEquality.Hash(this);

    /// <summary>The entries as in Connect's messages, <c>{a=1, b=2}</c>.</summary>
    public override string ToString() => Java.JavaText.Of(this);

    /// <summary>The entry at a place, in order.</summary>
    internal (object? Key, object? Value) EntryAt(int index) => (_slots[index].Key, _slots[index].Value);

    /// <summary>Adds an entry whose key is known not to be there.</summary>
    internal void AddDistinct(object? key, object? value) => Append(key, value);

    private int Find(object? key)
    {
        if (_index is { } index) return index.Find(key, _slots);
        if (key is string text)
        {
            var slots = _slots.AsSpan(0, _count);
            for (var i = 0; i < slots.Length; i++)
            {
                if (slots[i].Key is string other && other == text) return i;
            }

            return -1;
        }

        for (var i = 0; i < _count; i++)
        {
            if (ConnectEquality.Equal(_slots[i].Key, key)) return i;
        }

        return -1;
    }

    private void Append(object? key, object? value)
    {
        if (_count == _slots.Length) Array.Resize(ref _slots, Math.Max(8, _count * 2));
        _slots[_count++] = new Slot { Key = key, Value = value };
        if (_index is not null) _index.Add(key, _count - 1);
        else if (_count > SmallSize) _index = Index.Of(_slots, _count);
    }

    private struct Slot
    {
        public object? Key;
        public object? Value;
    }

    private sealed class Enumerator(ConnectMap map) : IDictionaryEnumerator
    {
        private int _at = -1;

        public object? NullableKey => map._slots[_at].Key;

        public object Key => NullableKey!;

        public object? Value => map._slots[_at].Value;

        public DictionaryEntry Entry => new(Key, Value);

        public object Current => Entry;

        public bool MoveNext() => ++_at < map._count;

        public void Reset() => _at = -1;
    }

    /// <summary>Chains of entries, by the hashes of their keys.</summary>
    private sealed class Index
    {
        private int[] _hashes;
        private int[] _next;
        private int[] _first;
        private int _count;

        private Index(int size)
        {
            _hashes = new int[size];
            _next = new int[size];
            _first = new int[size];
        }

        public static Index Of(Slot[] slots, int count)
        {
            var index = new Index((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count * 2));
            for (var i = 0; i < count; i++) index.Add(slots[i].Key, i);
            return index;
        }

        /// <summary>Places are stored from 1, so that 0 ends a chain.</summary>
        public void Add(object? key, int at)
        {
            if (_count == _hashes.Length) Grow();
            _hashes[at] = HashOf(key);
            Link(at);
            _count++;
        }

        public int Find(object? key, Slot[] slots)
        {
            var hash = HashOf(key);
            for (var at = _first[hash & (_first.Length - 1)]; at != 0; at = _next[at - 1])
            {
                if (_hashes[at - 1] == hash && ConnectEquality.Equal(slots[at - 1].Key, key)) return at - 1;
            }

            return -1;
        }

        private static int HashOf(object? key) => key is string text ? text.GetHashCode(StringComparison.Ordinal) : ConnectEquality.Hash(key);

        private void Link(int at)
        {
            ref var first = ref _first[_hashes[at] & (_first.Length - 1)];
            _next[at] = first;
            first = at + 1;
        }

        private void Grow()
        {
            Array.Resize(ref _hashes, _count * 2);
            _next = new int[_count * 2];
            _first = new int[_count * 2];
            for (var i = 0; i < _count; i++) Link(i);
        }
    }
}
