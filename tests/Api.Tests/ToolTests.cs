using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Api.Tests.Support;

namespace Connect.Api.Tests;

/// <summary>What existing tools (kcctl, Kafbat UI, AKHQ, Redpanda Console, Terraform, Strimzi, connect-ui) need and would break without; the comments name them.</summary>
public sealed class ToolTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    private static readonly string[] States = ["RUNNING", "PAUSED", "STOPPED", "FAILED", "UNASSIGNED", "RESTARTING"];

    private RestRig Rig => fixture.Rig;

    [Fact] // Console, kcctl, AKHQ decode the configuration as texts.
    public async Task Numbers_and_booleans_of_a_configuration_come_back_as_texts()
    {
        var (status, body) = await Rig.SendAsync(HttpMethod.Put, "/connectors/scalars/config", $$"""
            {"connector.class": "FileStreamSource", "file": {{JsonSerializer.Serialize(Rig.PathOf("none.txt"))}}, "topic": "t", "tasks.max": 1, "errors.log.enable": true, "extra": 1.50}
            """);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.All(body!["config"]!.AsObject(), p => Assert.Equal(JsonValueKind.String, p.Value!.GetValueKind()));
        Assert.Equal(["1", "true", "1.50"], new[] { "tasks.max", "errors.log.enable", "extra" }.Select(k => body["config"]![k]!.ToString()));
    }

    [Fact] // The Go client below Terraform decodes the connector's part of the status as a map of texts; Kafbat and AKHQ know no other states.
    public async Task Status_has_texts_and_known_states_only_and_is_there_at_once()
    {
        await Rig.CreateAsync("status", Rig.Source());
        var (status, body) = await Rig.GetAsync("/connectors/status/status");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.All(body!["connector"]!.AsObject(), p => Assert.Equal(JsonValueKind.String, p.Value!.GetValueKind()));
        Assert.Contains(body["connector"]!["state"]!.ToString(), States);
        var running = await Rig.WaitForAsync("status", "RUNNING", 1);
        Assert.Matches("^[^:]+:\\d+$", running["connector"]!["worker_id"]!.ToString());
        Assert.Matches("^[^:]+:\\d+$", running["tasks"]![0]!["worker_id"]!.ToString());
    }

    [Fact] // Kafbat shows an empty list if an entry lacks one of the two.
    public async Task Expanded_entries_have_both_parts_and_unknown_expansions_are_ignored()
    {
        await Rig.CreateAsync("expanded", Rig.Source());
        var (_, both) = await Rig.GetAsync("/connectors?expand=info&expand=status&expand=more");
        Assert.All(both!.AsObject(), p => Assert.Equal(["info", "status"], p.Value!.AsObject().Select(e => e.Key).Order()));
        var (_, commas) = await Rig.GetAsync("/connectors?expand=info,status");
        Assert.All(commas!.AsObject(), p => Assert.Empty(p.Value!.AsObject()));
        var (_, one) = await Rig.GetAsync("/connectors?expand=status");
        Assert.Equal(["status"], one!["expanded"]!.AsObject().Select(e => e.Key));
    }

    [Fact] // kcctl splits the version at dots and turns on features by it.
    public async Task The_version_is_one_of_Kafka()
    {
        var (_, body) = await Rig.GetAsync("/");
        var parts = body!["version"]!.ToString().Split('.').Take(2).Select(int.Parse).ToList();
        Assert.True(parts[0] >= 4, body.ToString());
        Assert.Equal(["commit", "kafka_cluster_id", "version"], body.AsObject().Select(p => p.Key).Order());
        Assert.All(body.AsObject(), p => Assert.Equal(JsonValueKind.String, p.Value!.GetValueKind()));
    }

    [Theory] // kcctl calls message.contains, Console needs an error code that is not 0.
    [InlineData("GET", "/nothing", null, 404)]
    [InlineData("GET", "/connectors/none", null, 404)]
    [InlineData("DELETE", "/", null, 405)]
    [InlineData("POST", "/connectors", "{", 500)]
    [InlineData("POST", "/connectors", "", 500)]
    [InlineData("PUT", "/connectors/x/config", "{}", 400)]
    [InlineData("PUT", "/connector-plugins/Nope/config/validate", "{\"connector.class\":\"Nope\"}", 500)]
    public async Task Errors_have_a_code_and_a_message(string method, string path, string? body, int expected)
    {
        var (status, answer) = await Rig.SendAsync(new HttpMethod(method), path, body);
        Assert.Equal(expected, (int)status);
        Assert.Equal(expected, answer!["error_code"]!.GetValue<int>());
        Assert.NotEqual("", answer["message"]!.ToString());
    }

    [Fact] // Terraform and kcctl retry conflicts; tools look for the word rebalance.
    public async Task A_conflict_means_that_the_name_is_taken()
    {
        await Rig.CreateAsync("taken", Rig.Source());
        var (status, body) = await Rig.CreateAsync("taken", Rig.Source());
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("Connector taken already exists", body!["message"]!.ToString());
    }

    [Fact] // Strimzi compares exact codes.
    public async Task Every_operation_has_its_own_status()
    {
        var codes = new List<int>();
        await Add(HttpMethod.Post, "/connectors", new { name = "codes", config = Rig.Source() });
        await Rig.WaitForAsync("codes", "RUNNING", 1);
        await Add(HttpMethod.Put, "/connectors/codes/config", Rig.Source("other"));
        await Rig.WaitForAsync("codes", "RUNNING", 1);
        await Add(HttpMethod.Put, "/connectors/codes/pause");
        await Rig.WaitForAsync("codes", "PAUSED", 1);
        await Add(HttpMethod.Put, "/connectors/codes/resume");
        await Rig.WaitForAsync("codes", "RUNNING", 1);
        await Add(HttpMethod.Post, "/connectors/codes/restart");
        await Add(HttpMethod.Post, "/connectors/codes/restart?includeTasks=true&onlyFailed=false");
        await Rig.WaitForAsync("codes", "RUNNING", 1);
        await Add(HttpMethod.Post, "/connectors/codes/tasks/0/restart");
        await Add(HttpMethod.Put, "/connectors/codes/topics/reset");
        await Add(HttpMethod.Put, "/connectors/codes/stop");
        await Add(HttpMethod.Patch, "/connectors/codes/offsets", new { offsets = new[] { new { partition = new { filename = "f" }, offset = new { position = 1 } } } });
        await Add(HttpMethod.Delete, "/connectors/codes/offsets");
        await Add(HttpMethod.Put, "/admin/loggers/codes", new { level = "INFO" });
        await Add(HttpMethod.Put, "/admin/loggers/codes?scope=cluster", new { level = "WARN" });
        await Add(HttpMethod.Delete, "/connectors/codes");
        Assert.Equal([201, 200, 202, 202, 204, 202, 204, 202, 204, 200, 200, 200, 204, 204], codes);

        async Task Add(HttpMethod method, string path, object? body = null) => codes.Add((int)(await Rig.SendAsync(method, path, body)).Status);
    }

    [Fact] // Strimzi and Terraform compare what they wrote with what they read, and configure again for ever if it differs.
    public async Task A_configuration_comes_back_as_it_was_written()
    {
        var config = Rig.Source("t", ("name", "exact"), ("password", "s3cret"), ("empty", ""), ("spaces", "  x "), ("unicode", "zwölf \u4e94"));
        await Rig.CreateAsync("exact", config);
        var (_, read) = await Rig.GetAsync("/connectors/exact/config");
        Assert.Equal(config.OrderBy(p => p.Key, StringComparer.Ordinal), Texts(read!).OrderBy(p => p.Key, StringComparer.Ordinal));
        config["empty"] = "changed";
        await Rig.SendAsync(HttpMethod.Put, "/connectors/exact/config", config);
        Assert.Equal("changed", (await Rig.GetAsync("/connectors/exact/config")).Body!["empty"]!.ToString());
        await Rig.SendAsync(HttpMethod.Delete, "/connectors/exact");
        Assert.Equal(HttpStatusCode.NotFound, (await Rig.GetAsync("/connectors/exact")).Status);
    }

    [Theory] // AKHQ escapes names, the Go client does, scripts do not.
    [InlineData("with space", "with%20space")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("p%41", "p%2541")]
    [InlineData("back\\slash", "back%5Cslash")]
    [InlineData("größe", "gr%C3%B6%C3%9Fe")]
    [InlineData("plus+", "plus+")]
    public async Task Names_of_all_kinds_can_be_created_read_and_deleted(string name, string escaped)
    {
        using var response = await Rig.Http.PostAsync("/connectors", Json(new { name = $" {name} ", config = Rig.Source() }), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.EndsWith($"/connectors/{escaped}", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(200, (await Rig.RawAsync("GET", $"/connectors/{escaped}/config")).Status);
        Assert.Equal(204, (await Rig.RawAsync("DELETE", $"/connectors/{escaped}")).Status);
        Assert.Equal(404, (await Rig.RawAsync("GET", $"/connectors/{escaped}")).Status);
    }

    [Fact] // The name of the configuration must be that of the URL.
    public async Task Another_name_in_the_configuration_is_refused() => Assert.Equal(
        "Connector name configuration (b) doesn't match connector name in the URL (a)",
        (await Rig.SendAsync(HttpMethod.Put, "/connectors/a/config", Rig.Source("t", ("name", "b")))).Body!["message"]!.ToString());

    [Fact] // AKHQ and Kafbat join the two lists of tasks.
    public async Task Tasks_of_info_and_status_have_the_same_numbers()
    {
        await Rig.CreateAsync("tasks", new Dictionary<string, string?> { ["connector.class"] = "FileStreamSink", ["file"] = Rig.PathOf("out"), ["topics"] = "t", ["tasks.max"] = "3" });
        var status = await Rig.WaitForAsync("tasks", "RUNNING", 3);
        var (_, info) = await Rig.GetAsync("/connectors/tasks");
        Assert.Equal([0, 1, 2], info!["tasks"]!.AsArray().Select(t => t!["task"]!.GetValue<int>()));
        Assert.Equal([0, 1, 2], status["tasks"]!.AsArray().Select(t => t!["id"]!.GetValue<int>()));
    }

    [Fact] // Kafbat asks for the topics of every connector.
    public async Task Topics_stand_below_the_name()
    {
        await Rig.CreateAsync("topics", Rig.Source("seen"));
        await RestRig.EventuallyAsync(
            async () => (await Rig.GetAsync("/connectors/topics/topics")).Body!["topics"]!["topics"]!.AsArray().Count == 1, () => "the connector did not use its topic");
        Assert.Equal("""{"topics":{"topics":["seen"]}}""", (await Rig.GetAsync("/connectors/topics/topics")).Body!.ToJsonString());
    }

    [Fact] // Console shows what follows the first "Caused by", kcctl prints the trace.
    public async Task Traces_look_like_those_of_Java()
    {
        var config = Rig.Source("t", ("transforms", "x"), ("transforms.x.type", "org.apache.kafka.connect.transforms.HoistField$Value"), ("transforms.x.field", "f"), ("transforms.x.predicate", "none"));
        await Rig.CreateAsync("traced", config);
        JsonNode? task = null;
        await RestRig.EventuallyAsync(
            async () => (task = (await Rig.GetAsync("/connectors/traced/tasks/0/status")).Body)?["state"]?.ToString() == "FAILED", () => $"the task did not fail: {task}");
        var lines = task!["trace"]!.ToString().Split('\n');
        Assert.Matches(@"^[\w.]+(Exception|Error): .+", lines[0]);
        Assert.Contains(lines, l => l.StartsWith("\tat ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("Caused by: ", StringComparison.Ordinal));
    }

    [Theory] // connect-ui and AKHQ make their forms of a body with little more than the class; Console puts an error below each field.
    [InlineData("FileStreamSink")]
    [InlineData("FileStreamSinkConnector")]
    [InlineData("org.apache.kafka.connect.file.FileStreamSinkConnector")]
    public async Task Validation_answers_with_definitions_and_errors(string plugin)
    {
        var (status, body) = await Rig.SendAsync(
            HttpMethod.Put, $"/connector-plugins/{plugin}/config/validate", new Dictionary<string, string> { ["connector.class"] = "org.apache.kafka.connect.file.FileStreamSinkConnector", ["topics"] = "t" });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(1, body!["error_count"]!.GetValue<int>());
        Assert.Equal(["Common", "Transforms", "Predicates", "Error Handling"], body["groups"]!.AsArray().Select(g => g!.ToString()));
        Assert.All(body["configs"]!.AsArray(), entry =>
        {
            var (definition, value) = (entry!["definition"]!.AsObject(), entry["value"]!.AsObject());
            Assert.Equal(
                ["default_value", "dependents", "display_name", "documentation", "group", "importance", "name", "order_in_group", "required", "type", "width"],
                definition.Select(p => p.Key).Order());
            Assert.Contains(definition["default_value"]?.GetValueKind() ?? JsonValueKind.Null, new[] { JsonValueKind.String, JsonValueKind.Null });
            Assert.Equal(["errors", "name", "recommended_values", "value", "visible"], value.Select(p => p.Key).Order());
            Assert.IsType<JsonArray>(value["errors"]);
            Assert.IsType<JsonArray>(value["recommended_values"]);
        });
        var names = body["configs"]!.AsArray().Select(c => c!["value"]!["name"]!.ToString()).ToHashSet();
        Assert.Superset(new HashSet<string> { "name", "connector.class", "tasks.max", "key.converter", "transforms", "predicates", "errors.tolerance", "topics", "topics.regex" }, names);
    }

    [Fact] // Console fills in a pattern where nothing is set yet.
    public async Task A_sink_can_name_its_topics_by_a_pattern() => Assert.Equal(
        HttpStatusCode.Created,
        (await Rig.CreateAsync("pattern", new Dictionary<string, string?> { ["connector.class"] = "FileStreamSink", ["file"] = Rig.PathOf("o"), ["topics.regex"] = "a-.*" })).Status);

    [Theory] // kcctl and connect-ui end their paths with a slash.
    [InlineData("/connectors/")]
    [InlineData("/connector-plugins/")]
    [InlineData("/connector-plugins/FileStreamSource/config/")]
    public async Task A_slash_at_the_end_does_not_matter(string path) => Assert.Equal(HttpStatusCode.OK, (await Rig.GetAsync(path)).Status);

    [Theory] // Console always sends credentials, maybe empty ones.
    [InlineData("Basic Og==")]
    [InlineData("Bearer ")]
    [InlineData("garbage")]
    public async Task Credentials_that_nobody_asks_for_are_ignored(string header) => Assert.Equal(200, (await Rig.RawAsync("GET", "/connectors", ("Authorization", header))).Status);

    [Theory] // Clients on axios (kafka-connect-client) and curl -d '' declare a form without sending one.
    [InlineData("application/x-www-form-urlencoded", "0", 404)]
    [InlineData("application/x-www-form-urlencoded", "1", 415)]
    [InlineData("text/plain", "0", 415)]
    public async Task A_form_that_is_empty_is_no_body(string type, string length, int expected)
    {
        using var content = new StringContent(length == "0" ? "" : "x");
        content.Headers.ContentType = new(type);
        using var response = await Rig.Http.PutAsync("/connectors/nobody/pause", content, TestContext.Current.CancellationToken);
        Assert.Equal(expected, (int)response.StatusCode);
    }

    [Fact] // Kafbat links the lag of a sink by the name of its group.
    public async Task The_group_of_a_sink_has_the_name_of_the_connector()
    {
        await Rig.CreateAsync("feed", Rig.Source("grouped"));
        await Rig.CreateAsync("grouped", new Dictionary<string, string?> { ["connector.class"] = "FileStreamSink", ["file"] = Rig.PathOf("grouped.txt"), ["topics"] = "grouped" });
        await RestRig.EventuallyAsync(
            async () => (await Rig.GetAsync("/connectors/grouped/offsets")).Body!["offsets"]!.AsArray() is [{ } one] && one["offset"]!["kafka_offset"]!.GetValue<long>() == 2,
            () => "the group connect-grouped has no offset of 2");
    }

    [Fact] // The wizards of Kafbat and Console go by the names that users know.
    public async Task Classes_have_the_names_of_Kafka()
    {
        var (_, plugins) = await Rig.GetAsync("/connector-plugins?connectorsOnly=false");
        var names = plugins!.AsArray().Select(p => p!["class"]!.ToString()).ToList();
        Assert.Contains("org.apache.kafka.connect.file.FileStreamSinkConnector", names);
        Assert.Contains("org.apache.kafka.connect.json.JsonConverter", names);
        Assert.Contains("org.apache.kafka.connect.transforms.InsertField$Key", names);
        // connect-ui takes the kind from the name; of MirrorMaker's connectors two have none in it, in Kafka as well.
        Assert.All(plugins.AsArray().Where(p => p!["type"]!.ToString() is "sink" or "source" && !p["class"]!.ToString().Contains(".mirror.", StringComparison.Ordinal)), p =>
            Assert.Contains(p!["type"]!.ToString(), p["class"]!.ToString().Split('.')[^1], StringComparison.OrdinalIgnoreCase));
    }

    [Fact] // Console calls a connector that runs without tasks unhealthy; AKHQ takes "paused" from the tasks.
    public async Task Tasks_follow_the_state_of_the_connector()
    {
        await Rig.CreateAsync("follows", Rig.Source());
        await Rig.WaitForAsync("follows", "RUNNING", 1);
        await Rig.SendAsync(HttpMethod.Put, "/connectors/follows/pause");
        await Rig.WaitForAsync("follows", "PAUSED", 1);
        await Rig.SendAsync(HttpMethod.Put, "/connectors/follows/stop");
        await Rig.WaitForAsync("follows", "STOPPED", 0);
        Assert.Equal(HttpStatusCode.NotFound, (await Rig.SendAsync(HttpMethod.Post, "/connectors/follows/tasks/0/restart")).Status);
    }

    [Fact] // A page of all connectors must stay small.
    public async Task Large_answers_are_compressed_for_clients_that_take_it()
    {
        foreach (var n in Enumerable.Range(0, 40)) await Rig.CreateAsync($"many-{n}", Rig.Source("t", ("filler", new string('x', 500))), "STOPPED");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/connectors?expand=info&expand=status");
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var response = await Rig.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var compressed = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var plain = await Rig.Http.GetByteArrayAsync("/connectors?expand=info&expand=status", TestContext.Current.CancellationToken);
        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        Assert.True(compressed.Length * 4 < plain.Length, $"{compressed.Length} of {plain.Length} bytes");
    }

    [Fact]
    public async Task Concurrent_patches_lose_nothing()
    {
        await Rig.CreateAsync("patched", Rig.Source(), "STOPPED");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Rig.SendAsync(HttpMethod.Patch, "/connectors/patched/config", new Dictionary<string, string> { [$"key{n}"] = "x" })));
        Assert.Equal(20, (await Rig.GetAsync("/connectors/patched/config")).Body!.AsObject().Count(p => p.Key.StartsWith("key", StringComparison.Ordinal)));
    }

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

    private static Dictionary<string, string?> Texts(JsonNode node) => node.AsObject().ToDictionary(p => p.Key, p => (string?)p.Value!.ToString());
}
