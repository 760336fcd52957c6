namespace Connect.Api.Http;

/// <summary>
/// A costly read that many may ask for at once. One runs at a time and one waits: whoever comes while one runs gets the answer of the next, which starts after the
/// question, so that nobody misses what was written before.
/// </summary>
internal sealed class SharedRead<T>(Func<Task<T>> read)
{
    private readonly Lock _gate = new();
    private Task<T>? _running;
    private Task<T>? _next;

    public Task<T> GetAsync()
    {
        lock (_gate)
        {
            if (_running is null or { IsCompleted: true }) return _running = Task.Run(read);
            var before = _running;
            // Not begun here: if the other has just ended, the next would start within this very lock, before it is noted.
            return _next ??= Task.Run(() => AfterAsync(before));
        }
    }

    private async Task<T> AfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task<T> mine;
        lock (_gate)
        {
            mine = _running = Task.Run(read);
            _next = null;
        }

        return await mine;
    }
}
