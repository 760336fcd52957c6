using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;

namespace Connect.Runtime.Configuration.Connectors;

/// <summary>Whether a source connector and the worker can write exactly once as the configuration demands (KIP-618).</summary>
internal static class ExactlyOnceChecks
{
    private const string Support = "exactly.once.support";
    private const string Boundary = "transaction.boundary";

    public static void AddErrors(
        SourceConnector connector, IReadOnlyDictionary<string, string?> config, bool workerIsEnabled, IReadOnlyDictionary<string, ConfigValue> values)
    {
        if (Wants(Support, "required")) values[Support].TryAddError(() => SupportError(connector, config, workerIsEnabled));
        if (Wants(Boundary, "connector")) values[Boundary].TryAddError(() => BoundaryError(connector, config));

        bool Wants(string key, string value) =>
            values.GetValueOrDefault(key) is { Errors.Count: 0 } && value.Equals(config.GetValueOrDefault(key)?.Trim(), StringComparison.OrdinalIgnoreCase);
    }

    private static string? SupportError(SourceConnector connector, IReadOnlyDictionary<string, string?> config, bool workerIsEnabled)
    {
        if (!workerIsEnabled) return "This worker does not have exactly-once source support enabled.";
        return connector.GetExactlyOnceSupport(config) switch
        {
            ExactlyOnceSupport.Supported => null,
            ExactlyOnceSupport.Unsupported => "The connector does not support exactly-once semantics with the provided configuration.",
            _ => "The connector does not implement the API required for preflight validation of exactly-once source support. Please consult the documentation for the connector "
                + "to determine whether it supports exactly-once semantics, and then consider reconfiguring the connector to use the value \"requested\" for this property "
                + "(which will disable this preflight check and allow the connector to be created).",
        };
    }

    private static string? BoundaryError(SourceConnector connector, IReadOnlyDictionary<string, string?> config) =>
        connector.CanDefineTransactionBoundaries(config) == ConnectorTransactionBoundaries.Supported
            ? null
            : "The connector does not support connector-defined transaction boundaries with the given configuration. Please reconfigure it to use a different transaction "
                + "boundary definition.";

    private static void TryAddError(this ConfigValue value, Func<string?> check)
    {
        string? error;
        try
        {
            error = check();
        }
        catch (Exception e)
        {
            error = string.IsNullOrEmpty(e.Message)
                ? "An unexpected error occurred during validation; please see the worker logs for more details."
                : $"An unexpected error occurred during validation: {e.Message}";
        }

        if (error is not null) value.AddError(error);
    }
}
