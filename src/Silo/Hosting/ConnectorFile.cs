using System.Text.Json;
using Connect.Runtime.Configuration;
using Connect.Runtime.Workers;

namespace Connect.Silo.Hosting;

/// <summary>A connector of a file for standalone workers: flat JSON, JSON as for <c>POST /connectors</c>, or properties (KIP-962).</summary>
internal sealed record ConnectorFile(string Path, string Name, Dictionary<string, string?> Config, TargetState Initial)
{
    /// <exception cref="StartException">The file cannot be read, or has no name in it.</exception>
    public static ConnectorFile Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The connector file '{path}' cannot be read: {e.Message}");
        }

        return TryReadJson(path, text) ?? Named(path, PropertiesFile.Parse(text).ToDictionary(p => p.Key, string? (p) => p.Value, StringComparer.Ordinal), TargetState.Started);
    }

    private static ConnectorFile? TryReadJson(string path, string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return null;
            if (!root.TryGetProperty("config", out var config) || config.ValueKind != JsonValueKind.Object) return Named(path, Texts(root), TargetState.Started);
            var settings = Texts(config);
            var name = root.TryGetProperty("name", out var given) ? given.GetString() : null;
            if (name is not null && settings.TryGetValue("name", out var own) && own != name)
                throw new StartException($"Connector name configuration in 'config' doesn't match the one specified in 'name' at '{path}'");
            if (name is not null) settings["name"] = name;
            var initial = root.TryGetProperty("initial_state", out var state) && Enum.TryParse<InitialState>(state.GetString(), ignoreCase: true, out var parsed) ? parsed : default;
            return Named(path, settings, (TargetState)initial);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, string?> Texts(JsonElement json) => json.EnumerateObject().ToDictionary(
        p => p.Name, p => p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString() : p.Value.ValueKind == JsonValueKind.Null ? null : p.Value.GetRawText(), StringComparer.Ordinal);

    private static ConnectorFile Named(string path, Dictionary<string, string?> config, TargetState initial) => config.GetValueOrDefault("name") is { Length: > 0 } name
        ? new ConnectorFile(path, name, config, initial)
        : throw new StartException($"Connector configuration at '{path}' is missing the mandatory 'name' configuration");

    private enum InitialState
    {
        Running = TargetState.Started,
        Paused = TargetState.Paused,
        Stopped = TargetState.Stopped,
    }
}
