using System.Collections;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Sdk.Configuration;

/// <summary>Makes typed values of the texts of a configuration, and texts of typed values.</summary>
public static class ConfigParser
{
    /// <summary>The value of a type. Values that have the type already pass; null stays null.</summary>
    /// <param name="name">The key, for the text of an error.</param>
    /// <param name="value">A text or a typed value.</param>
    /// <param name="type">The type it shall have.</param>
    /// <param name="classes">Finds classes; without it the name alone is kept.</param>
    /// <exception cref="ConfigException">It is not of the type.</exception>
    public static object? Parse(string name, object? value, ConfigType type, IConfigClassResolver? classes)
    {
        if (value is null) return null;
        if (value is not string given) return ParseTyped(name, value, type);
        var text = given.JavaTrim();
        return type switch
        {
            ConfigType.Boolean when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
            ConfigType.Boolean when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
            ConfigType.Boolean => throw new ConfigException(name, value, "Expected value to be either true or false"),
            ConfigType.String => text,
            ConfigType.Password => new Password(text),
            ConfigType.List => text.Length == 0 ? [] : SplitList(text),
            ConfigType.Class when classes is null => new ConfigClass(text),
            ConfigType.Class => classes.Resolve(text) ?? throw new ConfigException(name, value, $"Class {given} could not be found."),
            ConfigType.Int when JavaNumbers.TryParseInt32(text, out var number) => number,
            ConfigType.Short when JavaNumbers.TryParseInt32(text, out var number) && number is >= short.MinValue and <= short.MaxValue => (short)number,
            ConfigType.Long when JavaNumbers.TryParseInt64(text, out var number) => number,
            ConfigType.Double when JavaNumbers.TryParseDouble(text, out var number) => (object)number,
            _ => throw new ConfigException(name, value, $"Not a number of type {type.UpperName()}"),
        };
    }

    /// <summary>The text of a typed value, as in Kafka's definitions; secrets are hidden.</summary>
    public static string? ToText(object? value) => value switch
    {
        null => null,
        IList list => string.Join(',', list.Cast<object?>().Select(JavaText.Of)),
        _ => JavaText.Of(value),
    };

    internal static string UpperName(this ConfigType type) => type.ToString().ToUpperInvariant();

    private static object ParseTyped(string name, object value, ConfigType type)
    {
        switch (type, value)
        {
            case (ConfigType.Boolean, bool):
            case (ConfigType.Password, Password):
            case (ConfigType.Int, int):
            case (ConfigType.Short, short):
            case (ConfigType.Long, long):
            case (ConfigType.Class, ConfigClass):
                return value;
            case (ConfigType.Long, int number):
                return (long)number;
            case (ConfigType.Double, _) when ValueClasses.IsNumber(value):
                return JavaNumbers.ToDouble(value);
            case (ConfigType.List, IEnumerable<string> list):
                return list.ToList();
        }

        throw new ConfigException(name, value, type switch
        {
            ConfigType.Boolean => "Expected value to be either true or false",
            ConfigType.Int => $"Expected value to be a 32-bit integer, but it was a {JavaNames.ClassOf(value)}",
            ConfigType.Short => $"Expected value to be a 16-bit integer (short), but it was a {JavaNames.ClassOf(value)}",
            ConfigType.Long => $"Expected value to be a 64-bit integer (long), but it was a {JavaNames.ClassOf(value)}",
            ConfigType.Double => $"Expected value to be a double, but it was a {JavaNames.ClassOf(value)}",
            ConfigType.List => "Expected a comma separated list.",
            ConfigType.Class => "Expected a Class instance or class name.",
            _ => $"Expected value to be a string, but it was a {JavaNames.ClassOf(value)}",
        });
    }

    /// <summary>Spaces around a comma belong to it, in the sense of Java's <c>\s</c>.</summary>
    private static List<string> SplitList(string text)
    {
        var parts = text.Split(',');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0) parts[i] = parts[i].TrimStart(' ', '\t', '\n', '\v', '\f', '\r');
            if (i < parts.Length - 1) parts[i] = parts[i].TrimEnd(' ', '\t', '\n', '\v', '\f', '\r');
        }

        return [.. parts];
    }
}
