using System.Text.Json;
using Connect.Compatibility.Tests.Format;
using Connect.Runtime.Configuration.Providers;
using Connect.Runtime.Plugins;
using Connect.Sdk.Connectors;

namespace Connect.Compatibility.Tests.Kinds;

/// <summary>Config providers and override policies.</summary>
internal static class PluginKinds
{
    public static VectorKind ConfigTransform { get; } = new(
        (v, _) =>
        {
            var providers = v.Input.GetProperty("providers").EnumerateObject().ToDictionary(p => p.Name, p => (IConfigProvider)new MapProvider(p.Value), StringComparer.Ordinal);
            var transformed = new ConfigTransformer(providers).TransformAsync(v.ConfigValues.ToDictionary(StringComparer.Ordinal), CancellationToken.None);
            return Lines(transformed.AsTask().GetAwaiter().GetResult().Select(p => $"{p.Key} = {Canonical.Quoted(p.Value)}"));
        },
        v => Lines(Expectations.Result(v).EnumerateObject().Select(p => $"{p.Name} = {Canonical.Quoted(p.Value.GetString())}")));

    public static VectorKind OverridePolicy { get; } = new(
        (v, _) =>
        {
            using var policy = (IConnectorClientConfigOverridePolicy)BuiltInPlugins.Create(v.Class);
            policy.Configure(v.ConfigValues.ToDictionary(StringComparer.Ordinal));
            var overrides = v.Input.GetProperty("overrides").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString(), StringComparer.Ordinal);
            var client = Enum.Parse<ConnectorClientType>(v.Input.GetProperty("clientType").GetString()!, ignoreCase: true);
            var request = new ConnectorClientConfigRequest("c", ConnectorType.Source, typeof(PluginKinds), overrides, client);
            return Lines(policy.Validate(request).Select(c => $"{c.Name} = {Canonical.Of(c.Value)} {string.Join('|', c.Errors)}"));
        },
        v => Lines(Expectations.Result(v).EnumerateArray().Select(c =>
            $"{c.GetProperty("name").GetString()} = {Canonical.Of(ValueReader.Read(c.GetProperty("value")))} "
            + string.Join('|', c.GetProperty("errors").EnumerateArray().Select(e => e.GetString())))));

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));

    private sealed class MapProvider(JsonElement data) : IConfigProvider
    {
        public void Configure(IReadOnlyDictionary<string, string?> config)
        {
        }

        public ValueTask<ConfigData> GetAsync(string path, CancellationToken cancellationToken) => ValueTask.FromResult(new ConfigData(
            data.TryGetProperty(path, out var found) ? found.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal) : []));

        public void Dispose()
        {
        }
    }
}
