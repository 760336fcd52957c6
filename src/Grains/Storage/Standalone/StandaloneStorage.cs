using System.Collections.Concurrent;
using System.Text.Json;
using Connect.Grains.Offsets;
using Connect.Grains.Storage.Sqlite;
using Orleans.Storage;

namespace Connect.Grains.Storage.Standalone;

/// <summary>The state of a standalone worker: it ends with the process, but for the offsets, which are in a file that Kafka Connect's standalone worker reads, too.</summary>
public sealed class StandaloneStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string, GrainId), byte[]> _states = new();
    private readonly Dictionary<string, string> _offsets;
    private readonly Lock _lock = new();
    private readonly string _file;

    private StandaloneStorage(string file, Dictionary<string, string> offsets)
    {
        _file = file;
        _offsets = offsets;
    }

    /// <summary>Reads the offsets.</summary>
    /// <exception cref="StoreException">The file cannot be read, or is something else.</exception>
    public static StandaloneStorage Open(string file)
    {
        try
        {
            return new StandaloneStorage(file, File.Exists(file) ? JavaOffsetsFile.Read(File.ReadAllBytes(file)) : []);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new StoreException($"The offsets in '{file}' (offset.storage.file.filename) cannot be read: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var known = _states.TryGetValue((stateName, grainId), out var json);
        grainState.State = known ? JsonSerializer.Deserialize<T>(json!)! : Activator.CreateInstance<T>();
        grainState.RecordExists = known;
        if (!known && grainState.State is OffsetsState offsets) Fill(offsets, grainId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _states[(stateName, grainId)] = JsonSerializer.SerializeToUtf8Bytes(grainState.State);
        grainState.RecordExists = true;
        if (grainState.State is OffsetsState offsets) Save(offsets, grainId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _states.TryRemove((stateName, grainId), out _);
        grainState.State = Activator.CreateInstance<T>();
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    /// <summary>The keys in the file are <c>["connector",{partition}]</c>.</summary>
    private static string Prefix(GrainId grain) => $"[{JsonSerializer.Serialize(grain.Key.ToString())},";

    private void Fill(OffsetsState state, GrainId grain)
    {
        var prefix = Prefix(grain);
        lock (_lock)
        {
            foreach (var (key, value) in _offsets)
            {
                if (key.StartsWith(prefix, StringComparison.Ordinal)) state.Offsets[key[prefix.Length..^1]] = value;
            }
        }
    }

    private void Save(OffsetsState state, GrainId grain)
    {
        var prefix = Prefix(grain);
        lock (_lock)
        {
            foreach (var key in _offsets.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).ToList()) _offsets.Remove(key);
            foreach (var (partition, offset) in state.Offsets) _offsets[$"{prefix}{partition}]"] = offset;
            var temporary = _file + ".tmp";
            File.WriteAllBytes(temporary, JavaOffsetsFile.Write(_offsets));
            File.Move(temporary, _file, overwrite: true);
        }
    }
}
