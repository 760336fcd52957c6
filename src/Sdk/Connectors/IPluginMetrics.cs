using System.Diagnostics.Metrics;

namespace Connect.Sdk.Connectors;

/// <summary>
/// Metrics of a plugin's own (<c>org.apache.kafka.common.metrics.PluginMetrics</c>, KIP-877). They end with the plugin; instruments carry its tags.
/// </summary>
public interface IPluginMetrics
{
    /// <summary>The meter, for what the methods here lack. Its tags are <see cref="Tags"/>.</summary>
    Meter Meter { get; }

    /// <summary>The tags that all metrics of the plugin have, <c>connector</c> and <c>task</c> among them.</summary>
    IReadOnlyList<KeyValuePair<string, object?>> Tags { get; }

    /// <summary>A number that grows.</summary>
    /// <param name="name">The name of the metric.</param>
    /// <param name="unit">The unit, as <c>By</c> or <c>{record}</c>.</param>
    /// <param name="description">A text for people.</param>
    /// <param name="tags">Tags of this metric besides those of the plugin.</param>
    Counter<long> Counter(string name, string? unit = null, string? description = null, IEnumerable<KeyValuePair<string, object?>>? tags = null);

    /// <summary>A distribution, of times or sizes say.</summary>
    /// <param name="name">The name of the metric.</param>
    /// <param name="unit">The unit, as <c>ms</c>.</param>
    /// <param name="description">A text for people.</param>
    /// <param name="tags">Tags of this metric besides those of the plugin.</param>
    Histogram<double> Histogram(string name, string? unit = null, string? description = null, IEnumerable<KeyValuePair<string, object?>>? tags = null);

    /// <summary>A number that is asked for when metrics are read.</summary>
    /// <param name="name">The name of the metric.</param>
    /// <param name="observe">Tells the number; called from any thread.</param>
    /// <param name="unit">The unit, as <c>s</c>.</param>
    /// <param name="description">A text for people.</param>
    /// <param name="tags">Tags of this metric besides those of the plugin.</param>
    ObservableGauge<double> Gauge(
        string name, Func<double> observe, string? unit = null, string? description = null, IEnumerable<KeyValuePair<string, object?>>? tags = null);
}
