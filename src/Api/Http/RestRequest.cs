using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Connect.Api.Http;

/// <summary>A request for an operation. The operation may run more than once, if the silo that it needs is lost meanwhile.</summary>
internal sealed class RestRequest(HttpContext context, string name, int task)
{
    public HttpContext Context => context;

    /// <summary>What stands for <c>{name}</c>.</summary>
    public string Name => name;

    /// <summary>What stands for <c>{task}</c>.</summary>
    public int Task => task;

    /// <summary>Whether it has run before, and what it was to do may be done.</summary>
    public bool IsRepeated { get; set; }

    /// <summary>The body, once it is read.</summary>
    public Task<JsonDocument?>? Body { get; set; }

    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>Whether a query parameter is <c>true</c>, as Java's <c>Boolean.valueOf</c> reads it.</summary>
    public bool Flag(string parameter, bool missing = false) =>
        context.Request.Query.TryGetValue(parameter, out var values) ? "true".Equals(values.FirstOrDefault(), StringComparison.OrdinalIgnoreCase) : missing;

    /// <summary>The first value of a query parameter; null if it is not there.</summary>
    public string? Query(string parameter) => context.Request.Query[parameter].FirstOrDefault();
}
