using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Connect.Compatibility.Tests.Scenarios;

/// <summary>Runs the steps of a scenario against a worker; every connector there is deleted before.</summary>
internal sealed partial class ScenarioRunner(RestWorker worker, JsonObject scenario, CancellationToken cancellationToken)
{
    private static readonly string[] AlwaysHeaders = ["Content-Type", "Location", "Allow"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal)
    {
        ["id"] = $"zz{Guid.NewGuid():N}"[..10],
        ["worker_dir"] = worker.Folder,
        ["url"] = worker.Address.GetLeftPart(UriPartial.Authority),
    };

    /// <summary>What is different at each step that is: its number, its name and the difference.</summary>
    public async Task<List<(int Step, string Text)>> RunAsync()
    {
        var folder = _variables["dir"] = Path.Combine(worker.Folder, _variables["id"]);
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in scenario["files"]?.AsObject() ?? []) await File.WriteAllTextAsync(Path.Combine(folder, name), text!.ToString(), cancellationToken);
        await CleanAsync();
        var differences = new List<(int, string)>();
        var number = 0;
        foreach (var step in scenario["steps"]!.AsArray().Select(s => s!.AsObject()))
        {
            number++;
            if (await DifferenceAsync(step) is { } difference) differences.Add((number, $"{number} {step["method"]} {step["path"]}: {difference}"));
        }

        await CleanAsync();
        return differences;
    }

    private async Task<string?> DifferenceAsync(JsonObject step)
    {
        var address = step["listener"]?.ToString() == "admin" ? worker.AdminAddress ?? throw new InvalidOperationException("no admin listener") : worker.Address;
        var normaliser = new Normaliser(address, _variables);
        var answer = await SendAsync(step, address, normaliser);
        if (step["check"]?.GetValue<bool>() == false)
            return answer.Status < 300 ? null : $"preparation answered {answer.Status} {Encoding.UTF8.GetString(answer.Body)}";
        return new Comparison(step).Of(step["expect"]!.AsObject(), Arrange(step, Observe(step, answer, normaliser)));
    }

    private async Task<RawAnswer> SendAsync(JsonObject step, Uri address, Normaliser normaliser)
    {
        foreach (var (name, text) in step["append_files"]?.AsObject() ?? []) await File.AppendAllTextAsync(Path.Combine(_variables["dir"], name), text!.ToString(), cancellationToken);
        var headers = (step["headers"]?.AsObject() ?? []).ToDictionary(p => p.Key, p => Fill(p.Value!.ToString()), StringComparer.OrdinalIgnoreCase);
        var body = step["json"] is { } json ? Fill(json.ToJsonString(Relaxed)) : step["text"] is { } given ? Fill(given.ToString()) : step.ContainsKey("json") ? "null" : null;
        if (body is not null) headers.TryAdd("Content-Type", "application/json");
        foreach (var empty in headers.Where(h => h.Value.Length == 0).Select(h => h.Key).ToList()) headers.Remove(empty);
        var path = Fill(step["path"]!.ToString()) + (step["query"] is { } query && query.ToString().Length > 0 ? "?" + Fill(query.ToString()) : "");
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var answer = await RawHttp.SendAsync(address, step["method"]!.ToString(), path, headers, body is null ? null : Encoding.UTF8.GetBytes(body), cancellationToken);
            if (step["until"] is not JsonObject until || watch.Elapsed > Patience) return answer;
            var document = normaliser.Walk(Json(answer));
            if (until.All(u => u.Key == "status" ? answer.Status == u.Value!.GetValue<int>() : JsonNode.DeepEquals(Pointer.At(document, u.Key), u.Value))) return answer;
            await Task.Delay(50, cancellationToken);
        }
    }

    private static JsonObject Observe(JsonObject step, RawAnswer answer, Normaliser normaliser)
    {
        var headers = new JsonObject();
        foreach (var name in AlwaysHeaders.Concat((step["headers_of_interest"]?.AsArray() ?? []).Select(h => h!.ToString())))
        {
            var value = answer.Header(name) is { } text ? Normaliser.Dates(normaliser.Text(text)) : null;
            headers[name] = value is not null && name is "Allow" or "Access-Control-Allow-Methods" ? string.Join(", ", value!.Split(',').Select(v => v.Trim()).Order(StringComparer.Ordinal)) : value;
        }

        var seen = new JsonObject { ["status"] = answer.Status, ["headers"] = headers };
        if (answer.Body.Length == 0) seen["empty"] = true;
        else if (Json(answer) is { } json) seen["json"] = normaliser.Walk(json);
        else seen["text"] = normaliser.Text(Encoding.UTF8.GetString(answer.Body));
        return seen;
    }

    private static JsonObject Arrange(JsonObject step, JsonObject seen)
    {
        if (!seen.ContainsKey("json")) return seen;
        if (step["view"]?.ToString() == "values" && seen["json"] is JsonObject) seen["json"] = Comparison.ValuesView(seen["json"])?.DeepClone();
        if (step["only"] is JsonArray only && seen["json"] is JsonObject map)
        {
            foreach (var other in map.Select(p => p.Key).Except(only.Select(o => o!.ToString())).ToList()) map.Remove(other);
        }

        foreach (var pointer in step["ignore"]?.AsArray() ?? []) Pointer.Remove(seen["json"], pointer!.ToString());
        foreach (var pointer in step["unordered"]?.AsArray() ?? []) Pointer.Sort(seen["json"], pointer!.ToString());
        return seen;
    }

    private async Task CleanAsync()
    {
        var headers = (scenario["clean_headers"]?.AsObject() ?? []).ToDictionary(p => p.Key, p => p.Value!.ToString());
        if (Json(await RawHttp.SendAsync(worker.Address, "GET", "/connectors", headers, null, cancellationToken)) is not JsonArray names) return;
        foreach (var name in names) await RawHttp.SendAsync(worker.Address, "DELETE", $"/connectors/{Uri.EscapeDataString(name!.ToString())}", headers, null, cancellationToken);
    }

    private string Fill(string text) => Repeated().Replace(
        Variable().Replace(text, m => _variables.GetValueOrDefault(m.Groups[1].Value, m.Value)),
        m => new string(m.Groups[1].Value[0], int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)));

    private static JsonNode? Json(RawAnswer answer)
    {
        try
        {
            return JsonNode.Parse(answer.Body);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static System.Text.Json.JsonSerializerOptions Relaxed { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex(@"\$\{(\w+)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\$\{(\w)\*(\d+)\}")]
    private static partial Regex Repeated();
}
