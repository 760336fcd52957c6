using System.Reflection;
using System.Runtime.Loader;

namespace Connect.Runtime.Plugins;

/// <summary>The assemblies of one plugin, apart from everybody else's; of ours it shares the Sdk, whose types are the contract.</summary>
internal sealed class PluginLoadContext(string file) : AssemblyLoadContext(Path.GetFileName(Path.GetDirectoryName(file)) ?? file)
{
    private static readonly HashSet<string> Shared = new(StringComparer.Ordinal)
    {
        "Connect.Sdk", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions",
    };

    private readonly string _folder = Path.GetDirectoryName(file)!;
    private readonly AssemblyDependencyResolver _resolver = new(file);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name || Shared.Contains(name)) return null;
        if (_resolver.ResolveAssemblyToPath(assemblyName) is { } resolved) return LoadFromAssemblyPath(resolved);
        var beside = Path.Combine(_folder, name + ".dll");
        return System.IO.File.Exists(beside) ? LoadFromAssemblyPath(beside) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
