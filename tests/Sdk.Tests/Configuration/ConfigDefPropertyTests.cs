using Connect.Sdk.Configuration;
using Connect.Sdk.Errors;
using CsCheck;

namespace Connect.Sdk.Tests.Configuration;

/// <summary>Whatever a user writes is parsed, or refused with a text; nothing else comes out.</summary>
public sealed class ConfigDefPropertyTests
{
    private static readonly IConfigValidator?[] Validators =
    [
        null, ConfigValidators.NonEmptyString, ConfigValidators.NonNull, ConfigValidators.OneOf("a", "b"), ConfigValidators.OneOfIgnoringCase("a"),
        ConfigValidators.Regex, ConfigValidators.NonEmptyStringWithoutControlChars,
    ];

    private static readonly string[] Odd = ["", " ", "true", "1", "-5", "1e400", "NaN", "a,b,,a", "(", "٣", "99999999999999999999", "a", "0x1p3"];

    private static readonly Gen<ConfigDef> GenDefinition = Gen.Select(Gen.Enum<ConfigType>(), Gen.Int[0, Validators.Length - 1], Gen.Int[0, 5])
        .Array[0, 6].Select(Define);

    private static readonly Gen<string?> GenValue = Gen.OneOf(
        Gen.Const((string?)null), Gen.Int[0, Odd.Length - 1].Select(i => (string?)Odd[i]),
        Gen.String.Select(s => (string?)s));

    private static readonly Gen<Dictionary<string, string?>> GenConfig = Gen.Dictionary(Gen.Int[0, 7].Select(i => $"k{i}"), GenValue)[0, 8];

    [Fact]
    public void Parsing_gives_values_or_a_config_exception() => Gen.Select(GenDefinition, GenConfig).Sample((definition, config) =>
    {
        try
        {
            Assert.Equal(definition.Keys.Count, definition.Parse(config).Count);
        }
        catch (ConfigException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }, iter: 3000);

    [Fact]
    public void Validation_never_fails_and_finds_what_parsing_finds() => Gen.Select(GenDefinition, GenConfig).Sample((definition, config) =>
    {
        var errors = definition.Validate(config).Values.SelectMany(v => v.Errors).ToList();
        try
        {
            definition.Parse(config);
        }
        catch (ConfigException)
        {
            Assert.NotEmpty(errors);
        }
    }, iter: 3000);

    private static ConfigDef Define((ConfigType Type, int Validator, int Dependent)[] keys)
    {
        var definition = new ConfigDef();
        for (var i = 0; i < keys.Length; i++)
        {
            var (type, validator, dependent) = keys[i];
            definition.Define(new ConfigKey($"k{i}", type, ConfigImportance.Low, "")
            {
                Validator = type == ConfigType.String ? Validators[validator] : type == ConfigType.Int ? ConfigValidators.AtLeast(1) : null,
                Dependents = dependent < i ? [$"k{dependent}"] : [],
            });
        }

        return definition;
    }
}
