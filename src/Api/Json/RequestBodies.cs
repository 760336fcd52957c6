using System.Buffers;
using System.Text;
using System.Text.Json;
using Connect.Api.Errors;
using Connect.Api.Http;
using Microsoft.AspNetCore.Http;

namespace Connect.Api.Json;

/// <summary>
/// Reads the bodies of requests as Jackson does: numbers and booleans may stand for texts, the last of two equal names counts, and whatever is no such JSON is an
/// error 500.
/// </summary>
internal sealed class RequestBodies(RestOptions options, TimeProvider time) : IDisposable
{
    // Clients that send a byte now and then may not hold what others need.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private const int Small = 64 * 1024;
    private const int LargeAtOnce = 8;

    private readonly SemaphoreSlim _large = new(LargeAtOnce);

    /// <summary>The body, which is read once.</summary>
    /// <returns>Null if there is none, or if it is JSON's <c>null</c>.</returns>
    /// <exception cref="RestException">It is no JSON, too large, or does not come.</exception>
    public Task<JsonDocument?> ReadAsync(RestRequest request) => request.Body ??= ReadAsync(request.Context.Request);

    /// <summary>A map of texts; null if there is no body.</summary>
    public async Task<Dictionary<string, string?>?> ReadMapAsync(RestRequest request) =>
        await ReadAsync(request) is { } document ? JsonTexts.Map(document.RootElement) : null;

    public void Dispose() => _large.Dispose();

    private async Task<JsonDocument?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > options.MaxBodyBytes) throw TooLarge();
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, request.HttpContext.RequestAborted);
        var buffer = ArrayPool<byte>.Shared.Rent(Small);
        var holdsLarge = false;
        try
        {
            var length = 0;
            while (true)
            {
                var read = await request.Body.ReadAsync(buffer.AsMemory(length), either.Token);
                if (read == 0) break;
                length += read;
                if (length > options.MaxBodyBytes) throw TooLarge();
                if (length < buffer.Length) continue;
                if (!holdsLarge) await _large.WaitAsync(either.Token);
                holdsLarge = true;
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 4);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }

            if (length == 0) return null;
            if (string.IsNullOrEmpty(request.ContentType)) throw new RestException(StatusCodes.Status415UnsupportedMediaType, "HTTP 415 Unsupported Media Type");
            return Parse(buffer.AsSpan(0, length).ToArray());
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new RestException(StatusCodes.Status408RequestTimeout, $"The body of the request did not come within {Patience.TotalSeconds:0} seconds");
        }
        finally
        {
            if (holdsLarge) _large.Release();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private RestException TooLarge() => new(
        StatusCodes.Status413PayloadTooLarge, $"The body of the request is larger than {options.MaxBodyBytes} bytes, which is more than a connector can be configured with");

    private static JsonDocument? Parse(byte[] body)
    {
        var text = body.AsMemory();
        if (body.AsSpan().StartsWith("\uFEFF"u8)) text = text[3..];
        if (!System.Text.Unicode.Utf8.IsValid(text.Span)) throw RestException.BadRequest("The body of the request is not UTF-8");
        try
        {
            var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 1000 });
            if (document.RootElement.ValueKind != JsonValueKind.Null) return document;
            document.Dispose();
            return null;
        }
        catch (JsonException e)
        {
            if (Encoding.UTF8.GetString(text.Span).All(char.IsWhiteSpace)) return null;
            throw new RestException(StatusCodes.Status500InternalServerError, e.Message);
        }
    }
}
