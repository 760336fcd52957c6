using Connect.Sdk.Records;
using Connect.Sdk.Transforms;

namespace Connect.Runtime.Pipeline;

/// <summary>A transformation with the predicate that tells for which records it is (<c>org.apache.kafka.connect.runtime.TransformationStage</c>).</summary>
public sealed class TransformationStage(ITransformation transformation, string className, IPredicate? predicate, bool negate) : IDisposable
{
    /// <summary>The class of the transformation, by its name in configurations.</summary>
    public string ClassName => className;

    /// <summary>The record transformed, the same record if it is not for this one, or null if it is dropped.</summary>
    public ConnectRecord? Apply(ConnectRecord record) =>
        predicate is null || negate ^ predicate.Test(record) ? transformation.Apply(record) : record;

    /// <inheritdoc/>
    public void Dispose()
    {
        transformation.Dispose();
        predicate?.Dispose();
    }
}

/// <summary>The transformations of a connector, in order; a record that one drops is shown to none after it.</summary>
public sealed class TransformationChain(IReadOnlyList<TransformationStage> stages) : IDisposable
{
    private int _current;

    /// <summary>The class of the transformation that came last, which is the one that failed if one did.</summary>
    public string CurrentClass => stages[_current].ClassName;

    /// <summary>The number of transformations.</summary>
    public int Count => stages.Count;

    /// <summary>The record after all of them, or null if one has dropped it.</summary>
    public ConnectRecord? Apply(ConnectRecord record)
    {
        ConnectRecord? current = record;
        for (var i = 0; i < stages.Count && current is not null; i++)
        {
            _current = i;
            current = stages[i].Apply(current);
        }

        return current;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var stage in stages) stage.Dispose();
    }
}
