using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Connect.Grains.Storage.Sqlite;

/// <summary>
/// The silos of the cluster, in the store. Every change of a row moves the version of the table on, and is refused if another was faster. All silos are on this
/// host, so one that comes sees which of the others are gone: it need not wait until their last sign of life is old.
/// </summary>
internal sealed class SqliteMembershipTable(SqliteStore store, SiloLocks locks) : IMembershipTable
{
    public Task InitializeMembershipTable(bool tryInitTableVersion) => store.WriteAsync(connection =>
    {
        foreach (var (entry, _) in Entries(connection))
        {
            if (entry.Status == SiloStatus.Dead || locks.IsHeld(entry.SiloAddress)) continue;
            entry.Status = SiloStatus.Dead;
            SqliteStore.Execute(connection, "UPDATE membership SET version = version + 1");
            SqliteStore.Execute(connection, "UPDATE silo SET etag = etag + 1, entry = $entry, alive = $alive WHERE address = $address", Parameters(entry));
        }

        return 0;
    });

    public Task DeleteMembershipTableEntries(string clusterId) => store.WriteAsync(c => SqliteStore.Execute(c, "DELETE FROM silo"));

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => store.WriteAsync(connection =>
    {
        foreach (var (entry, _) in Entries(connection))
        {
            if (entry.Status == SiloStatus.Dead && entry.IAmAliveTime < beforeDate.UtcDateTime && entry.StartTime < beforeDate.UtcDateTime)
                SqliteStore.Execute(connection, "DELETE FROM silo WHERE address = $address", ("$address", entry.SiloAddress.ToParsableString()));
        }

        return 0;
    });

    public Task<MembershipTableData> ReadRow(SiloAddress key) => store.ReadAsync(c => Data(c, Entries(c).Where(e => e.Entry.SiloAddress.Equals(key))));

    public Task<MembershipTableData> ReadAll() => store.ReadAsync(c => Data(c, Entries(c)));

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion)
    {
        locks.Hold(entry.SiloAddress);
        return store.WriteAsync(connection => Insert(connection, entry, tableVersion));
    }

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => store.WriteAsync(connection =>
        ETagOf(connection, entry.SiloAddress) == etag && Advance(connection, tableVersion) && SqliteStore.Execute(
            connection, "UPDATE silo SET etag = etag + 1, entry = $entry, alive = $alive WHERE address = $address", Parameters(entry)) == 1);

    public Task UpdateIAmAlive(MembershipEntry entry) => store.WriteAsync(connection => SqliteStore.Execute(
        connection, "UPDATE silo SET alive = $alive WHERE address = $address",
        ("$address", entry.SiloAddress.ToParsableString()), ("$alive", entry.IAmAliveTime.Ticks)));

    private static bool Insert(SqliteConnection connection, MembershipEntry entry, TableVersion tableVersion) =>
        !Exists(connection, entry.SiloAddress) && Advance(connection, tableVersion) && SqliteStore.Execute(
            connection, "INSERT INTO silo (address, etag, entry, alive) VALUES ($address, 1, $entry, $alive)", Parameters(entry)) == 1;

    private static (string, object?)[] Parameters(MembershipEntry entry) =>
    [
        ("$address", entry.SiloAddress.ToParsableString()),
        ("$entry", JsonSerializer.Serialize(Row.Of(entry))),
        ("$alive", entry.IAmAliveTime.Ticks),
    ];

    private static bool Exists(SqliteConnection connection, SiloAddress silo) => ETagOf(connection, silo) is not null;

    private static string? ETagOf(SqliteConnection connection, SiloAddress silo)
    {
        using var command = SqliteStore.Command(connection, "SELECT etag FROM silo WHERE address = $address", ("$address", silo.ToParsableString()));
        return command.ExecuteScalar() is long etag ? etag.ToString(CultureInfo.InvariantCulture) : null;
    }

    private static bool Advance(SqliteConnection connection, TableVersion version) => SqliteStore.Execute(
        connection, "UPDATE membership SET version = $version WHERE version = $known",
        ("$version", version.Version), ("$known", long.Parse(version.VersionEtag, CultureInfo.InvariantCulture))) == 1;

    private static MembershipTableData Data(SqliteConnection connection, IEnumerable<(MembershipEntry Entry, string ETag)> entries)
    {
        using var command = SqliteStore.Command(connection, "SELECT version FROM membership");
        var version = (long)command.ExecuteScalar()!;
        return new MembershipTableData(
            [.. entries.Select(e => Tuple.Create(e.Entry, e.ETag))], new TableVersion((int)version, version.ToString(CultureInfo.InvariantCulture)));
    }

    private static List<(MembershipEntry Entry, string ETag)> Entries(SqliteConnection connection)
    {
        using var command = SqliteStore.Command(connection, "SELECT address, etag, entry, alive FROM silo");
        using var reader = command.ExecuteReader();
        var entries = new List<(MembershipEntry, string)>();
        while (reader.Read())
        {
            var entry = JsonSerializer.Deserialize<Row>(reader.GetString(2))!.ToEntry(SiloAddress.FromParsableString(reader.GetString(0)));
            entry.IAmAliveTime = new DateTime(reader.GetInt64(3), DateTimeKind.Utc);
            entries.Add((entry, reader.GetInt64(1).ToString(CultureInfo.InvariantCulture)));
        }

        return entries;
    }

    /// <summary>What is stored of a silo besides its address.</summary>
    private sealed record Row(
        SiloStatus Status, string HostName, string SiloName, string? RoleName, int ProxyPort, int UpdateZone, int FaultZone, DateTime StartTime, List<Suspicion> Suspicions)
    {
        public static Row Of(MembershipEntry entry) => new(
            entry.Status, entry.HostName, entry.SiloName, entry.RoleName, entry.ProxyPort, entry.UpdateZone, entry.FaultZone, entry.StartTime,
            [.. (entry.SuspectTimes ?? []).Select(s => new Suspicion(s.Item1.ToParsableString(), s.Item2))]);

        public MembershipEntry ToEntry(SiloAddress address) => new()
        {
            SiloAddress = address,
            Status = Status,
            HostName = HostName,
            SiloName = SiloName,
            RoleName = RoleName,
            ProxyPort = ProxyPort,
            UpdateZone = UpdateZone,
            FaultZone = FaultZone,
            StartTime = StartTime,
            SuspectTimes = [.. Suspicions.Select(s => Tuple.Create(SiloAddress.FromParsableString(s.Silo), s.Time))],
        };
    }

    private sealed record Suspicion(string Silo, DateTime Time);
}
