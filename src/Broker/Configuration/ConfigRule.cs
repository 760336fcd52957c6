namespace Connect.Broker.Configuration;

/// <summary>What a value must be besides of its type. <see cref="Check"/> answers the problem, or null.</summary>
internal abstract class ConfigRule
{
    /// <summary>-1 stands for the library's default level.</summary>
    public static ConfigRule GzipLevel { get; } = new RangeOr(-1, 1, 9);

    public static ConfigRule ThrottledReplicas { get; } = new ReplicaList();

    public static ConfigRule AtLeast(long least) => new Range(least, null);

    public static ConfigRule Between(long least, long most) => new Range(least, most);

    public static ConfigRule OneOf(params string[] choices) => new Choice(choices, StringComparison.Ordinal);

    public static ConfigRule OneOfAnyCase(params string[] choices) => new Choice(choices, StringComparison.OrdinalIgnoreCase);

    public static ConfigRule ItemsOf(params string[] choices) => new ListChoice(choices);

    public abstract string? Check(ConfigKey key, in ConfigValue value);

    protected static string Invalid(ConfigKey key, string shown, string problem) =>
        $"Invalid value {shown} for configuration {key.Name}: {problem}";

    private sealed class Range(long least, long? most) : ConfigRule
    {
        public override string? Check(ConfigKey key, in ConfigValue value)
        {
            var number = key.Type == ConfigType.Double ? value.Real : value.Number;
            if (number < least) return Invalid(key, value.Text, $"Value must be at least {least}");
            return number > most ? Invalid(key, value.Text, $"Value must be no more than {most}") : null;
        }
    }

    private sealed class RangeOr(long also, long least, long most) : ConfigRule
    {
        public override string? Check(ConfigKey key, in ConfigValue value) =>
            value.Number == also || (value.Number >= least && value.Number <= most)
                ? null
                : Invalid(key, value.Text, $"Value must be between {least} and {most} or equal to {also}");
    }

    private sealed class Choice(string[] choices, StringComparison comparison) : ConfigRule
    {
        public override string? Check(ConfigKey key, in ConfigValue value)
        {
            foreach (var choice in choices)
            {
                if (choice.Equals(value.Text, comparison)) return null;
            }

            var how = comparison == StringComparison.Ordinal ? "" : " (case insensitive)";
            return Invalid(key, value.Text, $"String must be one of{how}: {string.Join(", ", choices)}");
        }
    }

    private sealed class ListChoice(string[] choices) : ConfigRule
    {
        public override string? Check(ConfigKey key, in ConfigValue value)
        {
            foreach (var item in value.Items ?? [])
            {
                if (item.Length == 0) return $"Configuration '{key.Name}' values must not be empty.";
                if (Array.IndexOf(choices, item) < 0) return Invalid(key, item, $"String must be one of: {string.Join(", ", choices)}");
            }

            return null;
        }
    }

    private sealed class ReplicaList : ConfigRule
    {
        public override string? Check(ConfigKey key, in ConfigValue value)
        {
            if (value.Items is not { Count: > 0 } items || value.Text == "*") return null;
            foreach (var item in items)
            {
                if (!IsPair(item))
                {
                    const string Form = "[partitionId]:[brokerId],[partitionId]:[brokerId],...";
                    return Invalid(key, $"[{string.Join(", ", items)}]",
                        $"{key.Name} must be the literal '*' or a list of replicas in the following format: {Form}");
                }
            }

            return null;
        }

        private static bool IsPair(string item)
        {
            var colon = item.IndexOf(':', StringComparison.Ordinal);
            return colon > 0 && AllDigits(item.AsSpan(0, colon)) && AllDigits(item.AsSpan(colon + 1));
        }

        private static bool AllDigits(ReadOnlySpan<char> text) => text.Length > 0 && text.IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
