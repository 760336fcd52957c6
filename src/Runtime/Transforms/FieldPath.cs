using System.Collections;
using System.Text;
using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;

namespace Connect.Runtime.Transforms;

/// <summary>
/// The way to a field (KIP-821). In version 1 a name is one field; in version 2 dots lead into nested fields, and backticks keep a name with dots together.
/// </summary>
internal sealed class FieldPath
{
    public const string VersionKey = "field.syntax.version";
    private const string Purpose = "nested field access";

    private readonly string[] _steps;

    /// <exception cref="ConfigException">A backtick is not closed.</exception>
    public FieldPath(string path, bool nested) => _steps = nested ? Parse(path) : [path];

    public static ConfigDef WithVersion(ConfigDef definition) => definition.Define(
        VersionKey, ConfigType.String, "V1", ConfigImportance.High,
        "V1 takes names of fields as they are; V2 lets dots in them lead into nested fields.", ConfigValidators.OneOfIgnoringCase("V1", "V2"));

    public static bool IsNested(ParsedConfig config) => config.GetRequiredString(VersionKey).Equals("V2", StringComparison.OrdinalIgnoreCase);

    public Field? FieldFrom(Schema schema)
    {
        CheckNotEmpty();
        for (var i = 0; i < _steps.Length - 1; i++)
        {
            if (schema.Field(_steps[i]) is not { } field) return null;
            schema = field.Schema;
        }

        return schema.Field(_steps[^1]);
    }

    public object? ValueFrom(Struct? value, bool withDefault)
    {
        CheckNotEmpty();
        for (var i = 0; i < _steps.Length - 1 && value is not null; i++)
            value = value.Schema.Field(_steps[i]) is { } field ? Requirements.StructOrNull(value.Get(field), Purpose) : null;
        if (value?.Schema.Field(_steps[^1]) is not { } last) return null;
        return withDefault ? value.Get(last) : value.Raw(last.Index);
    }

    public object? ValueFrom(IDictionary? value)
    {
        CheckNotEmpty();
        for (var i = 0; i < _steps.Length - 1 && value is not null; i++)
            value = Requirements.MapOrNull(Requirements.Get(value, _steps[i]), Purpose);
        return value is null ? null : Requirements.Get(value, _steps[^1]);
    }

    private void CheckNotEmpty()
    {
        if (_steps.Length == 0) throw new DataException("The path of the field is empty");
    }

    private static string[] Parse(string path)
    {
        var steps = new List<string>();
        var at = 0;
        while (at < path.Length)
        {
            if (path[at] == '`')
            {
                steps.Add(Quoted(path, ref at));
                continue;
            }

            var dot = path.IndexOf('.', at);
            steps.Add(dot < 0 ? path[at..] : path[at..dot]);
            at = dot < 0 ? path.Length : dot + 1;
        }

        if (path.EndsWith('.')) steps.Add("");
        return [.. steps];
    }

    /// <summary>A backtick closes only before a dot or at the end; with a backslash before it, it is a part of the name.</summary>
    private static string Quoted(string path, ref int at)
    {
        var opened = at;
        var name = new StringBuilder();
        var start = at + 1;
        var from = start;
        while (true)
        {
            var tick = path.IndexOf('`', from);
            var escaped = tick > 0 && path[tick - 1] == '\\';
            if (tick < 0 || (tick == path.Length - 1 && escaped))
            {
                throw new ConfigException(
                    $"Incomplete backtick pair in path: [{path}], consider adding a backslash before backtick at position {opened} to escape it");
            }

            if (tick == path.Length - 1)
            {
                at = path.Length;
                return name.Append(path, start, tick - start).ToString();
            }

            from = tick + 1;
            if (path[tick + 1] != '.') continue;
            if (!escaped)
            {
                at = tick + 2;
                return name.Append(path, start, tick - start).ToString();
            }

            name.Append(path, start, tick - 1 - start).Append('`');
            start = from;
        }
    }
}
