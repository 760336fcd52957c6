using Connect.Sdk.Configuration;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Runtime.Configuration.Worker;

/// <summary>Rules for settings of workers, with Kafka's texts.</summary>
internal static class WorkerValidators
{
    private static readonly string[] MacAlgorithms =
        ["HmacMD5", "HmacSHA1", "HmacSHA224", "HmacSHA256", "HmacSHA384", "HmacSHA512", "HmacSHA512/224", "HmacSHA512/256"];

    public static IConfigValidator Partitions { get; } = ConfigValidators.Of("Positive number, or -1 to use the broker's default", (name, value) =>
    {
        if (value is not int and not null || value is 0 or < -1)
            throw new ConfigException(name, value, "Number of partitions must be positive, or -1 to use the broker's default");
        RequireValue(name, value);
    });

    public static IConfigValidator ReplicationFactor { get; } = ConfigValidators.Of(
        "Positive number not larger than the number of brokers in the Kafka cluster, or -1 to use the broker's default",
        (name, value) =>
        {
            RequireValue(name, value);
            if (value is (short)0 or < (short)-1)
            {
                throw new ConfigException(
                    name, value,
                    "Replication factor must be positive and not larger than the number of brokers in the Kafka cluster, or -1 to use the broker's default");
            }
        });

    public static IConfigValidator Protocol { get; } = ConfigValidators.Of("[eager, compatible, sessioned]", (name, value) =>
    {
        if (value is not string text || text.ToUpperInvariant() is not ("EAGER" or "COMPATIBLE" or "SESSIONED"))
            throw new ConfigException(name, value, "Invalid Connect protocol compatibility");
    });

    public static IConfigValidator KeyAlgorithm { get; } = ConfigValidators.Of(
        "Any KeyGenerator algorithm supported by the worker JVM", (name, value) => CheckAlgorithm(name, value, "key generation"));

    public static IConfigValidator SignatureAlgorithm { get; } = ConfigValidators.Of(
        "Any MAC algorithm supported by the worker JVM", (name, value) => CheckAlgorithm(name, value, "signature"));

    public static IConfigValidator VerificationAlgorithms { get; } = ConfigValidators.Of(
        "A list of one or more MAC algorithms, each supported by the worker JVM",
        (name, value) =>
        {
            if (value is not IReadOnlyList<string> { Count: > 0 } list)
                throw new ConfigException(name, value, "At least one signature verification algorithm must be provided");
            foreach (var algorithm in list) CheckAlgorithm(name, algorithm, "signature verification");
        });

    public static IConfigValidator Listeners { get; } = ConfigValidators.Of(
        "List of comma-separated URLs, ex: http://localhost:8080,https://localhost:8443.",
        (_, value) =>
        {
            if (value is not IReadOnlyList<string> { Count: > 0 } list)
            {
                throw new ConfigException(
                    "Invalid value for listeners, at least one URL is expected, ex: http://localhost:8080,https://localhost:8443.");
            }

            if (list.Any(JavaStrings.IsBlank)) throw new ConfigException("Empty URL found when parsing listeners list.");
        });

    public static IConfigValidator ResponseHeaders { get; } = ConfigValidators.Of(
        "Comma-separated header rules, where each header rule is of the form '[action] [header name]:[header value]' and optionally surrounded by double quotes "
        + "if any part of a header rule contains a comma",
        (_, value) =>
        {
            if (value is string text) ResponseHeader.Parse(text);
        });

    private static void RequireValue(string name, object? value)
    {
        if (value is null) throw new ConfigException(name, null, "Value must be non-null");
    }

    private static void CheckAlgorithm(string name, object? value, string purpose)
    {
        if (value is not string algorithm || !MacAlgorithms.Contains(algorithm, StringComparer.OrdinalIgnoreCase))
            throw new ConfigException(name, value, $"the {purpose} algorithm is not supported; choose one of {string.Join(", ", MacAlgorithms)}");
    }
}
