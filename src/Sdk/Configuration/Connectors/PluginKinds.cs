using Connect.Sdk.Errors;
using Connect.Sdk.Storage;

namespace Connect.Sdk.Configuration.Connectors;

/// <summary>Checks that a class named in a setting is a plugin of a kind, and can be made.</summary>
public static class PluginKinds
{
    private const string Instantiable = "A class with a public, no-argument constructor";

    /// <summary>A class that is a converter.</summary>
    public static IConfigValidator Converter { get; } = Of(typeof(IConverter), "Converter", "org.apache.kafka.connect.storage.Converter");

    /// <summary>A class that is a header converter.</summary>
    public static IConfigValidator HeaderConverter { get; } =
        Of(typeof(IHeaderConverter), "HeaderConverter", "org.apache.kafka.connect.storage.HeaderConverter");

    /// <summary>Returns if a class is of a kind and not abstract.</summary>
    /// <param name="contract">The .NET interface of the kind.</param>
    /// <param name="kind">Its name in messages, as <c>Converter</c>.</param>
    /// <param name="found">The class; one of which only the name is known passes.</param>
    /// <exception cref="ConfigException">It is not.</exception>
    public static void Ensure(Type contract, string kind, ConfigClass found)
    {
        if (found.Type is null) return;
        if (!contract.IsAssignableFrom(found.Type)) throw new ConfigException($"Class class {found.Name} does not implement the {kind} interface");
        if (found.Type.IsAbstract) throw new ConfigException("This class is abstract and cannot be created.");
    }

    private static IConfigValidator Of(Type contract, string kind, string javaName) => ConfigValidators.Of(
        $"A concrete subclass of {javaName}, {Instantiable}",
        (_, value) =>
        {
            if (value is ConfigClass found) Ensure(contract, kind, found);
        });
}
