using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Orleans.Dashboard;

namespace Connect.Silo.Hosting;

/// <summary>
/// The Orleans Dashboard under <c>/dashboard</c>, made when it is asked for first: its pages take 60 MB and most of a second, which a worker that nobody looks at
/// should not pay. For this machine alone: it shows configurations and has no login.
/// </summary>
internal sealed class LazyDashboard(IApplicationBuilder app)
{
    private const string Path = "/dashboard";

    private readonly Lazy<RequestDelegate> _pages = new(() =>
    {
        var pages = app.New();
        pages.UseRouting();
        pages.UseEndpoints(endpoints => endpoints.MapOrleansDashboard(Path));
        return pages.Build();
    });

    public static void AddTo(WebApplication app)
    {
        var dashboard = new LazyDashboard(app);
        app.Use((context, next) => context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal) && IsLocal(context)
            ? dashboard._pages.Value(context)
            : next(context));
    }

    private static bool IsLocal(HttpContext context) => context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);
}
