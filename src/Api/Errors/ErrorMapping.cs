using Connect.Api.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.Api.Errors;

/// <summary>Every error is a body <c>{"error_code":…,"message":…}</c>, whoever raises it.</summary>
internal static partial class ErrorMapping
{
    public static void UseConnectErrors(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ErrorMapping));
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
                if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentType: null, ContentLength: null })
                    await WriteAsync(context, context.Response.StatusCode, $"HTTP {context.Response.StatusCode} {Phrase(context.Response.StatusCode)}");
            }
            catch (RestException e) when (!context.Response.HasStarted)
            {
                await WriteAsync(context, e.Status, e.Message);
            }
            catch (BadHttpRequestException e) when (!context.Response.HasStarted)
            {
                await WriteAsync(context, e.StatusCode, e.Message);
            }
            catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
            {
                LogFailed(logger, context.Request.Method, context.Request.Path, e.Message);
                LogTrace(logger, e);
                await WriteAsync(context, StatusCodes.Status500InternalServerError, e.Message);
            }
        });
    }

    private static Task WriteAsync(HttpContext context, int status, string message)
    {
        context.Response.Clear();
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new ErrorMessage(status, message), ApiJson.Relaxed.ErrorMessage);
    }

    private static string Phrase(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);

    [LoggerMessage(Level = LogLevel.Error, Message = "REST call {Method} {Path} failed: {Reason}")]
    private static partial void LogFailed(ILogger logger, string method, string path, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The error of the call above")]
    private static partial void LogTrace(ILogger logger, Exception error);
}
