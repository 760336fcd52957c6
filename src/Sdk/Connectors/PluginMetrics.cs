using System.Diagnostics.Metrics;

namespace Connect.Sdk.Connectors;

/// <summary>Metrics of a plugin on a meter of its own, which carries the tags; disposing ends all of them.</summary>
public sealed class PluginMetrics : IPluginMetrics, IDisposable
{
    /// <summary>Metrics on a new meter.</summary>
    /// <param name="meterName">The name of the meter.</param>
    /// <param name="tags">The tags of all metrics.</param>
    /// <param name="version">The version of the plugin.</param>
    public PluginMetrics(string meterName, IEnumerable<KeyValuePair<string, object?>> tags, string? version = null)
    {
        Tags = [.. tags];
        Meter = new Meter(new MeterOptions(meterName) { Version = version, Tags = Tags });
    }

    /// <inheritdoc/>
    public Meter Meter { get; }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, object?>> Tags { get; }

    /// <inheritdoc/>
    public Counter<long> Counter(string name, string? unit, string? description, IEnumerable<KeyValuePair<string, object?>>? tags) =>
        Meter.CreateCounter<long>(name, unit, description, tags ?? []);

    /// <inheritdoc/>
    public Histogram<double> Histogram(string name, string? unit, string? description, IEnumerable<KeyValuePair<string, object?>>? tags) =>
        Meter.CreateHistogram<double>(name, unit, description, tags ?? []);

    /// <inheritdoc/>
    public ObservableGauge<double> Gauge(
        string name, Func<double> observe, string? unit, string? description, IEnumerable<KeyValuePair<string, object?>>? tags) =>
        Meter.CreateObservableGauge(name, observe, unit, description, tags ?? []);

    /// <summary>Ends the metrics.</summary>
    public void Dispose() => Meter.Dispose();
}
