using System.Text.RegularExpressions;
using Connect.Sdk.Errors;

namespace Connect.Sdk.Configuration.Connectors;

/// <summary>Versions or ranges of versions of plugins, as Maven writes them: 1.0, [1.0,2.0), [1.0] (KIP-891).</summary>
public static partial class PluginVersions
{
    /// <summary>A version, a range, or nothing.</summary>
    public static IConfigValidator Validator { get; } = ConfigValidators.Of("", (name, value) =>
    {
        if (value is string text && text.Length > 0 && !Specification().IsMatch(text))
            throw new ConfigException(name, value, "Not a version or a range of versions");
    });

    [GeneratedRegex(@"^[^\[\](),]+$|^[\[(][^\[\](),]*(,[^\[\](),]*)?[\])](,[\[(][^\[\](),]*(,[^\[\](),]*)?[\])])*$")]
    private static partial Regex Specification();
}
