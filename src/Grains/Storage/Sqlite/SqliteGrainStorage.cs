using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Orleans.Storage;

namespace Connect.Grains.Storage.Sqlite;

/// <summary>Grain state as JSON in the store, a row a state; a write of an activation that does not know the newest row is refused.</summary>
internal sealed class SqliteGrainStorage(SqliteStore store) : IGrainStorage
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var (etag, payload) = await store.ReadAsync(connection => Read(connection, stateName, grainId));
        grainState.ETag = etag?.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = payload is not null;
        grainState.State = payload is null ? Activator.CreateInstance<T>() : JsonSerializer.Deserialize<T>(payload, Json)!;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await StoreAsync(stateName, grainId, grainState, JsonSerializer.SerializeToUtf8Bytes(grainState.State, Json));
        grainState.RecordExists = true;
    }

    /// <summary>The row stays without a payload, so that its number goes on: an old activation must not find itself up to date by chance.</summary>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await StoreAsync(stateName, grainId, grainState, null);
        grainState.RecordExists = false;
        grainState.State = Activator.CreateInstance<T>();
    }

    private static (long? ETag, byte[]? Payload) Read(SqliteConnection connection, string name, GrainId grain)
    {
        using var command = SqliteStore.Command(
            connection, "SELECT etag, payload FROM state WHERE name = $name AND grain = $grain", ("$name", name), ("$grain", grain.ToString()));
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1)) : (null, null);
    }

    private async Task StoreAsync<T>(string name, GrainId grain, IGrainState<T> grainState, byte[]? payload)
    {
        var known = grainState.ETag is null ? (long?)null : long.Parse(grainState.ETag, CultureInfo.InvariantCulture);
        var next = (known ?? 0) + 1;
        var stored = await store.WriteAsync(connection => known is null
            ? SqliteStore.Execute(
                connection, "INSERT INTO state (name, grain, etag, payload) VALUES ($name, $grain, $next, $payload) ON CONFLICT DO NOTHING",
                ("$name", name), ("$grain", grain.ToString()), ("$next", next), ("$payload", payload))
            : SqliteStore.Execute(
                connection, "UPDATE state SET etag = $next, payload = $payload WHERE name = $name AND grain = $grain AND etag = $known",
                ("$name", name), ("$grain", grain.ToString()), ("$next", next), ("$payload", payload), ("$known", known)));
        if (stored == 0) throw new InconsistentStateException($"The state '{name}' of {grain} was changed by another activation");
        grainState.ETag = next.ToString(CultureInfo.InvariantCulture);
    }
}
