using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Connect.Broker.Configuration;

/// <summary>A setting's value as its type: integers and booleans in <see cref="Number"/>, fractions in <see cref="Real"/>.</summary>
internal readonly record struct ConfigValue(string Text, long Number = 0, double Real = 0, IReadOnlyList<string>? Items = null)
{
    public bool Flag => Number != 0;

    /// <summary>Reads a value as Kafka does: spaces around it do not count.</summary>
    public static bool TryParse(ConfigType type, string text, out ConfigValue value, [NotNullWhen(false)] out string? problem)
    {
        var trimmed = text.Trim();
        problem = null;
        value = new ConfigValue(trimmed);
        switch (type)
        {
            case ConfigType.Boolean:
                if (trimmed.Equals("true", StringComparison.OrdinalIgnoreCase)) value = new ConfigValue("true", 1);
                else if (trimmed.Equals("false", StringComparison.OrdinalIgnoreCase)) value = new ConfigValue("false", 0);
                else problem = "Expected value to be either true or false";
                break;
            case ConfigType.Int or ConfigType.Short or ConfigType.Long:
                if (long.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    && Fits(type, number))
                    value = new ConfigValue(number.ToString(CultureInfo.InvariantCulture), number);
                else problem = NotANumber(type);
                break;
            case ConfigType.Double:
                if (TryReal(trimmed, out var real)) value = new ConfigValue(Format(real), Real: real);
                else problem = NotANumber(type);
                break;
            case ConfigType.List:
                var items = trimmed.Length == 0 ? [] : trimmed.Split(',', StringSplitOptions.TrimEntries);
                value = new ConfigValue(string.Join(',', items), Items: items);
                break;
        }

        return problem is null;
    }

    private static bool Fits(ConfigType type, long number) => type switch
    {
        ConfigType.Int => number is >= int.MinValue and <= int.MaxValue,
        ConfigType.Short => number is >= short.MinValue and <= short.MaxValue,
        _ => true,
    };

    private static string NotANumber(ConfigType type) => $"Not a number of type {type.ToString().ToUpperInvariant()}";

    /// <summary>Java allows the suffixes of its own literals.</summary>
    private static bool TryReal(string text, out double real)
    {
        var digits = text.Length > 1 && text[^1] is 'd' or 'D' or 'f' or 'F' ? text.AsSpan(0, text.Length - 1) : text;
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out real);
    }

    /// <summary>Kafka's tools show fractions as Java writes them: always with a decimal point.</summary>
    private static string Format(double real)
    {
        var text = real.ToString("R", CultureInfo.InvariantCulture);
        return Math.Abs(real) < 1e7 && !text.AsSpan().ContainsAny('.', 'E')
            ? text + ".0"
            : text.Replace("E+", "E", StringComparison.Ordinal);
    }
}
