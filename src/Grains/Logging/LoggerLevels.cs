using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Connect.Grains.Logging;

/// <summary>A level with its name in Kafka Connect.</summary>
/// <param name="Level">The name: <c>OFF</c>, <c>FATAL</c>, <c>ERROR</c>, <c>WARN</c>, <c>INFO</c>, <c>DEBUG</c>, <c>TRACE</c> or <c>ALL</c>.</param>
/// <param name="LastModified">When it was changed at run time, in milliseconds since 1970; null if never.</param>
public sealed record LoggerSetting(string Level, long? LastModified);

/// <summary>
/// The levels of the loggers of a process, which can be read and changed while it runs (KIP-495, KIP-976). Libraries log warnings, the runtime and connectors say
/// what they do.
/// </summary>
/// <param name="time">For the times of changes.</param>
public sealed class LoggerLevels(TimeProvider time) : IConfigureOptions<LoggerFilterOptions>, IOptionsChangeTokenSource<LoggerFilterOptions>, ILoggerProvider
{
    /// <summary>The name of the logger above all others.</summary>
    public const string Root = "root";

    // Names come from users: they may not fill the memory.
    private const int MostNames = 10_000;

    // Scripts set Java's packages: what they mean are the classes of this runtime.
    private const string JavaRuntime = "org.apache.kafka.connect.runtime";
    private const string OwnRuntime = "Connect.";

    private static readonly Dictionary<string, LogLevel> Levels = new(StringComparer.Ordinal)
    {
        ["OFF"] = LogLevel.None,
        ["FATAL"] = LogLevel.Critical,
        ["ERROR"] = LogLevel.Error,
        ["WARN"] = LogLevel.Warning,
        ["INFO"] = LogLevel.Information,
        ["DEBUG"] = LogLevel.Debug,
        ["TRACE"] = LogLevel.Trace,
        ["ALL"] = LogLevel.Trace,
    };

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LoggerSetting> _settings = new(StringComparer.Ordinal)
    {
        [Root] = new LoggerSetting("WARN", null),
        ["Connect"] = new LoggerSetting("INFO", null),
        // What users have to know of the cluster and the server is said by the runtime itself.
        ["Orleans"] = new LoggerSetting("ERROR", null),
        ["Polly"] = new LoggerSetting("ERROR", null),
        ["Microsoft.Extensions.Hosting"] = new LoggerSetting("FATAL", null),
        ["Microsoft.Hosting"] = new LoggerSetting("FATAL", null),
    };

    private ConfigurationReload _reload = new();

    string IOptionsChangeTokenSource<LoggerFilterOptions>.Name => Options.DefaultName;

    /// <summary>Whether there is a level of a name; letter case does not matter.</summary>
    public static bool IsLevel(string name) => Levels.ContainsKey(name.ToUpperInvariant());

    /// <summary>The level of loggers before anyone changes it, for those whose names begin so.</summary>
    public void SetDefaults(IEnumerable<string> names, string level)
    {
        lock (_gate)
        {
            foreach (var name in names) _settings.TryAdd(name, new LoggerSetting(level, null));
        }

        Reload();
    }

    /// <summary>All loggers and their levels, by name.</summary>
    public IReadOnlyDictionary<string, LoggerSetting> All()
    {
        lock (_gate) return _names.Keys.Concat(_settings.Keys).Distinct(StringComparer.Ordinal).ToDictionary(n => n, Effective, StringComparer.Ordinal);
    }

    /// <summary>The level of a logger; null if there is none of the name.</summary>
    public LoggerSetting? Find(string name)
    {
        if (name.Equals(Root, StringComparison.OrdinalIgnoreCase)) name = Root;
        lock (_gate) return _names.ContainsKey(name) || _settings.ContainsKey(name) ? Effective(name) : null;
    }

    /// <summary>Changes the level of a logger and of all whose names begin with its name.</summary>
    /// <param name="name">The beginning of the names; <see cref="Root"/> for all.</param>
    /// <param name="level">The level, in any letter case.</param>
    /// <returns>The names of the loggers whose level is another one now, sorted.</returns>
    /// <exception cref="ArgumentException">There is no such level.</exception>
    /// <exception cref="InvalidOperationException">There are too many loggers.</exception>
    public IReadOnlyList<string> Set(string name, string level)
    {
        level = level.ToUpperInvariant();
        if (!Levels.ContainsKey(level)) throw new ArgumentException($"invalid log level '{level}'.", nameof(level));
        var isRoot = name.Equals(Root, StringComparison.OrdinalIgnoreCase);
        if (isRoot) name = Root;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        List<string> changed;
        lock (_gate)
        {
            if (_settings.Count >= MostNames && !_settings.ContainsKey(name)) throw new InvalidOperationException($"There are {MostNames} loggers with a level already");
            var meant = _names.Keys.Concat(_settings.Keys).Append(name).Distinct(StringComparer.Ordinal).Where(n => isRoot || Includes(name, n)).ToList();
            changed = [.. meant.Where(n => Effective(n).Level != level).Order(StringComparer.Ordinal)];
            _names.TryAdd(name, true);
            foreach (var logger in changed) _settings[logger] = new LoggerSetting(level, now);
        }

        if (changed.Count > 0) Reload();
        return changed;
    }

    /// <inheritdoc/>
    public void Configure(LoggerFilterOptions options)
    {
        options.Rules.Clear();
        lock (_gate)
        {
            options.MinLevel = Levels[_settings[Root].Level];
            foreach (var (name, setting) in _settings)
            {
                if (name != Root) options.Rules.Add(new LoggerFilterRule(null, name, Levels[setting.Level], null));
            }
        }
    }

    IChangeToken IOptionsChangeTokenSource<LoggerFilterOptions>.GetChangeToken() => Volatile.Read(ref _reload).Token;

    /// <summary>Takes note of a logger; it writes nothing.</summary>
    ILogger ILoggerProvider.CreateLogger(string categoryName)
    {
        if (_names.Count < MostNames) _names.TryAdd(categoryName, true);
        return Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
    }

    /// <inheritdoc/>
    public void Dispose() => Volatile.Read(ref _reload).Dispose();

    private static bool Includes(string name, string logger) =>
        logger.StartsWith(name, StringComparison.Ordinal)
        || (logger.StartsWith(OwnRuntime, StringComparison.Ordinal) && JavaRuntime.StartsWith(name, StringComparison.Ordinal));

    private LoggerSetting Effective(string name)
    {
        if (_settings.TryGetValue(name, out var own)) return own;
        var (best, length) = (_settings[Root], -1);
        foreach (var (prefix, setting) in _settings)
        {
            if (prefix == Root || prefix.Length <= length || !name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) continue;
            (best, length) = (setting, prefix.Length);
        }

        return best with { LastModified = null };
    }

    private void Reload()
    {
        var before = Interlocked.Exchange(ref _reload, new ConfigurationReload());
        before.Fire();
        before.Dispose();
    }

    /// <summary>Tells the options that they have to be read again.</summary>
    private sealed class ConfigurationReload : IDisposable
    {
        private readonly CancellationTokenSource _source = new();

        public IChangeToken Token => new CancellationChangeToken(_source.Token);

        public void Fire() => _source.Cancel();

        public void Dispose() => _source.Dispose();
    }
}
