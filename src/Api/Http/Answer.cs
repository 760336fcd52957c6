using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connect.Api.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Connect.Api.Http;

/// <summary>What is answered: a status, and a body or none.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body; empty for none.</param>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body)
{
    // Smaller ones fit into a few packets as they are.
    private const int WorthCompressing = 8 * 1024;

    // An answer may be that of many requests.
    private readonly Lazy<ReadOnlyMemory<byte>> _compressed = new(() => Compress(Body));

    /// <summary>The type of the body; null leaves the header out.</summary>
    public string? ContentType { get; init; } = MediaTypes.Json;

    /// <summary>Where the thing that was made is.</summary>
    public string? Location { get; init; }

    /// <summary>A body of JSON.</summary>
    public static Answer Json<T>(T body, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ApiJson.Encoder, SkipValidation = true })) JsonSerializer.Serialize(writer, body, type);
        return new Answer(status, buffer.WrittenMemory);
    }

    /// <summary>No body.</summary>
    public static Answer Empty(int status) => new(status, default) { ContentType = null };

    /// <summary>An error of an operation.</summary>
    public static Answer Error(int status, string? message) => Json(new ErrorMessage(status, message), ApiJson.Relaxed.ErrorMessage, status);

    /// <summary>An error that is raised before any operation: Connect sends it without a <c>Content-Type</c>.</summary>
    public static Answer FrameworkError(int status) => Error(status, $"HTTP {status} {Phrase(status)}") with { ContentType = null };

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        // Clients that show the reason phrase know Jetty's.
        if (Status == StatusCodes.Status500InternalServerError && context.Features.Get<IHttpResponseFeature>() is { } feature) feature.ReasonPhrase = Phrase(Status);
        if (Location is not null) response.Headers.Location = Location;
        if (Body.IsEmpty)
        {
            if (Status is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)) response.ContentLength = 0;
            return;
        }

        if (ContentType is not null) response.ContentType = ContentType;
        if (Body.Length < WorthCompressing)
        {
            await WriteAsync(response, Body);
            return;
        }

        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (!AcceptsGzip(context.Request))
        {
            await WriteAsync(response, Body);
            return;
        }

        response.Headers.ContentEncoding = "gzip";
        await WriteAsync(response, _compressed.Value);
    }

    private static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> body)
    {
        var compressed = new MemoryStream(body.Length / 8);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(body.Span);
        return compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
    }

    private static async Task WriteAsync(HttpResponse response, ReadOnlyMemory<byte> body)
    {
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
    }

    private static bool AcceptsGzip(HttpRequest request) =>
        request.Headers.AcceptEncoding.Count > 0
        && StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var encodings)
        && encodings.Any(e => e.Quality is not 0 && e.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase));

    private static string Phrase(int status) => status switch
    {
        StatusCodes.Status500InternalServerError => "Server Error",
        _ => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
    };
}
