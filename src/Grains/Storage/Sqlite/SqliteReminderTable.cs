using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Connect.Grains.Storage.Sqlite;

/// <summary>Reminders, in the store.</summary>
internal sealed class SqliteReminderTable(SqliteStore store) : IReminderTable
{
    private const string Columns = "SELECT grain, name, start, period, etag FROM reminder ";

    public async Task<ReminderTableData> ReadRows(GrainId grainId) => new(await store.ReadAsync(c => Read(c, "WHERE grain = $grain", ("$grain", grainId.ToString()))));

    /// <summary>The range of a ring: from behind its begin to its end.</summary>
    public async Task<ReminderTableData> ReadRows(uint begin, uint end) => new(await store.ReadAsync(c => Read(
        c, begin < end ? "WHERE hash > $begin AND hash <= $end" : "WHERE hash > $begin OR hash <= $end", ("$begin", (long)begin), ("$end", (long)end))));

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => (await store.ReadAsync(c => Read(
        c, "WHERE grain = $grain AND name = $name", ("$grain", grainId.ToString()), ("$name", reminderName)))).FirstOrDefault();

    public Task<string?> UpsertRow(ReminderEntry entry) => store.WriteAsync<string?>(connection =>
    {
        using var command = SqliteStore.Command(
            connection,
            "INSERT INTO reminder (grain, name, hash, start, period, etag) VALUES ($grain, $name, $hash, $start, $period, 1) "
                + "ON CONFLICT (grain, name) DO UPDATE SET start = $start, period = $period, etag = etag + 1 RETURNING etag",
            ("$grain", entry.GrainId.ToString()), ("$name", entry.ReminderName), ("$hash", (long)entry.GrainId.GetUniformHashCode()),
            ("$start", entry.StartAt.Ticks), ("$period", entry.Period.Ticks));
        return entry.ETag = ((long)command.ExecuteScalar()!).ToString(CultureInfo.InvariantCulture);
    });

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => store.WriteAsync(c => SqliteStore.Execute(
        c, "DELETE FROM reminder WHERE grain = $grain AND name = $name AND etag = $etag",
        ("$grain", grainId.ToString()), ("$name", reminderName), ("$etag", long.Parse(eTag, CultureInfo.InvariantCulture))) == 1);

    public Task TestOnlyClearTable() => store.WriteAsync(c => SqliteStore.Execute(c, "DELETE FROM reminder"));

    private static List<ReminderEntry> Read(SqliteConnection connection, string where, params ReadOnlySpan<(string, object?)> parameters)
    {
        using var command = SqliteStore.Command(connection, Columns + where, parameters);
        using var reader = command.ExecuteReader();
        var entries = new List<ReminderEntry>();
        while (reader.Read())
        {
            entries.Add(new ReminderEntry
            {
                GrainId = GrainId.Parse(reader.GetString(0), CultureInfo.InvariantCulture),
                ReminderName = reader.GetString(1),
                StartAt = new DateTime(reader.GetInt64(2), DateTimeKind.Utc),
                Period = TimeSpan.FromTicks(reader.GetInt64(3)),
                ETag = reader.GetInt64(4).ToString(CultureInfo.InvariantCulture),
            });
        }

        return entries;
    }
}
