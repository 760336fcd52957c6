using System.Collections;

namespace Connect.Sdk.Data;

/// <summary>Goes through the entries of any map; through those of a <see cref="ConnectMap"/> without an object for it.</summary>
internal struct MapEntries(IDictionary map)
{
    private readonly ConnectMap? _own = map as ConnectMap;
    private readonly IDictionaryEnumerator? _other = map is ConnectMap ? null : map.GetEnumerator();
    private int _at = -1;

    public readonly object? Key => _own is null ? _other!.Key : _own.EntryAt(_at).Key;

    public readonly object? Value => _own is null ? _other!.Value : _own.EntryAt(_at).Value;

    public bool MoveNext() => _own is null ? _other!.MoveNext() : ++_at < _own.Count;
}
