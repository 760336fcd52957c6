using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Connect.Api.Http;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Worker;
using Connect.Sdk.Errors;
using Microsoft.AspNetCore.Http;

namespace Connect.Api.Security;

/// <summary>
/// HTTP basic authentication (<c>org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension</c>): users and passwords are in a properties
/// file that the JAAS entry <c>KafkaConnect</c> names. An empty file permits everyone, as it does in Connect.
/// </summary>
internal sealed partial class BasicAuth
{
    private const string Extension = "org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension";
    private const string Module = "org.apache.kafka.connect.rest.basic.auth.extension.PropertyFileLoginModule";
    private const string JaasProperty = "java.security.auth.login.config";
    private const string Entry = "KafkaConnect";

    private readonly Dictionary<string, byte[]> _users;

    private BasicAuth(Dictionary<string, byte[]> users) => _users = users;

    /// <summary>What a request without the right credentials gets.</summary>
    public static Answer Refusal { get; } = new(StatusCodes.Status401Unauthorized, "User cannot access the resource."u8.ToArray());

    /// <summary>The users of a worker; null if it asks for no credentials.</summary>
    /// <exception cref="ConfigException">An extension, its JAAS file or the users cannot be used.</exception>
    public static BasicAuth? Of(WorkerConfig config)
    {
        var extensions = config.Values.GetList("rest.extension.classes");
        foreach (var name in extensions)
        {
            if (name.Trim() is not (Extension or "BasicAuthSecurityRestExtension"))
                throw new ConfigException($"rest.extension.classes: {name} is not known; there is {Extension}");
        }

        if (extensions.Count == 0) return null;
        var file = JaasFileOf(config.Properties.GetValueOrDefault(JaasProperty), Environment.GetEnvironmentVariable("KAFKA_OPTS"))
            ?? throw new ConfigException($"{Extension} needs a JAAS file: set {JaasProperty}, in the worker's settings or as -D{JaasProperty}=FILE in KAFKA_OPTS");
        return new BasicAuth(UsersOf(JaasFile.Read(file, Entry), file));
    }

    /// <summary>Whether the header holds a user and its password.</summary>
    public bool Permits(string? authorization)
    {
        if (_users.Count == 0) return true;
        if (Credentials(authorization) is not { } credentials) return false;
        return _users.TryGetValue(credentials.User, out var password) && CryptographicOperations.FixedTimeEquals(password, credentials.Password);
    }

    /// <summary>The option of the Java machine that other workers are started with.</summary>
    internal static string? JaasFileOf(string? setting, string? javaOptions)
    {
        if (!string.IsNullOrWhiteSpace(setting)) return setting.Trim();
        return javaOptions is not null && JavaOption().Match(javaOptions) is { Success: true } option ? option.Groups["file"].Value : null;
    }

    private static Dictionary<string, byte[]> UsersOf(List<LoginModule> modules, string jaasFile)
    {
        if (modules is not [var module]) throw new ConfigException($"The entry {Entry} of '{jaasFile}' must have one login module, {Module}");
        if (module.Class != Module) throw new ConfigException($"The login module {module.Class} of '{jaasFile}' is not known; there is {Module}");
        if (!module.Options.TryGetValue("file", out var file) || file.Length == 0)
            throw new ConfigException("Property Credentials file must be specified");
        try
        {
            return PropertiesFile.Read(file).ToDictionary(u => u.Key, u => Encoding.UTF8.GetBytes(u.Value), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"Error loading Property Credentials file '{file}': {e.Message}");
        }
    }

    private static (string User, byte[] Password)? Credentials(string? authorization)
    {
        var space = authorization?.IndexOf(' ', StringComparison.Ordinal) ?? -1;
        if (space <= 0 || !authorization![..space].Equals("Basic", StringComparison.OrdinalIgnoreCase)) return null;
        var encoded = authorization[(space + 1)..].Trim();
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length)) return null;
        var text = bytes.AsSpan(0, length);
        var colon = text.IndexOf((byte)':');
        return colon <= 0 ? null : (Encoding.UTF8.GetString(text[..colon]), text[(colon + 1)..].ToArray());
    }

    [GeneratedRegex("""-Djava\.security\.auth\.login\.config=+(?:"(?<file>[^"]+)"|(?<file>\S+))""")]
    private static partial Regex JavaOption();
}
