using Connect.Sdk.Configuration;

namespace Connect.Sdk.Options;

/// <summary>
/// Makes a property of an options class a setting of a connector. A property that is <c>required</c>, or has no <see cref="Default"/> and cannot be null, must be set.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConfigOptionAttribute(string name) : Attribute
{
    /// <summary>The key.</summary>
    public string Name { get; } = name;

    /// <summary>What it does, for people.</summary>
    public string Documentation { get; init; } = "";

    /// <summary>The value if the setting is absent, as its type or as text; a property that can be null has null.</summary>
    public object? Default { get; init; }

    /// <summary>How much it matters.</summary>
    public ConfigImportance Importance { get; init; } = ConfigImportance.Medium;

    /// <summary>The group it is shown in, or null.</summary>
    public string? Group { get; init; }

    /// <summary>The place in the group; -1 if not said.</summary>
    public int Order { get; init; } = -1;

    /// <summary>How wide to show it.</summary>
    public ConfigWidth Width { get; init; }

    /// <summary>The name to show; the key if not said.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Settings whose valid values or visibility depend on this one.</summary>
    public string[] Dependents { get; init; } = [];
}

/// <summary>A rule for the value of a setting.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public abstract class ConfigRuleAttribute : Attribute
{
    /// <summary>The validator of the rule.</summary>
    public abstract IConfigValidator Validator { get; }
}

/// <summary>A number that is not less than another.</summary>
public sealed class AtLeastAttribute(object minimum) : ConfigRuleAttribute
{
    /// <summary>The least value.</summary>
    public object Minimum { get; } = minimum;

    /// <inheritdoc/>
    public override IConfigValidator Validator => ConfigValidators.AtLeast(Minimum);
}

/// <summary>A number between two others, which are valid themselves.</summary>
public sealed class BetweenAttribute(object minimum, object maximum) : ConfigRuleAttribute
{
    /// <summary>The least value.</summary>
    public object Minimum { get; } = minimum;

    /// <summary>The greatest value.</summary>
    public object Maximum { get; } = maximum;

    /// <inheritdoc/>
    public override IConfigValidator Validator => ConfigValidators.Between(Minimum, Maximum);
}

/// <summary>A string that is not empty.</summary>
public sealed class NonEmptyAttribute : ConfigRuleAttribute
{
    /// <inheritdoc/>
    public override IConfigValidator Validator => ConfigValidators.NonEmptyString;
}
