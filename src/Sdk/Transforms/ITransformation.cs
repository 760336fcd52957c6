using Connect.Sdk.Configuration;
using Connect.Sdk.Records;

namespace Connect.Sdk.Transforms;

/// <summary>
/// Changes single records on their way (<c>org.apache.kafka.connect.transforms.Transformation</c>). An instance serves one task and one thread at a time.
/// </summary>
public interface ITransformation : IDisposable
{
    /// <summary>The settings.</summary>
    ConfigDef Config { get; }

    /// <summary>Called once, before the first record.</summary>
    /// <param name="config">The settings of this transformation, without their prefix.</param>
    /// <exception cref="Errors.ConfigException">A setting is missing or wrong.</exception>
    void Configure(IReadOnlyDictionary<string, string?> config);

    /// <summary>The record changed, the same record, or null to drop it.</summary>
    ConnectRecord? Apply(ConnectRecord record);
}

/// <summary>Tells which records a transformation is for (<c>org.apache.kafka.connect.transforms.predicates.Predicate</c>, KIP-585).</summary>
public interface IPredicate : IDisposable
{
    /// <summary>The settings.</summary>
    ConfigDef Config { get; }

    /// <summary>Called once, before the first record.</summary>
    /// <param name="config">The settings of this predicate, without their prefix.</param>
    /// <exception cref="Errors.ConfigException">A setting is missing or wrong.</exception>
    void Configure(IReadOnlyDictionary<string, string?> config);

    /// <summary>True if the record meets it.</summary>
    bool Test(ConnectRecord record);
}
