using Connect.Compatibility.Tests.Format;
using Connect.Compatibility.Tests.Kinds;

namespace Connect.Compatibility.Tests;

/// <summary>One result for each case that was recorded from Apache Kafka Connect; see vectors/README.md.</summary>
public sealed class VectorTests
{
    public static TheoryData<string> Cases()
    {
        var data = new TheoryData<string>();
        foreach (var vector in VectorFolder.Cases.Values)
        {
            var row = new TheoryDataRow<string>(vector.Id) { TestDisplayName = vector.Id };
            if (!VectorKinds.All.ContainsKey(vector.Kind)) row.Skip = $"not run: cases of the kind {vector.Kind} are not supported yet";
            data.Add(row);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case(string id)
    {
        var vector = VectorFolder.Cases[id];
        var outcome = Outcome.Of(VectorKinds.All[vector.Kind], vector);
        if (outcome.DifferenceFrom(vector) is { } difference)
            Assert.Fail($"{id} ({vector.Class})\n{difference}\ninput:    {vector.Input}\nconfig:   {vector.Config}{outcome.Trace}");
    }

    [Fact]
    public void There_are_cases() => Assert.NotEmpty(VectorFolder.Cases);
}
