using System.Collections;
using System.Globalization;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Sdk.Configuration;

/// <summary>Kafka's validators, with its texts. Each prints which values are valid.</summary>
public static class ConfigValidators
{
    // What the JDK says of it.
    private const string NoPattern = "Cannot invoke \"String.isEmpty()\" because \"this.pattern\" is null";

    /// <summary>A string that, if it is there, is not empty.</summary>
    public static IConfigValidator NonEmptyString { get; } = new Rule("non-empty string", (name, value) =>
    {
        if (value is "") throw new ConfigException(name, value, "String must be non-empty");
    });

    /// <summary>A value that is there.</summary>
    public static IConfigValidator NonNull { get; } = new Rule("non-null string", (name, value) =>
    {
        if (value is null) throw new ConfigException(name, null, "entry must be non null");
    });

    /// <summary>A pattern in the syntax of Java's regular expressions.</summary>
    public static IConfigValidator Regex { get; } = new Rule("valid regex", (name, value) =>
    {
        try
        {
            _ = new JavaRegex((string?)value ?? throw new ArgumentException(NoPattern));
        }
        catch (ArgumentException e)
        {
            throw new ConfigException(name, value, $"Invalid regex: {e.Message}");
        }
    });

    /// <summary>A string that is there, is not empty, and has no control characters: a name.</summary>
    public static IConfigValidator NonEmptyStringWithoutControlChars { get; } = new Rule("non-empty string without ISO control characters", (name, value) =>
    {
        if (value is null) return;
        var text = (string)value;
        if (text.Length == 0) throw new ConfigException(name, value, "String may not be empty");
        var control = text.Where(char.IsControl).Select(c => ((int)c).ToString(CultureInfo.InvariantCulture)).ToList();
        if (control.Count > 0)
        {
            throw new ConfigException(
                name, value, $"String may not contain control sequences but had the following ASCII chars: {string.Join(", ", control)}");
        }
    });

    /// <summary>A number that is there and not less than another.</summary>
    public static IConfigValidator AtLeast(object minimum) => new RangeValidator(minimum, null);

    /// <summary>A number that is there and between two others, which are valid themselves.</summary>
    public static IConfigValidator Between(object minimum, object maximum) => new RangeValidator(minimum, maximum);

    /// <summary>One of some strings.</summary>
    public static IConfigValidator OneOf(params string[] strings) => new Rule($"[{string.Join(", ", strings)}]", (name, value) =>
    {
        if (value is not string text || !strings.Contains(text, StringComparer.Ordinal))
            throw new ConfigException(name, value, $"String must be one of: {string.Join(", ", strings)}");
    });

    /// <summary>One of some strings in any case; they are printed in upper case.</summary>
    public static IConfigValidator OneOfIgnoringCase(params string[] strings)
    {
        var upper = strings.Select(s => s.ToUpperInvariant()).ToArray();
        return new Rule($"(case insensitive) [{string.Join(", ", upper)}]", (name, value) =>
        {
            if (value is not string text || !upper.Contains(text.ToUpperInvariant(), StringComparer.Ordinal))
                throw new ConfigException(name, value, $"String must be one of (case insensitive): {string.Join(", ", upper)}");
        });
    }

    /// <summary>A list of different, non-empty strings.</summary>
    public static IConfigValidator ListOfDifferent(bool mayBeEmpty, bool mayBeNull) => new ListValidator([], mayBeEmpty, mayBeNull);

    /// <summary>A list of different strings, each one of some.</summary>
    public static IConfigValidator ListOf(params string[] strings) => ListOf(mayBeEmpty: true, strings);

    /// <summary>A list of different strings, each one of some.</summary>
    public static IConfigValidator ListOf(bool mayBeEmpty, params string[] strings) => new ListValidator(strings, mayBeEmpty, false);

    /// <summary>A list of at most so many strings.</summary>
    public static IConfigValidator ListSize(int maximum) => new Rule($"List containing maximum of {maximum} elements", (name, value) =>
    {
        if (value is IList list && list.Count > maximum) throw new ConfigException(name, value, $"exceeds maximum list size of [{maximum}].");
    });

    /// <summary>Several rules, all of which must hold; the first that does not is reported.</summary>
    public static IConfigValidator All(params IConfigValidator[] validators) =>
        new Rule(string.Join(", ", validators.Select(v => v.ToString())), (name, value) =>
        {
            foreach (var validator in validators) validator.EnsureValid(name, value);
        });

    /// <summary>A rule of one's own.</summary>
    /// <param name="validValues">What is valid, for people.</param>
    /// <param name="ensureValid">Throws a <see cref="ConfigException"/> for the name and value if it is not.</param>
    public static IConfigValidator Of(string validValues, Action<string, object?> ensureValid) => new Rule(validValues, ensureValid);

    private sealed class Rule(string validValues, Action<string, object?> ensureValid) : IConfigValidator
    {
        public void EnsureValid(string name, object? value) => ensureValid(name, value);

        public override string ToString() => validValues;
    }

    private sealed class RangeValidator(object minimum, object? maximum) : IConfigValidator
    {
        public void EnsureValid(string name, object? value)
        {
            if (value is null) throw new ConfigException(name, null, "Value must be non-null");
            var number = JavaNumbers.ToDouble(value);
            if (number < JavaNumbers.ToDouble(minimum)) throw new ConfigException(name, value, $"Value must be at least {JavaText.Of(minimum)}");
            if (maximum is not null && number > JavaNumbers.ToDouble(maximum))
                throw new ConfigException(name, value, $"Value must be no more than {JavaText.Of(maximum)}");
        }

        public override string ToString() =>
            maximum is null ? $"[{JavaText.Of(minimum)},...]" : $"[{JavaText.Of(minimum)},...,{JavaText.Of(maximum)}]";
    }
}

/// <summary>A list without repetitions (KIP-1161). A configuration that is parsed, not validated, loses its repetitions before it is checked.</summary>
internal sealed class ListValidator(string[] valid, bool mayBeEmpty, bool mayBeNull) : IConfigValidator
{
    public void EnsureValid(string name, object? value)
    {
        if (value is null)
        {
            if (mayBeNull) return;
            throw new ConfigException($"Configuration '{name}' values must not be null.");
        }

        var list = (IReadOnlyList<string>)value;
        if (!mayBeEmpty && list.Count == 0)
        {
            var values = valid.Length == 0 ? "any non-empty value" : ToString();
            throw new ConfigException($"Configuration '{name}' must not be empty. Valid values include: {values}");
        }

        if (list.Distinct(StringComparer.Ordinal).Count() != list.Count) throw new ConfigException($"Configuration '{name}' values must not be duplicated.");
        foreach (var element in list)
        {
            if (element.Length == 0) throw new ConfigException($"Configuration '{name}' values must not be empty.");
            if (valid.Length > 0 && !valid.Contains(element, StringComparer.Ordinal))
                throw new ConfigException(name, element, $"String must be one of: {string.Join(", ", valid)}");
        }
    }

    public override string ToString() => valid.Length == 0 ? "" : $"[{string.Join(", ", valid)}]";
}
