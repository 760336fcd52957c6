using System.Collections.Frozen;
using Connect.Sdk.Connectors;
using Connect.Sdk.Storage;
using Connect.Sdk.Transforms;

namespace Connect.Runtime.Plugins;

/// <summary>What of the Sdk a class has to be made of, to be a plugin.</summary>
internal static class PluginContracts
{
    public static readonly FrozenSet<string> BaseClasses = Names(typeof(SourceConnector), typeof(SinkConnector));

    public static readonly FrozenSet<string> Interfaces = Names(
        typeof(IConverter), typeof(IHeaderConverter), typeof(ITransformation), typeof(IPredicate), typeof(IConfigProvider), typeof(IConnectorClientConfigOverridePolicy));

    private static FrozenSet<string> Names(params Type[] types) => types.Select(t => t.FullName!).ToFrozenSet(StringComparer.Ordinal);
}
