using Connect.Broker.Tests.Support;
using Connect.Grains.Storage.Sqlite;
using Orleans.Storage;

namespace Connect.Grains.Tests.Storage;

/// <summary>What Orleans wants of a storage: what is written is read, and who does not know the newest is refused.</summary>
public sealed class SqliteStorageTests : IAsyncLifetime
{
    private static readonly GrainId Grain = GrainId.Create("test", "one");

    private readonly TempFolder _folder = new();
    private SqliteStore _store = null!;
    private SqliteGrainStorage _storage = null!;

    public ValueTask InitializeAsync()
    {
        _store = SqliteStore.Open(Path.Combine(_folder.Path, "state.db"));
        _storage = new SqliteGrainStorage(_store);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_written_is_read_after_the_file_was_opened_again()
    {
        var written = await ReadAsync(Grain);
        Assert.False(written.RecordExists);
        written.State = new Counter { Value = 42 };
        await _storage.WriteStateAsync("counter", Grain, written);
        await _store.DisposeAsync();
        await InitializeAsync();

        var read = await ReadAsync(Grain);
        Assert.True(read.RecordExists);
        Assert.Equal((42, written.ETag), (read.State!.Value, read.ETag));
    }

    [Fact]
    public async Task One_of_two_that_write_at_once_is_refused()
    {
        var (one, other) = (await ReadAsync(Grain), await ReadAsync(Grain));
        await _storage.WriteStateAsync("counter", Grain, one);
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("counter", Grain, other));
        var late = await ReadAsync(Grain);
        await _storage.WriteStateAsync("counter", Grain, one);
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("counter", Grain, late));
    }

    [Fact]
    public async Task Of_many_first_writes_exactly_one_succeeds()
    {
        for (var round = 0; round < 20; round++)
        {
            var grain = GrainId.Create("test", $"race-{round}");
            var states = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReadAsync(grain)));
            var outcomes = await Task.WhenAll(states.Select(async s =>
            {
                try
                {
                    await _storage.WriteStateAsync("counter", grain, s);
                    return true;
                }
                catch (InconsistentStateException)
                {
                    return false;
                }
            }));
            Assert.Single(outcomes, o => o);
        }
    }

    [Fact]
    public async Task What_is_cleared_is_gone_and_an_old_activation_stays_refused()
    {
        var state = await ReadAsync(Grain);
        await _storage.WriteStateAsync("counter", Grain, state);
        var old = await ReadAsync(Grain);
        await _storage.ClearStateAsync("counter", Grain, state);
        var read = await ReadAsync(Grain);
        Assert.False(read.RecordExists);
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("counter", Grain, old));
        await _storage.WriteStateAsync("counter", Grain, read);
    }

    [Fact]
    public async Task Many_grains_write_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var grain = GrainId.Create("test", $"{i}");
            var state = await ReadAsync(grain);
            for (var n = 1; n <= 20; n++)
            {
                state.State = new Counter { Value = n };
                await _storage.WriteStateAsync("counter", grain, state);
            }
        }));
        for (var i = 0; i < 200; i++) Assert.Equal(20, (await ReadAsync(GrainId.Create("test", $"{i}"))).State!.Value);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told_with_its_setting()
    {
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");
        var error = Assert.Throws<StoreException>(() => SqliteStore.Open(Path.Combine(file, "below", "state.db")));
        Assert.Contains("connect.data.dir", error.Message, StringComparison.Ordinal);
    }

    private async Task<GrainState<Counter>> ReadAsync(GrainId grain)
    {
        var state = new GrainState<Counter>(new Counter());
        await _storage.ReadStateAsync("counter", grain, state);
        return state;
    }

    public sealed class Counter
    {
        public int Value { get; set; }
    }
}
