using System.Globalization;
using System.Text.Json;
using Connect.Compatibility.Tests.Format;
using Connect.Runtime.Configuration.Connectors;
using Connect.Sdk.Configuration;
using Connect.Sdk.Errors;

namespace Connect.Compatibility.Tests.Kinds;

internal static class ConfigKinds
{
    public static VectorKind Definition { get; } = new(
        (v, _) =>
        {
            var definition = Definitions.Of(v.Class);
            return v.Input.TryGetProperty("key", out var key)
                ? Describe(definition.Keys[key.GetString()!], IsWorker(v))
                : string.Join(", ", definition.Keys.Keys.Order(StringComparer.Ordinal));
        },
        v => Expectations.Result(v) is { ValueKind: JsonValueKind.Array } names
            ? string.Join(", ", names.EnumerateArray().Select(n => n.GetString()))
            : Describe(Expectations.Result(v)));

    public static VectorKind ParseType { get; } = new(
        (v, _) =>
        {
            object? given = v.Input.TryGetProperty("typedValue", out var typed) ? ValueReader.Read(typed) : v.Input.GetProperty("value").GetString();
            var type = Enum.Parse<ConfigType>(v.Input.GetProperty("type").GetString()!, ignoreCase: true);
            var value = ConfigParser.Parse(v.Input.GetProperty("name").GetString()!, given, type, Definitions.Plugins);
            return $"{Canonical.Of(value)} {Canonical.Quoted(ConfigParser.ToText(value))}";
        },
        v => $"{Canonical.Of(ValueReader.Read(Expectations.Result(v).GetProperty("value")))} {Canonical.Quoted(Expectations.Result(v).GetProperty("text").GetString())}");

    public static VectorKind Validate { get; } = new(
        (v, running) =>
        {
            var config = v.ConfigValues.ToDictionary(StringComparer.Ordinal);
            var definition = Definitions.Of(v.Class);
            if (v.Input.GetProperty("operation").GetString() == "parse")
            {
                var parsed = definition.Parse(config, Definitions.Plugins);
                return Lines(parsed.Where(p => config.ContainsKey(p.Key)).Select(p => $"{p.Key} = {Canonical.Of(p.Value)}"));
            }

            var values = new Dictionary<string, ConfigValue>(definition.Validate(config, Definitions.Plugins), StringComparer.Ordinal);
            if (v.Input.TryGetProperty("sinkChecks", out var checks) && checks.GetBoolean()) SinkTopicChecks.AddErrors(config, values);
            var shown = values.Values.Where(c => config.ContainsKey(c.Name) || c.Errors.Count > 0).ToList();
            // Where Java's validation itself breaks, ours reports the setting as wrong.
            if (v.Expect.TryGetProperty("error", out _) && shown.Any(c => c.Errors.Count > 0)) throw new ConfigException("reported as an error of a setting");
            var prefixed = Prefixed(v);
            return Lines(shown.Select(c => Describe(
                c.Name, Canonical.Of(c.Value), c.Errors.Select(e => prefixed.Contains(c.Name) ? Prefix(e) : e), c.RecommendedValues.Select(r => Canonical.Of(r)), c.IsVisible)));
        },
        v => Expectations.Result(v) is { ValueKind: JsonValueKind.Array } values
            ? Lines(values.EnumerateArray().Select(c => Describe(
                c.GetProperty("name").GetString()!, Canonical.Of(ValueReader.Read(c.GetProperty("value"))),
                c.GetProperty("errors").EnumerateArray().Select(e => Prefixed(v).Contains(c.GetProperty("name").GetString()!) ? Prefix(e.GetString()!) : e.GetString()!),
                c.GetProperty("recommended").EnumerateArray().Select(r => Canonical.Of(ValueReader.Read(r))), c.GetProperty("visible").GetBoolean())))
            : Lines(Expectations.Result(v).EnumerateObject().Select(p => $"{p.Name} = {Canonical.Of(ValueReader.Read(p.Value))}")));

    public static VectorKind Validator { get; } = new(
        (v, _) =>
        {
            var validator = Make(v.Input.GetProperty("validator").GetString()!, v.Input.GetProperty("arguments"));
            Assert.Equal(v.Config.GetProperty("text").GetString(), validator.ToString());
            validator.EnsureValid(v.Input.GetProperty("name").GetString()!, ValueReader.Read(v.Input.GetProperty("value")));
            return "\"valid\"";
        },
        Expectations.Plain);

