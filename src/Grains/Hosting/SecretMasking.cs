namespace Connect.Grains.Hosting;

/// <summary>Hides values that may be secrets from whoever looks at the dashboard.</summary>
internal static class SecretMasking
{
    private static readonly string[] Words = ["password", "secret", "token", "credential", "jaas", "apikey", "api.key", "access.key", "private", "passphrase", "ssl.key"];

    public static Dictionary<string, string?> Mask(IReadOnlyDictionary<string, string?> config) => config.ToDictionary(
        p => p.Key, p => IsSecret(p.Key) || HasCredentials(p.Value) ? "[hidden]" : p.Value, StringComparer.Ordinal);

    private static bool IsSecret(string key) => Words.Any(w => key.Contains(w, StringComparison.OrdinalIgnoreCase));

    /// <summary>A URL with a user and password in it, or a connection string.</summary>
    private static bool HasCredentials(string? value) => value is not null
        && ((value.Contains("://", StringComparison.Ordinal) && value.Contains('@', StringComparison.Ordinal))
            || value.Contains("password=", StringComparison.OrdinalIgnoreCase) || value.Contains("pwd=", StringComparison.OrdinalIgnoreCase));
}
