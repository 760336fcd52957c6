using Connect.Runtime.Workers;

namespace Connect.Grains.Connectors;

/// <summary>What is stored of a connector.</summary>
public sealed class ConnectorState
{
    /// <summary>The configuration exactly as it was sent; null if there is no such connector.</summary>
    public Dictionary<string, string?>? Config { get; set; }

    /// <summary>Grows with every change of the configuration.</summary>
    public long ConfigRevision { get; set; }

    /// <summary>What it is wanted to do.</summary>
    public TargetState Target { get; set; }

    /// <summary>The configurations of its tasks.</summary>
    public List<Dictionary<string, string?>> Tasks { get; set; } = [];

    /// <summary>Grows when the tasks have to start anew.</summary>
    public long TaskVersion { get; set; }

    /// <summary>The configuration that the tasks were made from: if it differs, they start anew although their own is the same.</summary>
    public Dictionary<string, string?>? AppliedConfig { get; set; }

    /// <summary>Grows with every change.</summary>
    public long Revision { get; set; }

    /// <summary>Grows with every start of the instance: what an earlier one still does is ignored.</summary>
    public long Instance { get; set; }
}
