namespace Connect.Runtime.Configuration;

/// <summary>Hides values that may be secrets, by the names of settings and by what values look like.</summary>
public static class SecretMasking
{
    private static readonly string[] Words = ["password", "secret", "token", "credential", "jaas", "apikey", "api.key", "access.key", "private", "passphrase", "ssl.key"];

    /// <summary>A copy with <c>[hidden]</c> for what may be a secret.</summary>
    public static Dictionary<string, string?> Mask(IReadOnlyDictionary<string, string?> config) => config.ToDictionary(
        p => p.Key, p => IsSecret(p.Key) || HasCredentials(p.Value) ? "[hidden]" : p.Value, StringComparer.Ordinal);

    private static bool IsSecret(string key) => Words.Any(w => key.Contains(w, StringComparison.OrdinalIgnoreCase));

    /// <summary>A URL with a user and password in it, or a connection string.</summary>
    private static bool HasCredentials(string? value) => value is not null
        && ((value.Contains("://", StringComparison.Ordinal) && value.Contains('@', StringComparison.Ordinal))
            || value.Contains("password=", StringComparison.OrdinalIgnoreCase) || value.Contains("pwd=", StringComparison.OrdinalIgnoreCase));
}
