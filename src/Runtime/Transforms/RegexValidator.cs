using Connect.Sdk.Configuration;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Runtime.Transforms;

/// <summary>A pattern in Java's syntax.</summary>
internal static class RegexValidator
{
    public static IConfigValidator Instance { get; } = ConfigValidators.Of("valid regex", (name, value) =>
    {
        if (value is null) return;
        try
        {
            _ = new JavaRegex((string)value);
        }
        catch (ArgumentException e)
        {
            throw new ConfigException(name, value, $"Invalid regex: {e.Message}");
        }
    });
}
