using Connect.Testing.Compliance;
using Connect.Testing.Support;
using Xunit.Sdk;

namespace Connect.Testing.Tests;

/// <summary>A suite is worth something if it finds what is wrong: each fault is found by the test that is there for it.</summary>
public sealed class SuiteTests
{
    [Fact]
    public Task Offsets_that_are_forgotten_are_found() => FindsAsync(Fault.ForgetsOffsets, s => s.It_goes_on_after_its_offsets());

    [Fact]
    public Task Records_that_are_lost_are_found() => FindsAsync(Fault.LosesWhatItRead, s => s.Nothing_is_lost_if_offsets_are_not_committed());

    [Fact]
    public Task Passwords_in_logs_are_found() => FindsAsync(Fault.LogsPasswords, s => s.Secrets_are_shown_nowhere());

    [Fact]
    public Task A_source_that_cannot_be_started_again_is_found() => FindsAsync(Fault.StopsForGood, s => s.It_starts_stops_and_starts_again());

    [Fact]
    public async Task Threads_that_are_left_are_found()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self/task"), "Threads of a process are told by Linux only");
        await FindsAsync(Fault.LeavesThreads, s => s.No_thread_and_no_socket_is_left());
    }

    [Fact]
    public Task A_poll_that_goes_on_after_it_was_cancelled_is_found() => FindsAsync(Fault.IgnoresCancellation, s => s.A_poll_that_waits_can_be_ended());

    [Fact]
    public void A_setting_that_changed_is_found()
    {
        using var suite = new Suite(Fault.None) { Snapshot = "list | String | Low | required | -\n" };
        Assert.Throws<EqualException>(suite.Its_settings_are_those_of_the_snapshot);
    }

    private static async Task FindsAsync(Fault fault, Func<Suite, Task> check)
    {
        Eventually.Limit = TimeSpan.FromSeconds(5);
        using var suite = new Suite(fault);
        var found = await Record.ExceptionAsync(() => check(suite));
        Assert.True(found is not null, $"{fault} is not found");
    }

    /// <summary>Not public, so that it runs only where a test calls it.</summary>
    internal sealed class Suite(Fault fault) : SourceCompliance<FaultySource>, IDisposable
    {
        private readonly string _list = $"{Guid.NewGuid():N}";
        private readonly string _folder = Directory.CreateTempSubdirectory("connect-suite-").FullName;

        public string Snapshot { get; init; } = "";

        protected override string Topic => "list";

        protected override IReadOnlyDictionary<string, string?> Config => new Dictionary<string, string?> { ["list"] = _list, ["fault"] = $"{fault}" };

        protected override string SnapshotFile
        {
            get
            {
                var file = Path.Combine(_folder, "settings.txt");
                if (!File.Exists(file)) File.WriteAllText(file, Snapshot);
                return file;
            }
        }

        public void Dispose()
        {
            FaultySource.Remove(_list);
            Directory.Delete(_folder, recursive: true);
        }

        protected override Task WriteAsync(IReadOnlyList<string> texts)
        {
            var list = FaultySource.List(_list);
            lock (list) list.AddRange(texts);
            return Task.CompletedTask;
        }
    }
}

/// <summary>A source without fault passes the whole suite as a connector of a user does.</summary>
public sealed class FaultlessSourceComplianceTests : SourceCompliance<FaultySource>
{
    private readonly string _list = $"{Guid.NewGuid():N}";

    protected override string Topic => "list";

    protected override IReadOnlyDictionary<string, string?> Config => new Dictionary<string, string?> { ["list"] = _list, ["fault"] = $"{Fault.None}" };

    protected override string SnapshotFile => Path.Combine(AppContext.BaseDirectory, "FaultySource.settings.txt");

    protected override Task WriteAsync(IReadOnlyList<string> texts)
    {
        var list = FaultySource.List(_list);
        lock (list) list.AddRange(texts);
        return Task.CompletedTask;
    }
}
