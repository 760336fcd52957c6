using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Connect.Api.Tests.Support;
using Connect.Silo.Hosting;

namespace Connect.Api.Tests;

/// <summary>Listeners, documentation, loggers, and the worker that is alone.</summary>
public sealed class SurfaceTests
{
    [Theory]
    [InlineData("PKCS12")]
    [InlineData("PEM file")]
    [InlineData("PEM text")]
    [InlineData("encrypted key")]
    public async Task HTTPS_listeners_use_certificates_of_all_forms(string form)
    {
        using var certificate = SelfSigned();
        await using var rig = await RestRig.StartAsync(folder => Tls(certificate, folder, form));
        using var http = Client(certificate);
        Assert.Equal("[]", await http.GetStringAsync(new Uri(rig.Address, "/connectors"), TestContext.Current.CancellationToken));
        Assert.Equal("https", rig.Address.Scheme);
    }

    [Fact]
    public async Task Clients_without_a_certificate_stay_outside_if_it_is_required()
    {
        using var certificate = SelfSigned();
        await using var rig = await RestRig.StartAsync(folder => new Dictionary<string, string?>(Tls(certificate, folder, "PKCS12"))
        {
            ["listeners.https.ssl.client.auth"] = "required",
            ["listeners.https.ssl.truststore.type"] = "PEM",
            ["listeners.https.ssl.truststore.certificates"] = certificate.ExportCertificatePem(),
        });
        using var stranger = Client(certificate);
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetStringAsync(new Uri(rig.Address, "/"), TestContext.Current.CancellationToken));
        using var known = Client(certificate, certificate);
        Assert.Contains("version", await known.GetStringAsync(new Uri(rig.Address, "/"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_without_a_certificate_is_told_at_the_start()
    {
        var error = await Assert.ThrowsAsync<StartException>(() => RestRig.StartAsync(_ => new() { ["listeners"] = "https://127.0.0.1:0" }));
        Assert.Contains("ssl.keystore.location", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_listeners_serve_the_same()
    {
        using var certificate = SelfSigned();
        await using var rig = await RestRig.StartAsync(folder => new Dictionary<string, string?>(Tls(certificate, folder, "PKCS12")) { ["listeners"] = "http://127.0.0.1:0,https://127.0.0.1:0" });
        Assert.Equal("http", rig.Address.Scheme);
        Assert.Equal(HttpStatusCode.OK, (await rig.GetAsync("/connectors")).Status);
    }

    [Fact]
    public async Task The_document_tells_of_every_operation_and_the_page_shows_it()
    {
        await using var rig = await RestRig.StartAsync();
        var (_, document) = await rig.GetAsync("/v1/openapi.json");
        Assert.Equal("3.1.0", document!["openapi"]!.ToString());
        var operations = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => (Path: p.Key, Method: o.Key, Operation: o.Value!))).ToList();
        Assert.Contains(operations, o => o is { Path: "/connectors/{name}/offsets", Method: "patch" });
        Assert.Equal(operations.Count, operations.Select(o => o.Operation["operationId"]!.ToString()).Distinct().Count());
        foreach (var (path, method, operation) in operations)
        {
            Assert.NotEqual("", operation["summary"]!.ToString());
            // What the document tells of is there: with a name that is none it is anything but an unknown path or method.
            var answer = await rig.RawAsync(method.ToUpperInvariant(), path.Replace("{name}", "nobody", StringComparison.Ordinal).Replace("{task}", "0", StringComparison.Ordinal));
            Assert.NotEqual(405, answer.Status);
            Assert.DoesNotContain("HTTP 404", System.Text.Encoding.UTF8.GetString(answer.Body), StringComparison.Ordinal);
        }

        Assert.Contains("v1/openapi.json", await rig.Http.GetStringAsync("/v1/docs/", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Levels_of_loggers_really_change()
    {
        await using var rig = await RestRig.StartAsync();
        var name = "Connect.Test." + Guid.NewGuid().ToString("N");
        var logger = Connect.Silo.ConsoleLogging.Create().CreateLogger(name + ".Part");
        Assert.True(logger.IsEnabled(Microsoft.Extensions.Logging.LogLevel.Information));
        Assert.False(logger.IsEnabled(Microsoft.Extensions.Logging.LogLevel.Debug));
        var (_, changed) = await rig.SendAsync(HttpMethod.Put, $"/admin/loggers/{name}", new { level = "debug" });
        Assert.Equal([name, name + ".Part"], changed!.AsArray().Select(n => n!.ToString()));
        Assert.True(logger.IsEnabled(Microsoft.Extensions.Logging.LogLevel.Debug));
        await rig.SendAsync(HttpMethod.Put, $"/admin/loggers/{name}?scope=cluster", new { level = "OFF" });
        Assert.False(logger.IsEnabled(Microsoft.Extensions.Logging.LogLevel.Critical));
        Assert.Equal("OFF", (await rig.GetAsync($"/admin/loggers/{name}.Part")).Body!["level"]!.ToString());
    }

    [Fact]
    public async Task Settings_of_the_worker_may_come_from_its_config_providers()
    {
        using var certificate = SelfSigned();
        await using var rig = await RestRig.StartAsync(folder =>
        {
            File.WriteAllText(Path.Combine(folder, "secrets.properties"), "store=secret\n");
            return new Dictionary<string, string?>(Tls(certificate, folder, "PKCS12"))
            {
                ["config.providers"] = "file",
                ["config.providers.file.class"] = "org.apache.kafka.common.config.provider.FileConfigProvider",
                ["config.providers.file.param.allowed.paths"] = folder,
                ["listeners.https.ssl.keystore.password"] = $"${{file:{folder}/secrets.properties:store}}",
            };
        });
        using var http = Client(certificate);
        Assert.Equal("[]", await http.GetStringAsync(new Uri(rig.Address, "/connectors"), TestContext.Current.CancellationToken));

        // An error shows references as they are, not what stands behind them.
        var reference = $"${{file:{rig.PathOf("secrets.properties")}:store}}";
        using var answer = await http.PostAsync(
            new Uri(rig.Address, "/connectors"), System.Net.Http.Json.JsonContent.Create(new { name = "x", config = new { topic = reference } }), TestContext.Current.CancellationToken);
        Assert.Contains($"topic={reference}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_standalone_worker_has_the_same_surface()
    {
        await using var rig = await RestRig.StartAsync(standalone: true);
        var (created, body) = await rig.CreateAsync("alone", rig.Source());
        Assert.Equal(HttpStatusCode.Created, created);
        Assert.Equal("""[{"connector":"alone","task":0}]""", body!["tasks"]!.ToJsonString());
        Assert.Equal("Task alone-7 not found", (await rig.SendAsync(HttpMethod.Post, "/connectors/alone/tasks/7/restart")).Body!["message"]!.ToString());
        Assert.Contains("standalone mode does not support", (await rig.SendAsync(HttpMethod.Put, "/connectors/alone/fence")).Body!["message"]!.ToString(), StringComparison.Ordinal);
        await rig.WaitForAsync("alone", "RUNNING", 1);
        Assert.Equal("healthy", (await rig.GetAsync("/health")).Body!["status"]!.ToString());
        Assert.Equal(HttpStatusCode.Accepted, (await rig.SendAsync(HttpMethod.Put, "/connectors/alone/pause")).Status);
        await rig.WaitForAsync("alone", "PAUSED", 1);
        Assert.Equal(HttpStatusCode.NoContent, (await rig.SendAsync(HttpMethod.Put, "/connectors/alone/stop")).Status);
        await rig.WaitForAsync("alone", "STOPPED", 0);
        var offsets = new { offsets = new[] { new { partition = new { filename = rig.PathOf("in.txt") }, offset = new { position = 4 } } } };
        Assert.Equal(HttpStatusCode.OK, (await rig.SendAsync(HttpMethod.Patch, "/connectors/alone/offsets", offsets)).Status);
        Assert.Equal("4", (await rig.GetAsync("/connectors/alone/offsets")).Body!["offsets"]![0]!["offset"]!["position"]!.ToString());
        Assert.Equal(HttpStatusCode.NoContent, (await rig.SendAsync(HttpMethod.Delete, "/connectors/alone")).Status);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static Dictionary<string, string?> Tls(X509Certificate2 certificate, string folder, string form)
    {
        const string Prefix = "listeners.https.ssl.";
        var settings = new Dictionary<string, string?> { ["listeners"] = "https://127.0.0.1:0" };
        using var key = certificate.GetECDsaPrivateKey()!;
        switch (form)
        {
            case "PKCS12":
                var store = Path.Combine(folder, "store.p12");
                File.WriteAllBytes(store, certificate.Export(X509ContentType.Pkcs12, "secret"));
                settings[Prefix + "keystore.location"] = store;
                settings[Prefix + "keystore.password"] = "secret";
                break;
            case "PEM file":
                var pem = Path.Combine(folder, "store.pem");
                File.WriteAllText(pem, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
                settings[Prefix + "keystore.location"] = pem;
                settings[Prefix + "keystore.type"] = "PEM";
                break;
            case "PEM text":
                settings[Prefix + "keystore.type"] = "PEM";
                settings[Prefix + "keystore.certificate.chain"] = certificate.ExportCertificatePem();
                settings[Prefix + "keystore.key"] = key.ExportPkcs8PrivateKeyPem();
                break;
            default:
                // Without the prefix of the listeners, as it is taken where there is nothing with it.
                settings["ssl.keystore.type"] = "PEM";
                settings["ssl.keystore.certificate.chain"] = certificate.ExportCertificatePem();
                settings["ssl.keystore.key"] = key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
                settings["ssl.key.password"] = "secret";
                break;
        }

        return settings;
    }

    private static HttpClient Client(X509Certificate2 server, X509Certificate2? own = null)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == server.GetCertHashString();
        if (own is not null) handler.SslOptions.ClientCertificates = [X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null)];
        return new HttpClient(handler);
    }
}
