using System.Globalization;
using System.Text;
using Connect.Sdk.Configuration;

namespace Connect.Testing.Compliance;

/// <summary>A configuration definition as a text that is kept beside the tests, so that a change of it is seen in review.</summary>
internal static class ConfigSnapshot
{
    /// <summary>One line a setting: name, type, importance, default, group.</summary>
    public static string Of(ConfigDef definition)
    {
        var text = new StringBuilder();
        foreach (var key in definition.Keys.Values.OrderBy(k => k.Name, StringComparer.Ordinal))
        {
            var value = !key.HasDefault ? "required" : $"default {Text(key.Default)}";
            text.Append(CultureInfo.InvariantCulture, $"{key.Name} | {key.Type} | {key.Importance} | {value} | {key.Group ?? "-"}\n");
        }

        return text.ToString();
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        System.Collections.IEnumerable list and not string => $"[{string.Join(",", list.Cast<object?>())}]",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
