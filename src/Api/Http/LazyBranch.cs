using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connect.Api.Http;

/// <summary>Pages below a path that are made when they are asked for first: a worker that nobody looks at should not pay for them.</summary>
public static class LazyBranch
{
    /// <summary>Adds the pages.</summary>
    /// <param name="app">The server.</param>
    /// <param name="path">Where they are.</param>
    /// <param name="mayPass">Who may see them; for others there is nothing.</param>
    /// <param name="map">Makes them.</param>
    public static void AddTo(WebApplication app, string path, Func<HttpContext, bool> mayPass, Action<IEndpointRouteBuilder> map)
    {
        var pages = new Lazy<RequestDelegate>(() =>
        {
            var branch = ((IApplicationBuilder)app).New();
            branch.UseRouting();
            branch.UseEndpoints(map);
            return branch.Build();
        });
        app.Use((context, next) => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal) && mayPass(context) ? pages.Value(context) : next(context));
    }
}
