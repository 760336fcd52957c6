using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Connect.Sdk;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Plugins;

/// <summary>
/// Finds plugins in the folders of <c>plugin.path</c>: each folder below one of them, and each assembly right in one, is a plugin of its own, with its own copies
/// of whatever it needs. What is there is read from the metadata; nothing runs before it is used. A broken one is reported and left out.
/// </summary>
public static partial class PluginPath
{
    /// <summary>The plugins of the folders.</summary>
    /// <param name="path">The folders, separated by commas; null for none.</param>
    /// <param name="logger">Told of what cannot be read.</param>
    public static IReadOnlyList<PluginClass> Find(string? path, ILogger logger)
    {
        var found = new List<PluginClass>();
        foreach (var folder in (path ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Directory.Exists(folder))
            {
                LogMissing(logger, folder);
                continue;
            }

            foreach (var plugin in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
                Add(found, [.. Directory.EnumerateFiles(plugin, "*.dll").Order(StringComparer.Ordinal)], logger);
            foreach (var file in Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal)) Add(found, [file], logger);
        }

        return found;
    }

    private static void Add(List<PluginClass> found, string[] files, ILogger logger)
    {
        PluginLoadContext? context = null;
        foreach (var file in files)
        {
            try
            {
                foreach (var (typeName, name) in Scan(file))
                {
                    context ??= new PluginLoadContext(file);
                    var type = context.LoadFromAssemblyPath(file).GetType(typeName, throwOnError: true)!;
                    if (type.GetConstructor(Type.EmptyTypes) is null) continue;
                    found.Add(new PluginClass(name ?? typeName, type, () => Activator.CreateInstance(type)!));
                    LogFound(logger, name ?? typeName, file);
                }
            }
            catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException or TypeLoadException or FileLoadException or InvalidOperationException)
            {
                LogBroken(logger, file, e.Message);
            }
        }
    }

    /// <summary>The public classes with a base class or interface of the Sdk, and the names that they give themselves.</summary>
    private static List<(string Type, string? Name)> Scan(string file)
    {
        using var stream = File.OpenRead(file);
        using var image = new PEReader(stream);
        if (!image.HasMetadata) return [];
        var metadata = image.GetMetadataReader();
        if (!metadata.AssemblyReferences.Any(r => metadata.StringComparer.Equals(metadata.GetAssemblyReference(r).Name, "Connect.Sdk"))) return [];
        var classes = new List<(string, string?)>();
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            const TypeAttributes excluded = TypeAttributes.Abstract | TypeAttributes.Interface;
            if ((type.Attributes & TypeAttributes.VisibilityMask) != TypeAttributes.Public || (type.Attributes & excluded) != 0) continue;
            if (!IsPlugin(metadata, type)) continue;
            var ns = metadata.GetString(type.Namespace);
            classes.Add((ns.Length == 0 ? metadata.GetString(type.Name) : $"{ns}.{metadata.GetString(type.Name)}", NameOf(metadata, type)));
        }

        return classes;
    }

    private static bool IsPlugin(MetadataReader metadata, TypeDefinition type)
    {
        if (type.GetInterfaceImplementations().Any(i => PluginContracts.Interfaces.Contains(SdkName(metadata, metadata.GetInterfaceImplementation(i).Interface)))) return true;
        var parent = type.BaseType;
        while (!parent.IsNil)
        {
            if (PluginContracts.BaseClasses.Contains(SdkName(metadata, parent))) return true;
            if (parent.Kind != HandleKind.TypeDefinition) return false;
            var definition = metadata.GetTypeDefinition((TypeDefinitionHandle)parent);
            if (definition.GetInterfaceImplementations().Any(i => PluginContracts.Interfaces.Contains(SdkName(metadata, metadata.GetInterfaceImplementation(i).Interface)))) return true;
            parent = definition.BaseType;
        }

        return false;
    }

    private static string SdkName(MetadataReader metadata, EntityHandle handle)
    {
        if (handle.Kind != HandleKind.TypeReference) return "";
        var reference = metadata.GetTypeReference((TypeReferenceHandle)handle);
        return $"{metadata.GetString(reference.Namespace)}.{metadata.GetString(reference.Name)}";
    }

    private static string? NameOf(MetadataReader metadata, TypeDefinition type)
    {
        foreach (var handle in type.GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind != HandleKind.MemberReference) continue;
            var constructor = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
            if (SdkName(metadata, constructor.Parent) != typeof(PluginAttribute).FullName) continue;
            var blob = metadata.GetBlobReader(attribute.Value);
            blob.ReadUInt16();
            return blob.ReadSerializedString();
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The folder '{Folder}' of plugin.path does not exist")]
    private static partial void LogMissing(ILogger logger, string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "Plugin {Name} in {File}")]
    private static partial void LogFound(ILogger logger, string name, string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "The plugin in '{File}' cannot be loaded and is left out: {Reason}")]
    private static partial void LogBroken(ILogger logger, string file, string reason);
}
