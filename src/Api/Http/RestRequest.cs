using Microsoft.AspNetCore.Http;

namespace Connect.Api.Http;

/// <summary>A request for an operation.</summary>
internal sealed record RestRequest(HttpContext Context, string Name, int Task)
{
    public CancellationToken Aborted => Context.RequestAborted;

    /// <summary>Whether a query parameter is <c>true</c>, as Java's <c>Boolean.valueOf</c> reads it.</summary>
    public bool Flag(string name, bool missing = false) =>
        Context.Request.Query.TryGetValue(name, out var values) ? "true".Equals(values.FirstOrDefault(), StringComparison.OrdinalIgnoreCase) : missing;

    /// <summary>The first value of a query parameter; null if it is not there.</summary>
    public string? Query(string name) => Context.Request.Query[name].FirstOrDefault();
}
