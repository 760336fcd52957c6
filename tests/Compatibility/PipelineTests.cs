using Connect.Compatibility.Tests.Pipelines;

namespace Connect.Compatibility.Tests;

/// <summary>What flows through a worker, end to end, is what flowed through Apache Kafka Connect in the same scenario.</summary>
public sealed class PipelineTests(PipelineRuns runs) : IClassFixture<PipelineRuns>
{
    public static TheoryData<string> Scenarios()
    {
        var data = new TheoryData<string>();
        foreach (var name in PipelineScenarios.All.Keys) data.Add(new TheoryDataRow<string>(name) { TestDisplayName = $"pipeline/{name}" });
        return data;
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Scenario(string name)
    {
        var difference = await runs.ResultAsync(name);
        Assert.True(difference.Length == 0, difference);
    }
}
