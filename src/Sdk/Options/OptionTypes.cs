using System.Reflection;
using Connect.Sdk.Configuration;

namespace Connect.Sdk.Options;

/// <summary>Which .NET types settings can have, and how their values become values of them.</summary>
internal static class OptionTypes
{
    private static readonly Dictionary<Type, ConfigType> Types = new()
    {
        [typeof(string)] = ConfigType.String,
        [typeof(int)] = ConfigType.Int,
        [typeof(short)] = ConfigType.Short,
        [typeof(long)] = ConfigType.Long,
        [typeof(double)] = ConfigType.Double,
        [typeof(bool)] = ConfigType.Boolean,
        [typeof(IReadOnlyList<string>)] = ConfigType.List,
        [typeof(Password)] = ConfigType.Password,
        [typeof(ConfigClass)] = ConfigType.Class,
    };

    /// <exception cref="InvalidOperationException">No setting has the type of the property.</exception>
    public static ConfigType ConfigTypeOf(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type.IsEnum) return ConfigType.String;
        return Types.TryGetValue(type, out var found)
            ? found
            : throw new InvalidOperationException(
                $"{property.DeclaringType}.{property.Name} is of type {property.PropertyType}; a setting is a string, an int, short, long, double or bool, "
                + "an IReadOnlyList<string>, a Password, a ConfigClass or an enumeration");
    }

    public static bool MayBeNull(PropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null
        || (!property.PropertyType.IsValueType && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable);

    public static string[]? EnumOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } found ? Enum.GetNames(found) : null;

    /// <summary>Enumerations are strings, and lists are arrays where attributes hold them.</summary>
    public static object? DefaultOf(object? given) => given switch
    {
        Enum value => value.ToString(),
        string[] list => list.ToList(),
        _ => given,
    };

    public static object? ToProperty(Type type, object? value)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        return value is string text && target.IsEnum ? Enum.Parse(target, text, ignoreCase: true) : value;
    }
}
