using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Connect.Silo.Tests;

/// <summary>The <c>connect</c> program as a process of its own, which a test may kill.</summary>
internal sealed partial class ConnectProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ConnectProcess(Process process) => _process = process;

    public string Output => string.Join('\n', _output);

    public int ExitCode => _process.ExitCode;

    public static ConnectProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "connect.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var connect = new ConnectProcess(new Process { StartInfo = start });
        connect._process.OutputDataReceived += (_, line) => connect.Heard(line.Data);
        connect._process.ErrorDataReceived += (_, line) => connect.Heard(line.Data);
        connect._process.Start();
        connect._process.BeginOutputReadLine();
        connect._process.BeginErrorReadLine();
        return connect;
    }

    /// <summary>The address the broker says it listens on.</summary>
    public Task<string> AddressAsync() => HeardAsync(_address.Task, "the broker did not say that it listens");

    /// <summary>Host and port of the REST API, once the worker says that it is ready.</summary>
    public Task<string> ReadyAsync() => HeardAsync(_ready.Task, "the worker did not say that it is ready");

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks the process to end, as a service manager does.</summary>
    public Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
        kill.WaitForExit();
        return ExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private async Task<string> HeardAsync(Task<string> heard, string what)
    {
        var ended = _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var first = await Task.WhenAny(heard, ended, Task.Delay(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Assert.True(first == heard, $"{what}:\n{Output}");
        return await heard;
    }

    private void Heard(string? line)
    {
        if (line is null) return;
        _output.Enqueue(line);
        if (ListensOn().Match(line) is { Success: true } match) _address.TrySetResult(match.Groups[1].Value);
        if (Ready().Match(line) is { Success: true } ready) _ready.TrySetResult(ready.Groups[1].Value);
    }

    [GeneratedRegex(@"Worker (\S+) of group \S+ is ready")]
    private static partial Regex Ready();

    [GeneratedRegex(@"listens on (\S+?:\d+);")]
    private static partial Regex ListensOn();
}
