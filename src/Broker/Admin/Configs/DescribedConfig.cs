using Connect.Broker.Configuration;

namespace Connect.Broker.Admin.Configs;

/// <summary>A setting with the value in force, where it comes from, and what else could have given it one.</summary>
internal sealed record DescribedConfig(ConfigKey Key, string? Value, ConfigSource Source, bool ReadOnly, IReadOnlyList<DescribedSynonym> Synonyms);

internal readonly record struct DescribedSynonym(string Name, string Value, ConfigSource Source);
