using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;

namespace Connect.Runtime.Configuration.Policies;

/// <summary>What the policies that come with Kafka have in common: each setting is allowed or not, by its name alone (KIP-458).</summary>
public abstract class OverridePolicy(string name) : IConnectorClientConfigOverridePolicy
{
    /// <inheritdoc/>
    public virtual void Configure(IReadOnlyDictionary<string, string?> config)
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<ConfigValue> Validate(ConnectorClientConfigRequest request)
    {
        var values = new List<ConfigValue>();
        foreach (var (key, value) in request.ClientProps)
        {
            var found = new ConfigValue(key) { Value = value };
            if (!IsAllowed(key)) found.AddError($"The '{name}' policy does not allow '{key}' to be overridden in the connector configuration.");
            values.Add(found);
        }

        return values;
    }

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Whether a connector may override a setting.</summary>
    protected abstract bool IsAllowed(string key);
}

/// <summary>All settings may be overridden (<c>AllConnectorClientConfigOverridePolicy</c>).</summary>
public sealed class AllPolicy() : OverridePolicy("All")
{
    /// <inheritdoc/>
    protected override bool IsAllowed(string key) => true;
}

/// <summary>No setting may be overridden (<c>NoneConnectorClientConfigOverridePolicy</c>).</summary>
public sealed class NonePolicy() : OverridePolicy("None")
{
    /// <inheritdoc/>
    protected override bool IsAllowed(string key) => false;
}

/// <summary>Who the client is may be overridden (<c>PrincipalConnectorClientConfigOverridePolicy</c>).</summary>
public sealed class PrincipalPolicy() : OverridePolicy("Principal")
{
    /// <inheritdoc/>
    protected override bool IsAllowed(string key) => key is "sasl.jaas.config" or "sasl.mechanism" or "security.protocol";
}

/// <summary>The settings that <c>connector.client.config.override.allowlist</c> names may be overridden (<c>AllowlistConnectorClientConfigOverridePolicy</c>, KIP-1188).</summary>
public sealed class AllowlistPolicy() : OverridePolicy("Allowlist")
{
    private const string Allowlist = "connector.client.config.override.allowlist";

    private IReadOnlyList<string> _allowed = [];

    /// <inheritdoc/>
    public override void Configure(IReadOnlyDictionary<string, string?> config) =>
        _allowed = (List<string>?)ConfigParser.Parse(Allowlist, config.GetValueOrDefault(Allowlist), ConfigType.List, null) ?? [];

    /// <inheritdoc/>
    protected override bool IsAllowed(string key) => _allowed.Contains(key);
}
