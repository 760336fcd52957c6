using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connect.Compatibility.Tests.Pipelines;

/// <summary>Where a scenario runs.</summary>
internal sealed record PipelinePlace(Uri Worker, string Group, string Bootstrap, string Other, string Folder);

/// <summary>One run of a scenario: does its steps, and waits until each outcome is the recorded one and stays so for a moment.</summary>
internal sealed class PipelineRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject _scenario;
    private readonly List<(string Name, string Value)> _variables;
    private readonly string _id;
    private readonly string _folder;
    private readonly long _started = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
    private readonly HttpClient _http;
    private readonly Dictionary<string, KafkaProbe> _probes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _connectors = new(StringComparer.Ordinal);
    private readonly PipelinePlace _place;

    public PipelineRun(JsonObject scenario, PipelinePlace place)
    {
        _scenario = scenario;
        _place = place;
        _id = $"p{Guid.NewGuid().ToString("N")[..6]}-{scenario["name"]}-x";
        _folder = Directory.CreateDirectory(Path.Combine(place.Folder, _id)).FullName;
        _http = new HttpClient { BaseAddress = place.Worker, Timeout = TimeSpan.FromSeconds(100) };
        // In the order in which they are put back.
        _variables = [("dir", _folder), ("id", _id), ("worker", place.Worker.Authority), ("bootstrap", place.Bootstrap), ("other", place.Other)];
    }

    public void Dispose()
    {
        _http.Dispose();
        foreach (var probe in _probes.Values) probe.Dispose();
    }

    /// <summary>What is different from the recording; empty if nothing is.</summary>
    public async Task<string> RunAsync()
    {
        var number = 0;
        try
        {
            foreach (var step in _scenario["steps"]!.AsArray())
            {
                number++;
                await StepAsync(Expand(step)!.AsObject());
            }

            return "";
        }
        catch (PipelineException e)
        {
            return $"step {number} {Short(_scenario["steps"]![number - 1])}\n{e.Message}";
        }
        finally
        {
            foreach (var name in _connectors) await _http.DeleteAsync($"/connectors/{name}");
        }
    }

    private async Task StepAsync(JsonObject step)
    {
        if (step["check"] is { } check)
        {
            // The client library cannot list transactions.
            if (check.ToString() == "transactions") return;
            var label = step["label"]?.ToString() ?? check.ToString();
            await WaitAsync(check.ToString(), step, _scenario["expect"]![label], isExact: true);
            return;
        }

        if (step["await"] is { } kind)
        {
            await WaitAsync(kind.ToString(), step, null, isExact: false);
            return;
        }

        switch (step["do"]!.ToString())
        {
            case "write": Write(step); break;
            case "rename": File.Move(PathOf(step, "path"), PathOf(step, "to")); break;
            case "topic": await Probe(step).CreateTopicAsync(step); break;
            case "produce": Probe(step).Produce(step); break;
            case "probe": await Probe(step).DoAsync(step); break;
            case "wait": await Task.Delay(TimeSpan.FromSeconds(step["seconds"]!.GetValue<double>())); break;
            case "create": await CreateAsync(step); break;
            case "rest":
                var (status, body) = await RequestAsync(step["method"]!.ToString(), step["path"]!.ToString(), step["body"]);
                if (status is < 200 or > 299) throw new PipelineException($"answered {status}: {Short(body)}");
                break;
            case var other: throw new NotSupportedException(other);
        }
    }

    private async Task CreateAsync(JsonObject step)
    {
        var body = step["more"]?.DeepClone().AsObject() ?? [];
        body["name"] = step["name"]?.ToString() ?? _id;
        body["config"] = step["config"]!.DeepClone();
        var (status, answer) = await RequestAsync("POST", "/connectors", body);
        if (status != 201) throw new PipelineException($"POST /connectors answered {status}: {Short(answer)}");
        if (step["ready"] is { } ready) await WaitAsync("status", new JsonObject { ["connector"] = body["name"]!.ToString(), ["state"] = ready.DeepClone() }, null, isExact: false);
    }

    private void Write(JsonObject step)
    {
        var text = step["text"]!.ToString();
        if (step["repeat"] is { } repeat) text = string.Concat(Enumerable.Range(0, repeat.GetValue<int>()).Select(n => text.Replace("%d", $"{n}", StringComparison.Ordinal)));
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(step, "path"))!);
        if (step["append"] is not null) File.AppendAllText(PathOf(step, "path"), text);
        else File.WriteAllText(PathOf(step, "path"), text);
    }

    private async Task WaitAsync(string kind, JsonObject step, JsonNode? expected, bool isExact)
    {
        var once = kind == "rest" && step["method"]!.ToString() != "GET";
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            JsonNode? seen = null;
            string? problem = null;
            try
            {
                seen = Hide(await SeeAsync(kind, step));
                var quiet = once ? 0 : step["quiet"]?.GetValue<double>() ?? 0.6;
                if (IsGood(seen))
                {
                    await Task.Delay(TimeSpan.FromSeconds(quiet));
                    if (quiet == 0 || JsonNode.DeepEquals(seen, seen = Hide(await SeeAsync(kind, step)))) return;
                }
            }
            catch (Exception e) when (e is PipelineException or Confluent.Kafka.KafkaException or IOException)
            {
                problem = e.Message;
            }

            if (once || Environment.TickCount64 > until)
                throw new PipelineException(problem ?? $"expected {(isExact ? Short(expected) : Short(step))}\ngot      {Short(seen)}");
            await Task.Delay(150);
        }

        bool IsGood(JsonNode? seen) => isExact ? JsonNode.DeepEquals(Canonical(expected), Canonical(seen)) : HasArrived(seen, step);
    }

    private bool HasArrived(JsonNode? seen, JsonObject step)
    {
        if (step["equals"] is { } equal) return JsonNode.DeepEquals(Canonical(Hide(equal.DeepClone())), Canonical(seen));
        if (step["count"] is { } count)
        {
            var amount = seen switch
            {
                JsonArray array => array.Count,
                JsonObject { Count: > 0 } o when o["records"] is { } records => records.GetValue<int>(),
                JsonObject o => o.Count,
                null => 0,
                _ => seen.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length,
            };
            return amount >= count.GetValue<int>();
        }

        if (step["total"] is { } total) return seen!.AsObject().Sum(p => p.Value!.GetValue<long>()) >= total.GetValue<long>();
        if (step["state"] is not { } state) return seen is not null;
        var states = seen!["tasks"]!.AsArray().Select(t => t!["state"]!.ToString()).Prepend(seen["connector"]!.ToString()).ToList();
        var wanted = state is JsonArray list ? list.Select(s => s!.ToString()) : Enumerable.Repeat(state.ToString(), Math.Max(2, states.Count));
        return states.SequenceEqual(wanted);
    }

    private async Task<JsonNode?> SeeAsync(string kind, JsonObject step) => kind switch
    {
        "records" => Records(step),
        "digest" => Digest(step),
        "file" => See(step),
        "status" => await StatusAsync(step),
        "rest" => await RestAsync(step),
        "offsets" => await OffsetsAsync(step),
        "group" => await Probe(step).GroupAsync(step["group"]!.ToString()),
        "group-state" => await Probe(step).GroupStateAsync(step["group"]!.ToString()),
        "group-members" => await Probe(step).MembersAsync(step["group"]!.ToString()),
        "topic" => await Probe(step).TopicAsync(step["topic"]!.ToString()),
        "topics" => new JsonArray([.. Probe(step).Topics().Where(t => t.Contains(_id, StringComparison.Ordinal) && t.StartsWith(step["prefix"]?.ToString() ?? "", StringComparison.Ordinal))
            .Select(t => JsonValue.Create(t))]),
        _ => throw new NotSupportedException(kind),
    };

    private JsonArray Records(JsonObject step)
    {
        var records = Probe(step).Consume(step["topic"]!.ToString(), step["isolation"]?.ToString() == "read_committed")
            .Select(r => RecordForms.Of(r, step["as"]?.ToString() ?? "text", _started)).ToList();
        foreach (var record in records)
        {
            foreach (var field in step["ignore"]?.AsArray() ?? []) record.Remove(field!.ToString());
        }

        if (step["mine"] is not null) records = [.. records.Where(r => r.ToJsonString(Plain).Contains(_id, StringComparison.Ordinal))];
        if (step["sorted"] is not null) records = [.. records.OrderBy(SortKey, StringComparer.Ordinal)];
        if (step["head"] is { } head) records = [.. records.Take(head.GetValue<int>())];
        else if (step["tail"] is { } tail) records = [.. records.TakeLast(tail.GetValue<int>())];
        return new JsonArray([.. records]);
    }

    private JsonObject Digest(JsonObject step)
    {
        var records = Records(step);
        var lines = string.Concat(records.Select(r => $"[{r!["partition"]}, {Json(r["key"])}, {Json(r["value"])}]\n"));
        return new JsonObject { ["records"] = records.Count, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines))) };

        static string Json(JsonNode? node) => node?.ToJsonString(Plain) ?? "null";
    }

    private JsonNode? See(JsonObject step)
    {
        if (!File.Exists(PathOf(step, "path"))) throw new PipelineException($"{step["path"]} does not exist");
        using var stream = new FileStream(PathOf(step, "path"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var text = RecordForms.Text(bytes.ToArray());
        if (step["sorted"] is null) return text;
        return new JsonArray([.. text!.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).Select(l => JsonValue.Create(l))]);
    }

    private async Task<JsonNode?> StatusAsync(JsonObject step)
    {
        var (status, body) = await RequestAsync("GET", $"/connectors/{step["connector"]?.ToString() ?? _id}/status", null);
        if (status != 200) throw new PipelineException($"status answered {status}: {Short(body)}");
        var depth = step["causes"]?.GetValue<int>() ?? 0;
        var seen = new JsonObject { ["connector"] = body!["connector"]!["state"]!.ToString(), ["type"] = body["type"]!.ToString() };
        if (body["connector"]!["trace"] is { } trace) seen["trace"] = Trace(trace.ToString(), depth);
        seen["tasks"] = new JsonArray([.. body["tasks"]!.AsArray().Select(t =>
        {
            var task = new JsonObject { ["id"] = t!["id"]!.GetValue<int>(), ["state"] = t["state"]!.ToString() };
            if (t["trace"] is { } failed) task["trace"] = Trace(failed.ToString(), depth);
            return task;
        })]);
        return seen;
    }

    private async Task<JsonNode?> RestAsync(JsonObject step)
    {
        var (status, body) = await RequestAsync(step["method"]!.ToString(), step["path"]!.ToString(), step["body"]);
        return step["body-ignored"] is not null ? new JsonObject { ["status"] = status } : new JsonObject { ["status"] = status, ["body"] = body };
    }

    private async Task<JsonNode?> OffsetsAsync(JsonObject step)
    {
        var (status, body) = await RequestAsync("GET", $"/connectors/{step["connector"]?.ToString() ?? _id}/offsets", null);
        if (status != 200) throw new PipelineException($"offsets answered {status}: {Short(body)}");
        return new JsonArray([.. body!["offsets"]!.AsArray().Select(o => o!.DeepClone()).OrderBy(o => SortKey(o), StringComparer.Ordinal)]);
    }

    private async Task<(int Status, JsonNode? Body)> RequestAsync(string method, string path, JsonNode? body)
    {
        if (method == "POST" && path == "/connectors") _connectors.Add(body!["name"]!.ToString());
        if (method == "PUT" && path.EndsWith("/config", StringComparison.Ordinal)) _connectors.Add(path.Split('/')[2]);
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    private static JsonNode Trace(string text, int depth)
    {
        var lines = text.Split('\n');
        return depth == 0
            ? JsonValue.Create(lines[0])
            : new JsonArray([.. lines.Where(l => l.StartsWith("Caused by: ", StringComparison.Ordinal)).Take(depth).Prepend(lines[0]).Select(l => JsonValue.Create(l))]);
    }

    private KafkaProbe Probe(JsonObject step)
    {
        var bootstrap = step["bootstrap"]?.ToString() ?? _place.Bootstrap;
        return _probes.TryGetValue(bootstrap, out var probe) ? probe : _probes[bootstrap] = new KafkaProbe(bootstrap);
    }

    private string PathOf(JsonObject step, string field) => Path.Combine(_folder, step[field]!.ToString());

    private JsonNode? Expand(JsonNode? node) => Replace(node, text =>
        _variables.Append(("group", _place.Group)).Aggregate(text, (t, v) => t.Replace($"{{{{{v.Item1}}}}}", v.Item2, StringComparison.Ordinal)));

    private JsonNode? Hide(JsonNode? node) => Replace(node, text => _variables.Where(v => v.Value.Length > 0)
        .Aggregate(text, (t, v) => t.Replace(v.Value, $"{{{{{v.Name}}}}}", StringComparison.Ordinal)));

    private static JsonNode? Replace(JsonNode? node, Func<string, string> change) => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(change(p.Key), Replace(p.Value, change)))),
        JsonArray a => new JsonArray([.. a.Select(n => Replace(n, change))]),
        JsonValue v when v.GetValueKind() == JsonValueKind.String => JsonValue.Create(change(v.ToString())),
        _ => node?.DeepClone(),
    };

    /// <summary>The order in which outcomes were recorded: by JSON with the fields in order, as Python writes it.</summary>
    private string SortKey(JsonNode? node) => Sorted(Hide(node));

    private static string Sorted(JsonNode? node) => node switch
    {
        JsonObject o => $"{{{string.Join(", ", o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"\"{p.Key}\": {Sorted(p.Value)}"))}}}",
        JsonArray a => $"[{string.Join(", ", a.Select(Sorted))}]",
        null => "null",
        _ => node.ToJsonString(),
    };

    /// <summary>All numbers read from text: they compare by what they are then.</summary>
    private static JsonNode? Canonical(JsonNode? node) => node is null ? null : JsonNode.Parse(node.ToJsonString());

    private static string Short(JsonNode? node) => node?.ToJsonString(Plain) is { } text ? text.Length > 900 ? text[..900] + "…" : text : "null";
}
