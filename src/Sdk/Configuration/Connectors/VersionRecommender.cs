namespace Connect.Sdk.Configuration.Connectors;

/// <summary>The version of a converter matters only where the connector names a converter.</summary>
internal sealed class VersionRecommender(string converterKey) : IConfigRecommender
{
    public IReadOnlyList<object?> ValidValues(string name, IReadOnlyDictionary<string, object?> parsed) => [];

    public bool IsVisible(string name, IReadOnlyDictionary<string, object?> parsed) => parsed.GetValueOrDefault(converterKey) is not null;
}
