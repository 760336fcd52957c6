using System.Collections;
using Connect.Runtime.Configuration;

namespace Connect.Silo.Hosting;

/// <summary>
/// Gathers the settings of a worker: from the file, from environment variables (<c>CONNECT_BOOTSTRAP_SERVERS</c> is <c>bootstrap.servers</c>) and from the command
/// line; the last wins.
/// </summary>
internal static class WorkerProperties
{
    private const string Prefix = "CONNECT_";

    /// <exception cref="StartException">The file cannot be read, or a setting of the command line has no value.</exception>
    public static Dictionary<string, string?> Gather(IReadOnlyDictionary<string, string?> defaults, string? file, IDictionary environment, IEnumerable<string> assignments)
    {
        var properties = new Dictionary<string, string?>(defaults, StringComparer.Ordinal);
        foreach (var (key, value) in ReadFile(file)) properties[key] = value;
        foreach (DictionaryEntry variable in environment)
        {
            if (variable.Key is string name && name.StartsWith(Prefix, StringComparison.Ordinal) && name.Length > Prefix.Length)
                properties[name[Prefix.Length..].Replace('_', '.').ToLowerInvariant()] = (string?)variable.Value;
        }

        foreach (var assignment in assignments)
        {
            var parts = assignment.Split('=', 2);
            if (parts.Length != 2) throw new StartException($"'{assignment}' has no value: write it as --set key=value");
            properties[parts[0].Trim()] = parts[1];
        }

        return properties;
    }

    private static Dictionary<string, string> ReadFile(string? file)
    {
        if (file is null) return [];
        try
        {
            return PropertiesFile.Read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The worker file '{file}' cannot be read: {e.Message}");
        }
    }
}

/// <summary>The process cannot start; the text says what to do about it, a line each.</summary>
internal class StartException(string message) : Exception(message);
