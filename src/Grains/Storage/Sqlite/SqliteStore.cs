using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Connect.Grains.Storage.Sqlite;

/// <summary>
/// The SQLite file that holds the state of a cluster on one host: grains, membership, reminders. One thread writes, and commits what has gathered meanwhile at
/// once, so that a write to the disk serves many grains. Several processes may share the file.
/// </summary>
public sealed class SqliteStore : IAsyncDisposable
{
    private const int LargestGroup = 512;
    private static readonly string[] Schema =
    [
        "CREATE TABLE IF NOT EXISTS state (name TEXT NOT NULL, grain TEXT NOT NULL, etag INTEGER NOT NULL, payload BLOB, PRIMARY KEY (name, grain)) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS silo (address TEXT PRIMARY KEY, etag INTEGER NOT NULL, entry TEXT NOT NULL, alive INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS membership (id INTEGER PRIMARY KEY CHECK (id = 0), version INTEGER NOT NULL)",
        "INSERT OR IGNORE INTO membership (id, version) VALUES (0, 0)",
        "CREATE TABLE IF NOT EXISTS reminder (grain TEXT NOT NULL, name TEXT NOT NULL, hash INTEGER NOT NULL, start INTEGER NOT NULL, period INTEGER NOT NULL, "
            + "etag INTEGER NOT NULL, PRIMARY KEY (grain, name)) WITHOUT ROWID",
    ];

    private readonly Channel<Operation> _operations = Channel.CreateBounded<Operation>(new BoundedChannelOptions(100_000) { SingleReader = true });
    private readonly string _connectionString;
    private readonly SqliteConnection _writer;
    private readonly SqliteConnection _reader;
    private readonly Lock _reading = new();
    private readonly Task _loop;

    private SqliteStore(string folder, string connectionString)
    {
        Folder = folder;
        _connectionString = connectionString;
        _writer = Connect();
        try
        {
            Execute(_writer, "PRAGMA journal_mode=WAL");
            foreach (var statement in Schema) Execute(_writer, statement);
            _reader = Connect();
        }
        catch
        {
            _writer.Dispose();
            throw;
        }

        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The folder of the file.</summary>
    public string Folder { get; }

    /// <summary>Opens the file, or creates it.</summary>
    /// <exception cref="StoreException">It cannot be opened or written.</exception>
    public static SqliteStore Open(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new SqliteStore(Path.GetDirectoryName(Path.GetFullPath(path))!, new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 }.ConnectionString);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The state cannot be stored in '{path}': {e.Message}. Choose another folder with connect.data.dir, or free this one", e);
        }
    }

    /// <summary>Runs something that writes; it is on the disk when this returns. Others' writes are in the same transaction: what is refused must have changed nothing.</summary>
    internal async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken = default)
    {
        var operation = new Operation<T>(write);
        await _operations.Writer.WriteAsync(operation, cancellationToken).ConfigureAwait(false);
        return await operation.Completion.Task.ConfigureAwait(false);
    }

    /// <summary>Runs something that reads.</summary>
    internal Task<T> ReadAsync<T>(Func<SqliteConnection, T> read) => Task.Run(() =>
    {
        lock (_reading) return read(_reader);
    });

    /// <summary>Writes what waits and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_operations.Writer.TryComplete()) return;
        await _loop.ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _reader.DisposeAsync().ConfigureAwait(false);
    }

    internal static int Execute(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    internal static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        // FULL: what is acknowledged survives the loss of power, not only of the process.
        Execute(connection, "PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000");
        return connection;
    }

    private void Run()
    {
        var group = new List<Operation>(LargestGroup);
        while (_operations.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (group.Count < LargestGroup && _operations.Reader.TryRead(out var operation)) group.Add(operation);
            Commit(group);
            group.Clear();
        }
    }

    private void Commit(List<Operation> group)
    {
        try
        {
            Execute(_writer, "BEGIN IMMEDIATE");
            foreach (var operation in group) operation.Run(_writer);
            Execute(_writer, "COMMIT");
        }
        catch (SqliteException e)
        {
            TryRollBack();
            foreach (var operation in group) operation.Fail(new StoreException($"The state cannot be stored: {e.Message}", e));
            return;
        }

        foreach (var operation in group) operation.Complete();
    }

    private void TryRollBack()
    {
        try
        {
            Execute(_writer, "ROLLBACK");
        }
        catch (SqliteException)
        {
            // There is no transaction any more.
        }
    }

    private abstract class Operation
    {
        public abstract void Run(SqliteConnection connection);

        public abstract void Complete();

        public abstract void Fail(Exception error);
    }

    private sealed class Operation<T>(Func<SqliteConnection, T> write) : Operation
    {
        private T _result = default!;
        private Exception? _error;

        public TaskCompletionSource<T> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Run(SqliteConnection connection)
        {
            try
            {
                _result = write(connection);
            }
            catch (Exception e) when (e is not SqliteException)
            {
                _error = e;
            }
        }

        public override void Complete()
        {
            if (_error is not null) Completion.TrySetException(_error);
            else Completion.TrySetResult(_result);
        }

        public override void Fail(Exception error) => Completion.TrySetException(error);
    }
}

/// <summary>The store of the cluster's state cannot be used.</summary>
public sealed class StoreException(string message, Exception? cause = null) : Exception(message, cause);
