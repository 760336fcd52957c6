using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Connect.Api.Http;

/// <summary>
/// Lets pages of other origins use the API (<c>access.control.allow.origin</c>), as Connect does: a request of a foreign origin is answered, only without the headers
/// that would let the page see it, and a preflight request goes on to the resource.
/// </summary>
internal sealed class CrossOrigin
{
    private readonly List<Regex>? _origins;
    private readonly string _methods;

    private CrossOrigin(List<Regex>? origins, string methods) => (_origins, _methods) = (origins, methods);

    /// <summary>The rules of the settings; null if other origins have no access.</summary>
    public static CrossOrigin? Of(string? origins, string? methods)
    {
        if (string.IsNullOrWhiteSpace(origins)) return null;
        var list = origins.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var allowed = string.IsNullOrWhiteSpace(methods) ? "GET,POST,HEAD" : string.Join(',', methods.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return new CrossOrigin(list.Contains("*") ? null : [.. list.Select(Pattern)], allowed);
    }

    public void AddHeaders(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0) return;
        var headers = context.Response.Headers;
        headers.Append("Vary", "Origin");
        if (_origins is not null && !_origins.Exists(o => o.IsMatch(origin))) return;
        headers.AccessControlAllowOrigin = origin;
        if (context.Request.Method != HttpMethods.Options || context.Request.Headers.AccessControlRequestMethod.Count == 0) return;
        headers.AccessControlAllowMethods = _methods;
        headers.AccessControlAllowHeaders = "Content-Type";
        headers.AccessControlMaxAge = "60";
    }

    private static Regex Pattern(string origin) => new(
        $"^{string.Join(".*", origin.Split('*').Select(Regex.Escape))}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
