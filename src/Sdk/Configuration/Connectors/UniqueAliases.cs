using Connect.Sdk.Errors;

namespace Connect.Sdk.Configuration.Connectors;

/// <summary>A list of names that are not repeated.</summary>
internal static class UniqueAliases
{
    public static IConfigValidator Of(string kind) => ConfigValidators.All(
        ConfigValidators.NonNull,
        ConfigValidators.Of($"unique {kind}", (name, value) =>
        {
            if (value is IReadOnlyList<string> list && list.Distinct(StringComparer.Ordinal).Count() < list.Count)
                throw new ConfigException(name, value, "Duplicate alias provided.");
        }));
}
