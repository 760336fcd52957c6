using System.Text;
using Connect.Api.Docs;
using Connect.Api.Errors;
using Connect.Grains.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Connect.Api.Http;

/// <summary>
/// Answers every request: finds the operation, checks media types and credentials in the order of JAX-RS, and makes an error body of whatever goes wrong.
/// </summary>
internal sealed partial class RestPipeline(RestOptions options, IEnumerable<Operation> operations, TimeProvider time, ILogger<RestPipeline> logger)
{
    private const string EmptyForm = "application/x-www-form-urlencoded";

    private static readonly ResourceTable None = new([]);

    // A silo that is lost is declared dead within two seconds; tools give up after six or ten.
    private static readonly TimeSpan RepeatFor = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan RepeatDelay = TimeSpan.FromMilliseconds(100);

    private readonly ResourceTable _main = WithDocument([.. operations.Where(o => !o.IsAdmin || options.AdminPorts is null)]);
    private readonly ResourceTable _admin = options.AdminPorts is { Count: > 0 } ? new ResourceTable(operations.Where(o => o.IsAdmin)) : None;

    public async Task InvokeAsync(HttpContext context)
    {
        foreach (var header in options.Headers) context.Response.Headers[header.Name] = header.ValueAt(time.GetUtcNow());
        options.CrossOrigin?.AddHeaders(context);
        try
        {
            var answer = await AnswerAsync(context);
            if (!context.RequestAborted.IsCancellationRequested) await answer.WriteAsync(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
    }

    /// <summary>The table of the operations, and one that tells of them.</summary>
    private static ResourceTable WithDocument(List<Operation> operations)
    {
        var document = new Lazy<Answer>(() => new Answer(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(OpenApiDocument.Of(operations).ToJsonString())));
        return new ResourceTable([.. operations, new Operation("GET", DocsPages.DocumentPath, _ => Task.FromResult(document.Value)) { Summary = "This document" }]);
    }

    private async Task<Answer> AnswerAsync(HttpContext context)
    {
        if (!RequestPath.TryParse(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "/", out var segments, out var problem))
            return Answer.Error(StatusCodes.Status400BadRequest, problem);
        var table = options.AdminPorts is { } ports && ports.Contains(context.Connection.LocalPort) ? _admin : _main;
        if (table.Find(segments) is not { } match) return Answer.FrameworkError(StatusCodes.Status404NotFound);
        if (context.Request.Method == HttpMethods.Options) return Options(context, match);
        if (match.Find(context.Request.Method) is not { } operation) return Answer.FrameworkError(StatusCodes.Status405MethodNotAllowed);
        if (CheckContentType(context.Request, operation) is { } refused) return refused;
        if (!MediaTypes.TrySelect(Accept(context.Request), MediaTypes.Json, out var type)) return Answer.FrameworkError(StatusCodes.Status400BadRequest);
        if (type is null) return Answer.FrameworkError(StatusCodes.Status406NotAcceptable);
        if (!operation.IsOpen && options.Auth?.Permits(context.Request.Headers.Authorization) == false) return Security.BasicAuth.Refusal;
        var answer = !match.IsComplete ? Answer.Error(StatusCodes.Status404NotFound, "HTTP 404 Not Found") : await RunAsync(operation, new RestRequest(context, match.Name, match.Task));
        return answer.ContentType == MediaTypes.Json ? answer with { ContentType = type } : answer;
    }

    private async Task<Answer> RunAsync(Operation operation, RestRequest request)
    {
        var start = time.GetTimestamp();
        try
        {
            while (true)
            {
                try
                {
                    return await operation.Handler(request);
                }
                catch (Exception e) when (LostSilo.IsCauseOf(e) && time.GetElapsedTime(start) < RepeatFor)
                {
                    request.IsRepeated = true;
                    await Task.Delay(RepeatDelay, time, request.Aborted);
                }
            }
        }
        catch (RestException e)
        {
            return Answer.Error(e.Status, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            return Answer.Error(e.StatusCode, e.Message);
        }
        catch (Exception e) when (!request.Aborted.IsCancellationRequested)
        {
            LogFailed(logger, request.Context.Request.Method, request.Context.Request.Path, e.Message);
            LogTrace(logger, e);
            return Answer.Error(StatusCodes.Status500InternalServerError, e.Message);
        }
    }

    private Answer Options(HttpContext context, ResourceMatch match)
    {
        context.Response.Headers.Allow = match.Allowed;
        if (options.Auth?.Permits(context.Request.Headers.Authorization) == false) return Security.BasicAuth.Refusal;
        return MediaTypes.TrySelect(Accept(context.Request), MediaTypes.Text, out var type) && type is not null
            ? new Answer(StatusCodes.Status200OK, Encoding.ASCII.GetBytes(match.Allowed)) { ContentType = type }
            : Answer.Empty(StatusCodes.Status200OK);
    }

    /// <summary>The header alone counts, with a body or without; but for clients that declare every request without a body a form, an empty one.</summary>
    private static Answer? CheckContentType(HttpRequest request, Operation operation)
    {
        if (string.IsNullOrEmpty(request.ContentType)) return null;
        if (operation.Body is null && request.ContentLength == 0 && request.ContentType.Equals(EmptyForm, StringComparison.OrdinalIgnoreCase)) return null;
        return MediaTypes.Takes(request.ContentType) switch
        {
            null => Answer.FrameworkError(StatusCodes.Status400BadRequest),
            false => Answer.FrameworkError(StatusCodes.Status415UnsupportedMediaType),
            true => null,
        };
    }

    private static string Accept(HttpRequest request) => request.Headers.Accept.ToString() is { Length: > 0 } accept ? accept : "*/*";

    [LoggerMessage(Level = LogLevel.Error, Message = "REST call {Method} {Path} failed: {Reason}")]
    private static partial void LogFailed(ILogger logger, string method, string path, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The error of the call above")]
    private static partial void LogTrace(ILogger logger, Exception error);
}
