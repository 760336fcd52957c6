using System.Text.Json.Nodes;
using Connect.Compatibility.Tests.Scenarios;

namespace Connect.Compatibility.Tests;

/// <summary>The answers that Apache Kafka Connect gave to requests, one result for each scenario; see rest/README.md.</summary>
public sealed class RestTests(RestWorkers workers) : IClassFixture<RestWorkers>
{
    public static TheoryData<string, string> Scenarios()
    {
        var data = new TheoryData<string, string>();
        foreach (var (folder, name) in RestScenarios.All)
        {
            var row = new TheoryDataRow<string, string>(folder, name) { TestDisplayName = $"rest/{folder}/{name}" };
            data.Add(row);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Scenario(string folder, string name)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var scenario = JsonNode.Parse(await File.ReadAllTextAsync(RestScenarios.PathOf(folder, name), cancellationToken))!.AsObject();
        var worker = await workers.GetAsync(folder);
        await worker.Turn.WaitAsync(cancellationToken);
        List<(int Step, string Text)> found;
        try
        {
            found = await new ScenarioRunner(worker, scenario, cancellationToken).RunAsync();
        }
        finally
        {
            worker.Turn.Release();
        }

        var known = RestScenarios.DifferentSteps(folder, name);
        Assert.Equal("", string.Join('\n', found.Where(f => !known.Contains(f.Step)).Select(f => f.Text)));
        Assert.Equal(known.Order(), found.Select(f => f.Step).Where(known.Contains).Order());
    }
}
