using System.Collections.Concurrent;
using Connect.Api.Json;
using Connect.Grains.Abstractions;

namespace Connect.Api.Connectors;

/// <summary>
/// The list of all connectors with what they are and do, which pages ask for again and again. What a connector is, is kept here as long as its revision stays; what
/// it does is asked for each time.
/// </summary>
internal sealed class ConnectorListing(ConnectorService service)
{
    private readonly ConcurrentDictionary<string, (long Revision, ConnectorInfo Info)> _known = new(StringComparer.Ordinal);

    /// <summary>The connectors by name. One that is deleted meanwhile, or has no state yet though states are wanted, is left out.</summary>
    public async Task<SortedDictionary<string, ExpandedBody>> ReadAsync(bool wantsStatus, bool wantsInfo)
    {
        var summaries = await service.SummariesAsync();
        Forget(summaries);
        var found = new SortedDictionary<string, ExpandedBody>(StringComparer.Ordinal);
        foreach (var (name, body) in await Task.WhenAll(summaries.Select(s => ReadAsync(s, wantsStatus, wantsInfo))))
        {
            if (body is not null) found[name] = body;
        }

        return found;
    }

    private async Task<(string Name, ExpandedBody? Body)> ReadAsync(ConnectorSummary summary, bool wantsStatus, bool wantsInfo)
    {
        var name = summary.Name;
        if (await InfoAsync(summary) is not { } info) return (name, null);
        if (!wantsStatus) return (name, new ExpandedBody(null, wantsInfo ? service.Body(info) : null));
        var status = service.Body(name, await service.Status(name).Get(), info)?.Shortened();
        return (name, status is null ? null : new ExpandedBody(status, wantsInfo ? service.Body(info) : null));
    }

    private async ValueTask<ConnectorInfo?> InfoAsync(ConnectorSummary summary)
    {
        if (_known.TryGetValue(summary.Name, out var known) && known.Revision == summary.Revision) return known.Info;
        if (await service.Connector(summary.Name).GetInfo() is not { } info) return null;
        // It may be newer than its summary, never older.
        _known[summary.Name] = (summary.Revision, info);
        return info;
    }

    private void Forget(List<ConnectorSummary> summaries)
    {
        if (_known.Count <= summaries.Count) return;
        var names = summaries.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in _known.Keys.Where(n => !names.Contains(n))) _known.TryRemove(name, out _);
    }
}
