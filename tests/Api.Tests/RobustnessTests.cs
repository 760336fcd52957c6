using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Connect.Api.Tests.Support;

namespace Connect.Api.Tests;

/// <summary>Requests that mean no good: each gets a clear answer, and nobody else is hurt.</summary>
public sealed class RobustnessTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    private RestRig Rig => fixture.Rig;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_100_MB_is_refused_before_it_is_read(bool tellsLength)
    {
        var before = GC.GetTotalAllocatedBytes();
        var (status, text) = await SendBodyAsync(100 * 1024 * 1024, tellsLength);
        Assert.Equal(413, status);
        Assert.Contains("\"error_code\":413", text, StringComparison.Ordinal);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 64 * 1024 * 1024, "more was allocated than a body may have");
        Assert.Equal(HttpStatusCode.OK, (await Rig.GetAsync("/connectors")).Status);
    }

    [Fact]
    public async Task Ten_thousand_headers_are_refused()
    {
        var answer = await Rig.RawAsync("GET", "/connectors", [.. Enumerable.Range(0, 10_000).Select(n => ($"X-Header-{n}", "x"))]);
        Assert.Equal(431, answer.Status);
        Assert.Equal(HttpStatusCode.OK, (await Rig.GetAsync("/connectors")).Status);
    }

    [Fact]
    public async Task Five_thousand_requests_at_once_are_all_answered()
    {
        var create = await Rig.CreateAsync("busy", Rig.Source(), "STOPPED");
        Assert.Equal(HttpStatusCode.Created, create.Status);
        var codes = await Task.WhenAll(Enumerable.Range(0, 5000).Select(async n =>
            (await Rig.GetAsync((n % 4) switch { 0 => "/connectors?expand=info&expand=status", 1 => "/connectors/busy/config", 2 => "/connector-plugins", _ => "/health" })).Status));
        Assert.All(codes, c => Assert.Equal(HttpStatusCode.OK, c));
    }

    [Fact]
    public async Task Slow_clients_hold_nobody_up()
    {
        var slow = new List<TcpClient>();
        try
        {
            for (var n = 0; n < 200; n++)
            {
                var client = new TcpClient();
                slow.Add(client);
                await client.ConnectAsync(Rig.Address.Host, Rig.Address.Port, Cancellation);
                await client.GetStream().WriteAsync("POST /connectors HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"u8.ToArray(), Cancellation);
            }

            Assert.Equal(HttpStatusCode.Created, (await Rig.CreateAsync("quick", Rig.Source(), "STOPPED")).Status);
        }
        finally
        {
            foreach (var client in slow) client.Dispose();
        }
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("7b226e616d65223a22c3")]
    [InlineData("7b226e616d65223a22eda080227d")]
    public async Task Bytes_that_are_not_UTF8_are_refused(string hex)
    {
        using var content = new ByteArrayContent(Convert.FromHexString(hex));
        content.Headers.ContentType = new("application/json");
        using var response = await Rig.Http.PostAsync("/connectors", content, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("not UTF-8", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deep_and_wide_JSON_is_an_error_like_other_JSON_that_does_not_fit()
    {
        Assert.Equal(HttpStatusCode.InternalServerError, (await Rig.SendAsync(HttpMethod.Post, "/connectors", string.Concat(Enumerable.Repeat("[", 100_000)))).Status);
        var wide = "{" + string.Join(',', Enumerable.Range(0, 50_000).Select(n => $"\"k{n}\":1")) + "}";
        Assert.Equal(HttpStatusCode.BadRequest, (await Rig.SendAsync(HttpMethod.Put, "/connectors/wide/config", wide)).Status);
    }

    [Fact]
    public async Task Requests_that_are_no_HTTP_end_their_own_connection_only()
    {
        foreach (var bytes in new[] { "GARBAGE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n", "\u0016\u0003\u0001" })
        {
            using var client = new TcpClient();
            await client.ConnectAsync(Rig.Address.Host, Rig.Address.Port, Cancellation);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), Cancellation);
            // The server may have closed the connection by now, which is as good.
            if (client.Connected) client.Client.Shutdown(SocketShutdown.Send);
            var received = new MemoryStream();
            await stream.CopyToAsync(received, Cancellation);
            if (received.Length > 0) Assert.Matches(@"^HTTP/1\.1 (4\d\d|505) ", Encoding.ASCII.GetString(received.ToArray()));
        }

        Assert.Equal(HttpStatusCode.OK, (await Rig.GetAsync("/")).Status);
    }

    /// <summary>Sends a body until the answer comes.</summary>
    private async Task<(int Status, string Text)> SendBodyAsync(long length, bool tellsLength)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Rig.Address.Host, Rig.Address.Port, Cancellation);
        var stream = client.GetStream();
        var head = $"POST /connectors HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{(tellsLength ? $"Content-Length: {length}" : "Transfer-Encoding: chunked")}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Cancellation);
        var chunk = Encoding.ASCII.GetBytes(new string(' ', 65536));
        var received = new byte[65536];
        var reading = stream.ReadAsync(received, Cancellation).AsTask();
        var watch = Stopwatch.StartNew();
        for (long sent = 0; sent < length && !reading.IsCompleted && watch.Elapsed < TimeSpan.FromSeconds(60); sent += chunk.Length)
        {
            try
            {
                if (!tellsLength) await stream.WriteAsync("10000\r\n"u8.ToArray(), Cancellation);
                await stream.WriteAsync(chunk, Cancellation);
                if (!tellsLength) await stream.WriteAsync("\r\n"u8.ToArray(), Cancellation);
            }
            catch (IOException)
            {
                break;
            }
        }

        var text = Encoding.UTF8.GetString(received, 0, await reading);
        return (int.Parse(text.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), text);
    }
}
