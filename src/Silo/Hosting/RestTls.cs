using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Connect.Runtime.Configuration.Worker;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Connect.Silo.Hosting;

/// <summary>
/// The certificates of HTTPS listeners, from settings with a prefix such as <c>listeners.https.ssl.keystore.location</c>; if there is none with the prefix, from
/// <c>ssl.*</c> alone. Files are PKCS12 or PEM; PEM may stand in the settings themselves.
/// </summary>
internal sealed class RestTls
{
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _chain;
    private readonly X509Certificate2Collection? _trusted;
    private readonly ClientCertificateMode _clients;
    private readonly SslProtocols _protocols;

    private RestTls(X509Certificate2 certificate, X509Certificate2Collection chain, X509Certificate2Collection? trusted, ClientCertificateMode clients, SslProtocols protocols)
    {
        _certificate = certificate;
        _chain = chain;
        _trusted = trusted;
        _clients = clients;
        _protocols = protocols;
    }

    /// <exception cref="StartException">There is no certificate, or it cannot be used. The text has no password.</exception>
    public static RestTls Of(WorkerConfig config, string prefix)
    {
        var used = config.Properties.Keys.Any(k => k.StartsWith(prefix + "ssl.", StringComparison.Ordinal)) ? prefix : "";
        try
        {
            var (certificate, chain) = KeyStore(Setting);
            return new RestTls(certificate, chain, TrustStore(Setting), Clients(Setting("ssl.client.auth")), Protocols(Setting("ssl.enabled.protocols")));
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartException($"The certificates of {used}ssl.* cannot be used: {e.Message}");
        }

        string? Setting(string name) => config.Properties.GetValueOrDefault(used + name) is { Length: > 0 } value ? value : null;
    }

    public void Configure(HttpsConnectionAdapterOptions options)
    {
        options.ServerCertificate = _certificate;
        options.ServerCertificateChain = _chain;
        options.ClientCertificateMode = _clients;
        options.SslProtocols = _protocols;
        if (_trusted is not null) options.ClientCertificateValidation = IsTrusted;
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Chain) KeyStore(Func<string, string?> setting)
    {
        var type = setting("ssl.keystore.type")?.ToUpperInvariant();
        if (type is "PEM" || setting("ssl.keystore.key") is not null)
        {
            var file = setting("ssl.keystore.location") is { } location ? File.ReadAllText(location) : null;
            var chain = file ?? setting("ssl.keystore.certificate.chain") ?? throw Missing("ssl.keystore.certificate.chain");
            var key = file ?? setting("ssl.keystore.key") ?? throw Missing("ssl.keystore.key");
            using var read = setting("ssl.key.password") is { } password ? X509Certificate2.CreateFromEncryptedPem(chain, key, password) : X509Certificate2.CreateFromPem(chain, key);
            var all = new X509Certificate2Collection();
            all.ImportFromPem(chain);
            // Some systems use only keys that have been in a PKCS12 store.
            return (X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null), all);
        }

        var store = setting("ssl.keystore.location") ?? throw Missing("ssl.keystore.location");
        var certificates = LoadStore(store, setting("ssl.keystore.password") ?? setting("ssl.key.password"), type);
        var own = certificates.FirstOrDefault(c => c.HasPrivateKey) ?? throw new StartException($"'{store}' has no private key");
        return (own, certificates);
    }

    private static X509Certificate2Collection? TrustStore(Func<string, string?> setting)
    {
        var trusted = new X509Certificate2Collection();
        if (setting("ssl.truststore.certificates") is { } pem)
        {
            trusted.ImportFromPem(pem);
            return trusted;
        }

        if (setting("ssl.truststore.location") is not { } location) return null;
        if (setting("ssl.truststore.type")?.ToUpperInvariant() is not "PEM") return LoadStore(location, setting("ssl.truststore.password"), setting("ssl.truststore.type"));
        trusted.ImportFromPemFile(location);
        return trusted;
    }

    private static X509Certificate2Collection LoadStore(string file, string? password, string? type)
    {
        // Java's own format has no reader in .NET; since Java 9 keytool writes PKCS12, whatever the file is called.
        using (var stream = File.OpenRead(file))
        {
            Span<byte> start = stackalloc byte[4];
            if (stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start.SequenceEqual<byte>([0xFE, 0xED, 0xFE, 0xED]))
            {
                throw new StartException(
                    $"'{file}' is a store of the old JKS format{(type is null ? "" : $" (type {type})")}: convert it with "
                    + "'keytool -importkeystore -srckeystore FILE -destkeystore NEW.p12 -deststoretype PKCS12'");
            }
        }

        return X509CertificateLoader.LoadPkcs12CollectionFromFile(file, password);
    }

    private static ClientCertificateMode Clients(string? setting) => setting?.ToLowerInvariant() switch
    {
        null or "none" => ClientCertificateMode.NoCertificate,
        "requested" => ClientCertificateMode.AllowCertificate,
        "required" => ClientCertificateMode.RequireCertificate,
        var other => throw new StartException($"Invalid value {other} for configuration ssl.client.auth: String must be one of: required, requested, none"),
    };

    private static SslProtocols Protocols(string? setting)
    {
        if (setting is null) return SslProtocols.Tls12 | SslProtocols.Tls13;
        var protocols = SslProtocols.None;
        foreach (var name in setting.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            protocols |= name.ToUpperInvariant() switch
            {
                "TLSV1.2" => SslProtocols.Tls12,
                "TLSV1.3" => SslProtocols.Tls13,
                _ => throw new StartException($"The protocol {name} of ssl.enabled.protocols is not supported: use TLSv1.2 or TLSv1.3"),
            };
        }

        return protocols;
    }

    private static StartException Missing(string name) => new($"An HTTPS listener needs {name}, with the prefix of the listener or without one");

    private bool IsTrusted(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_trusted!);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>()) own.ChainPolicy.ExtraStore.Add(element.Certificate);
        return own.Build(certificate);
    }
}
