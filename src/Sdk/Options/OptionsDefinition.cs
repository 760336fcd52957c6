using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Connect.Sdk.Configuration;

namespace Connect.Sdk.Options;

/// <summary>Makes the <see cref="ConfigDef"/> of a connector from a typed class of options, and such an object from a configuration.</summary>
public static class OptionsDefinition
{
    private static readonly ConcurrentDictionary<Type, OptionsClass> Classes = new();

    /// <summary>The settings of an options class, made once.</summary>
    /// <exception cref="InvalidOperationException">The class cannot be one: a property of a type that no setting has, or a key twice.</exception>
    public static ConfigDef Of<T>()
        where T : class => ClassOf(typeof(T)).Definition;

    /// <summary>The options that a configuration sets.</summary>
    /// <exception cref="Errors.ConfigException">A setting is missing or wrong.</exception>
    /// <exception cref="InvalidOperationException">The class cannot be an options class.</exception>
    public static T Bind<T>(IReadOnlyDictionary<string, string?> config, IConfigClassResolver? classes = null)
        where T : class
    {
        var options = ClassOf(typeof(T));
        var values = options.Definition.Parse(config, classes);
        var result = (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
        typeof(T).GetConstructor(Type.EmptyTypes)?.Invoke(result, null);
        foreach (var (property, name) in options.Properties) property.SetValue(result, OptionTypes.ToProperty(property.PropertyType, values[name]));
        return result;
    }

    private static OptionsClass ClassOf(Type type) => Classes.GetOrAdd(type, OptionsClass.Of);

    private sealed record OptionsClass(ConfigDef Definition, IReadOnlyList<(PropertyInfo Property, string Name)> Properties)
    {
        public static OptionsClass Of(Type type)
        {
            var definition = new ConfigDef();
            var properties = new List<(PropertyInfo, string)>();
            foreach (var property in type.GetProperties())
            {
                if (property.GetCustomAttribute<ConfigOptionAttribute>() is not { } option) continue;
                if (definition.Keys.ContainsKey(option.Name)) throw new InvalidOperationException($"{type} defines the setting {option.Name} twice");
                if (!property.CanWrite) throw new InvalidOperationException($"{type}.{property.Name} needs a setter or an initializer");
                definition.Define(KeyOf(property, option));
                properties.Add((property, option.Name));
            }

            return properties.Count > 0
                ? new OptionsClass(definition, properties)
                : throw new InvalidOperationException($"{type} has no property with [ConfigOption]");
        }

        private static ConfigKey KeyOf(PropertyInfo property, ConfigOptionAttribute option)
        {
            var type = OptionTypes.ConfigTypeOf(property);
            var mayBeNull = OptionTypes.MayBeNull(property);
            var isRequired = property.IsDefined(typeof(RequiredMemberAttribute)) || (option.Default is null && !mayBeNull);
            var validators = property.GetCustomAttributes<ConfigRuleAttribute>().Select(r => r.Validator).ToList();
            if (OptionTypes.EnumOf(property.PropertyType) is { } names) validators.Add(ConfigValidators.OneOfIgnoringCase(names));
            var rule = validators.Count switch
            {
                0 => null,
                1 => validators[0],
                _ => ConfigValidators.All([.. validators]),
            };
            return new ConfigKey(option.Name, type, option.Importance, option.Documentation)
            {
                Default = isRequired ? ConfigDef.NoDefault : OptionTypes.DefaultOf(option.Default),
                Validator = rule is not null && mayBeNull ? OrNull(rule) : rule,
                Group = option.Group,
                OrderInGroup = option.Order,
                Width = option.Width,
                DisplayName = option.DisplayName ?? option.Name,
                Dependents = option.Dependents,
            };
        }

        private static IConfigValidator OrNull(IConfigValidator rule) => ConfigValidators.Of(rule.ToString() ?? "", (name, value) =>
        {
            if (value is not null) rule.EnsureValid(name, value);
        });
    }
}
