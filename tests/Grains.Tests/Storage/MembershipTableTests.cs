using System.Net;
using Connect.Broker.Tests.Support;
using Connect.Grains.Storage.Sqlite;

namespace Connect.Grains.Tests.Storage;

/// <summary>What Orleans wants of a membership table.</summary>
public sealed class MembershipTableTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private SqliteStore _store = null!;
    private SiloLocks _locks = null!;
    private SqliteMembershipTable _table = null!;

    public ValueTask InitializeAsync()
    {
        _store = SqliteStore.Open(Path.Combine(_folder.Path, "state.db"));
        _locks = new SiloLocks(_folder.Path);
        _table = new SqliteMembershipTable(_store, _locks);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _locks.Dispose();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_row_is_inserted_once_and_changed_by_who_knows_it_and_the_table()
    {
        var empty = await _table.ReadAll();
        var entry = Entry(1);
        Assert.True(await _table.InsertRow(entry, empty.Version.Next()));
        Assert.False(await _table.InsertRow(Entry(2), empty.Version.Next()));
        Assert.False(await _table.InsertRow(Entry(1), (await _table.ReadAll()).Version.Next()));

        var (row, etag) = Assert.Single((await _table.ReadRow(entry.SiloAddress)).Members);
        row.Status = SiloStatus.Active;
        row.SuspectTimes = [Tuple.Create(Entry(3).SiloAddress, new DateTime(2026, 11, 27, 0, 0, 0, DateTimeKind.Utc))];
        var version = (await _table.ReadAll()).Version;
        Assert.True(await _table.UpdateRow(row, etag, version.Next()));
        Assert.False(await _table.UpdateRow(row, etag, (await _table.ReadAll()).Version.Next()));
        var read = Assert.Single((await _table.ReadAll()).Members).Item1;
        Assert.Equal(SiloStatus.Active, read.Status);
        Assert.Equal(row.SuspectTimes, read.SuspectTimes);
        Assert.Equal((row.StartTime, row.SiloName, row.HostName), (read.StartTime, read.SiloName, read.HostName));
    }

    [Fact]
    public async Task A_sign_of_life_changes_no_version()
    {
        var entry = Entry(1);
        await _table.InsertRow(entry, (await _table.ReadAll()).Version.Next());
        var before = await _table.ReadAll();
        entry.IAmAliveTime = entry.IAmAliveTime.AddMinutes(5);
        await _table.UpdateIAmAlive(entry);
        var after = await _table.ReadAll();
        Assert.Equal(entry.IAmAliveTime, after.Members[0].Item1.IAmAliveTime);
        Assert.Equal((before.Version.Version, before.Members[0].Item2), (after.Version.Version, after.Members[0].Item2));
    }

    [Fact]
    public async Task Who_comes_sees_that_a_silo_is_gone_and_that_another_lives()
    {
        var gone = Entry(1);
        using (var ended = new SiloLocks(_folder.Path))
            await new SqliteMembershipTable(_store, ended).InsertRow(gone, (await _table.ReadAll()).Version.Next());
        await _table.InsertRow(Entry(2), (await _table.ReadAll()).Version.Next());

        await new SqliteMembershipTable(_store, new SiloLocks(_folder.Path)).InitializeMembershipTable(true);
        var silos = (await _table.ReadAll()).Members.ToDictionary(m => m.Item1.SiloAddress, m => m.Item1.Status);
        Assert.Equal(SiloStatus.Dead, silos[gone.SiloAddress]);
        Assert.Equal(SiloStatus.Joining, silos[Entry(2).SiloAddress]);
    }

    private static MembershipEntry Entry(int number) => new()
    {
        SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11000 + number), number),
        Status = SiloStatus.Joining,
        HostName = "host",
        SiloName = $"silo {number}",
        StartTime = new DateTime(2026, 11, 26, 10, 0, number, DateTimeKind.Utc),
        IAmAliveTime = new DateTime(2026, 11, 26, 10, 0, number, DateTimeKind.Utc),
    };
}
