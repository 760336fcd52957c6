using System.Diagnostics;
using System.Globalization;
using Connect.Grains.Abstractions;

namespace Connect.Silo.Quickstart;

/// <summary>Tells on the console how the records flow.</summary>
internal sealed class QuickstartProgress(IGrainFactory grains, string source, string sink, TextWriter output)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until a source has moved its first records, but not for long: a broken one is seen in the progress.</summary>
    public static async Task WaitForRecordsAsync(IGrainFactory grains, string source, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < 200 && await RecordsAsync(grains, source) == 0; tries++) await Task.Delay(TimeSpan.FromMilliseconds(25), cancellationToken);
    }

    /// <summary>A line whenever something moves; until nothing has for a while.</summary>
    public async Task FollowAsync(Action onSettled, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        var (lastIn, lastOut, lastAt, quiet) = (0L, 0L, since, 0);
        var settled = false;
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var (read, written) = (await RecordsAsync(grains, source), await RecordsAsync(grains, sink));
            if (read != lastIn || written != lastOut)
            {
                var seconds = Stopwatch.GetElapsedTime(lastAt).TotalSeconds;
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"  {read,10:N0} records in  {written,10:N0} out  {(written - lastOut) / seconds,10:N0} a second"));
                (lastIn, lastOut, lastAt, quiet) = (read, written, Stopwatch.GetTimestamp(), 0);
            }
            else if (read > 0 && written >= read && ++quiet == 4 && !settled)
            {
                settled = true;
                onSettled();
            }
        }
    }

    private static async Task<long> RecordsAsync(IGrainFactory grains, string connector) => (await grains.GetGrain<ITaskGrain>(TaskKey.Of(connector, 0)).GetState()).Records;
}