    private static IConfigValidator Make(string name, JsonElement arguments)
    {
        string[] strings = [.. arguments.EnumerateArray().Select(a => a.ValueKind == JsonValueKind.String ? a.GetString()! : a.GetRawText())];
        return name switch
        {
            "Range" when strings[0] == "atLeast" => ConfigValidators.AtLeast(Number(strings[1])),
            "Range" => ConfigValidators.Between(Number(strings[1]), Number(strings[2])),
            "ValidString" => ConfigValidators.OneOf(strings),
            "CaseInsensitiveValidString" => ConfigValidators.OneOfIgnoringCase(strings),
            "ValidList" when strings[0] == "in" => ConfigValidators.ListOf(strings[1..]),
            "ValidList" => ConfigValidators.ListOfDifferent(strings[1] == "true", strings[2] == "true"),
            "ListSize" => ConfigValidators.ListSize(int.Parse(strings[0], CultureInfo.InvariantCulture)),
            "NonEmptyString" => ConfigValidators.NonEmptyString,
            "NonEmptyStringWithoutControlChars" => ConfigValidators.NonEmptyStringWithoutControlChars,
            "NonNullValidator" => ConfigValidators.NonNull,
            _ => throw new NotSupportedException(name),
        };
    }

    private static object Number(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var whole) ? whole : (object)double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>What is valid was not recorded for the settings of workers.</summary>
    private static bool IsWorker(VectorCase v) => v.Class.EndsWith(".DistributedConfig", StringComparison.Ordinal) || v.Class.EndsWith(".StandaloneConfig", StringComparison.Ordinal);

    private static string Describe(ConfigKey key, bool isWorker) => Describe(
        key.Name, key.Type.ToString(), !key.HasDefault, key.HasDefault ? $"{Canonical.Of(key.Default)} {Canonical.Quoted(ConfigParser.ToText(key.Default))}" : "",
        key.Importance.ToString(), key.Group, key.OrderInGroup, key.Width.ToString(), key.DisplayName, key.Dependents, isWorker ? null : key.Validator?.ToString());

    private static string Describe(JsonElement json) => Describe(
        json.GetProperty("name").GetString()!, json.GetProperty("type").GetString()!, json.GetProperty("required").GetBoolean(),
        json.TryGetProperty("default", out var value) ? $"{Canonical.Of(ValueReader.Read(value))} {Canonical.Quoted(json.GetProperty("defaultText").GetString())}" : "",
        json.GetProperty("importance").GetString()!, json.GetProperty("group").GetString(), json.GetProperty("orderInGroup").GetInt32(),
        json.GetProperty("width").GetString()!, json.GetProperty("displayName").GetString()!,
        json.GetProperty("dependents").EnumerateArray().Select(d => d.GetString()!),
        json.TryGetProperty("validValues", out var valid) ? valid.GetString() : null);

    private static string Describe(
        string name, string type, bool required, string missing, string importance, string? group, int order, string width, string display,
        IEnumerable<string> dependents, string? validValues) =>
        $"{name} {type.ToUpperInvariant()} required={required} default={missing} {importance.ToUpperInvariant()} group={group} order={order} "
        + $"width={width.ToUpperInvariant()} display={display} dependents={string.Join(',', dependents)} valid={validValues}";

    private static string Describe(string name, string value, IEnumerable<string> errors, IEnumerable<string> recommended, bool visible) =>
        $"{name} = {value} errors [{string.Join(" | ", errors)}] recommended [{string.Join(" | ", recommended)}] visible={visible}";

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Order(StringComparer.Ordinal).Select(l => "\n    " + l));

    private static HashSet<string> Prefixed(VectorCase v) => v.Expect.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Array
        ? [.. result.EnumerateArray().Where(c => c.TryGetProperty("errorsMatch", out _)).Select(c => c.GetProperty("name").GetString()!)]
        : [];

    /// <summary>Up to the second colon; what follows is the text of a regex library.</summary>
    private static string Prefix(string message) => string.Join(':', message.Split(':').Take(2));
}
