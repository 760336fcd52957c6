namespace Connect.Grains.Abstractions;

/// <summary>Compares configurations.</summary>
public static class ConfigComparison
{
    /// <summary>Whether two configurations have the same settings, in whatever order.</summary>
    public static bool IsSameAs(this IReadOnlyDictionary<string, string?> one, IReadOnlyDictionary<string, string?> other) =>
        one.Count == other.Count && one.All(p => other.TryGetValue(p.Key, out var value) && value == p.Value);
}
