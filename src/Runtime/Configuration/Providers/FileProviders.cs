using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;

namespace Connect.Runtime.Configuration.Providers;

/// <summary>What providers that read files have in common: <c>allowed.paths</c> limits where they look.</summary>
public abstract class FileProvider : IConfigProvider
{
    private List<string>? _allowed;

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> config)
    {
        if (config.GetValueOrDefault("allowed.paths") is not { } paths || string.IsNullOrWhiteSpace(paths)) return;
        _allowed = [];
        foreach (var path in paths.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!Path.IsPathRooted(path)) throw new ConfigException($"Path {path} is not absolute");
            if (!Path.Exists(path)) throw new ConfigException($"Path {path} does not exist");
            _allowed.Add(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ConfigData> GetAsync(string path, CancellationToken cancellationToken) =>
        path.Length == 0 || Allowed(path) is not { } allowed ? new ConfigData(new Dictionary<string, string>()) : await ReadAsync(path, allowed, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Reads what is at a path.</summary>
    /// <param name="path">The path as it was asked for.</param>
    /// <param name="fullPath">The same without detours.</param>
    /// <param name="cancellationToken">Cancelled when the answer is no longer needed.</param>
    protected abstract ValueTask<ConfigData> ReadAsync(string path, string fullPath, CancellationToken cancellationToken);

    /// <summary>The full path; null if nobody may look there.</summary>
    private string? Allowed(string path)
    {
        var full = Path.GetFullPath(path);
        return _allowed is null || _allowed.Exists(a => full == a || full.StartsWith(a + Path.DirectorySeparatorChar, StringComparison.Ordinal)) ? full : null;
    }
}

/// <summary>Values from properties files: <c>${file:PATH:KEY}</c> (<c>org.apache.kafka.common.config.provider.FileConfigProvider</c>).</summary>
public sealed class FileConfigProvider : FileProvider
{
    /// <inheritdoc/>
    protected override ValueTask<ConfigData> ReadAsync(string path, string fullPath, CancellationToken cancellationToken)
    {
        try
        {
            return ValueTask.FromResult(new ConfigData(PropertiesFile.Read(fullPath)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"Could not read properties from file {path}");
        }
    }
}

/// <summary>Values that are whole files: <c>${dir:FOLDER:FILE}</c> (<c>org.apache.kafka.common.config.provider.DirectoryConfigProvider</c>).</summary>
public sealed class DirectoryConfigProvider : FileProvider
{
    /// <inheritdoc/>
    protected override async ValueTask<ConfigData> ReadAsync(string path, string fullPath, CancellationToken cancellationToken)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(fullPath)) return new ConfigData(data);
        try
        {
            foreach (var file in Directory.EnumerateFiles(fullPath)) data[Path.GetFileName(file)] = await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
            return new ConfigData(data);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"Could not list directory {path}");
        }
    }
}
