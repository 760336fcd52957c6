using Connect.Api.Http;
using Microsoft.AspNetCore.Builder;
using Scalar.AspNetCore;

namespace Connect.Api.Docs;

/// <summary>The page that shows the OpenAPI document, made when it is asked for first.</summary>
internal static class DocsPages
{
    public const string DocumentPath = "/v1/openapi.json";

    private const string PagePath = "/v1/docs";

    public static void AddTo(WebApplication app) => LazyBranch.AddTo(app, PagePath, _ => true, endpoints => endpoints.MapScalarApiReference(
        PagePath, options => options.WithTitle("Connect").WithOpenApiRoutePattern(DocumentPath)));
}
