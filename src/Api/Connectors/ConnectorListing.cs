using System.Collections.Concurrent;
using Connect.Api.Http;
using Connect.Api.Json;
using Connect.Grains.Abstractions;

namespace Connect.Api.Connectors;

/// <summary>
/// The list of all connectors with what they are and do, which pages ask for again and again. What a connector is, is kept here as long as its revision stays; what
/// it does is asked for each time.
/// </summary>
internal sealed class ConnectorListing
{
    private readonly ConcurrentDictionary<string, (long Revision, ConnectorInfo Info)> _known = new(StringComparer.Ordinal);
    private readonly ConnectorService _service;
    private readonly SharedRead<Answer>[] _reads;

    public ConnectorListing(ConnectorService service)
    {
        _service = service;
        _reads = [.. Enumerable.Range(0, 4).Select(parts => new SharedRead<Answer>(() => ReadAsync((parts & 1) != 0, (parts & 2) != 0)))];
    }

    /// <summary>The connectors by name. One that is deleted meanwhile is left out.</summary>
    public Task<Answer> GetAsync(bool wantsStatus, bool wantsInfo) => _reads[(wantsStatus ? 1 : 0) + (wantsInfo ? 2 : 0)].GetAsync();

    private async Task<Answer> ReadAsync(bool wantsStatus, bool wantsInfo)
    {
        var summaries = await _service.SummariesAsync();
        Forget(summaries);
        var found = new SortedDictionary<string, ExpandedBody>(StringComparer.Ordinal);
        foreach (var (name, body) in await Task.WhenAll(summaries.Select(s => ReadAsync(s, wantsStatus, wantsInfo))))
        {
            if (body is not null) found[name] = body;
        }

        return Answer.Json(found, ApiJson.Relaxed.SortedDictionaryStringExpandedBody);
    }

    private async Task<(string Name, ExpandedBody? Body)> ReadAsync(ConnectorSummary summary, bool wantsStatus, bool wantsInfo)
    {
        var name = summary.Name;
        if (await InfoAsync(summary) is not { } info) return (name, null);
        if (!wantsStatus) return (name, new ExpandedBody(null, wantsInfo ? _service.Body(info) : null));
        var status = _service.Body(name, await _service.Status(name).Get(), info).Shortened();
        return (name, new ExpandedBody(status, wantsInfo ? _service.Body(info) : null));
    }

    private async ValueTask<ConnectorInfo?> InfoAsync(ConnectorSummary summary)
    {
        if (_known.TryGetValue(summary.Name, out var known) && known.Revision == summary.Revision) return known.Info;
        if (await _service.Connector(summary.Name).GetInfo() is not { } info) return null;
        // One that is newer may be on its way to be stored, and can still come to nothing.
        if (info.Revision == summary.Revision) _known[summary.Name] = (info.Revision, info);
        return info;
    }

    private void Forget(List<ConnectorSummary> summaries)
    {
        if (_known.Count <= summaries.Count) return;
        var names = summaries.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in _known.Keys.Where(n => !names.Contains(n))) _known.TryRemove(name, out _);
    }
}
