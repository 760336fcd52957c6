using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Api.Errors;
using Connect.Api.Http;
using Connect.Api.Json;
using Connect.Grains.Abstractions;
using Connect.Runtime.Offsets;
using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Microsoft.AspNetCore.Http;

namespace Connect.Api.Connectors;

/// <summary><c>/connectors/{name}/offsets</c> (KIP-875).</summary>
internal sealed class OffsetEndpoints(ConnectorService service, RequestBodies bodies, Worker worker)
{
    private const string Type = "org.apache.kafka.connect.runtime.rest.entities.ConnectorOffsets";
    private const string ElementType = "org.apache.kafka.connect.runtime.rest.entities.ConnectorOffset";

    private readonly ConnectorOffsets _offsets = new(worker);

    public IEnumerable<Operation> Operations =>
    [
        new("GET", "/connectors/{name}/offsets", GetAsync) { Summary = "The offsets of a connector", Result = typeof(OffsetsBody) },
        new("PATCH", "/connectors/{name}/offsets", AlterAsync)
            { Summary = "Sets offsets of a stopped connector; null removes one", Body = typeof(OffsetsBody), Result = typeof(MessageBody) },
        new("DELETE", "/connectors/{name}/offsets", ResetAsync) { Summary = "Removes the offsets of a stopped connector", Result = typeof(MessageBody) },
    ];

    private async Task<Answer> GetAsync(RestRequest request)
    {
        var info = await service.InfoAsync(request.Name);
        List<OffsetBody> offsets = worker.TypeOf(info.Config) == ConnectorType.Sink
            ? [.. (await _offsets.ReadSinkAsync(request.Name, await worker.ResolveAsync(info.Config, request.Aborted), request.Aborted)).Select(o => new OffsetBody(
                new JsonObject { ["kafka_partition"] = o.Key.Partition, ["kafka_topic"] = o.Key.Topic }, new JsonObject { ["kafka_offset"] = o.Value }))]
            : [.. (await service.SourceOffsetsAsync(info)).Select(o => new OffsetBody(JsonNode.Parse(o.Partition), o.Offset is null ? null : JsonNode.Parse(o.Offset)))];
        return Answer.Json(new OffsetsBody(offsets), ApiJson.Relaxed.OffsetsBody);
    }

    private async Task<Answer> AlterAsync(RestRequest request)
    {
        var document = await bodies.ReadAsync(request);
        if (document is null) throw JsonTexts.Error($"Cannot invoke \"{Type}.offsets()\" because \"offsets\" is null");
        var offsets = Parse(document.RootElement);
        if (offsets.Count == 0) throw RestException.BadRequest("Partitions / offsets need to be provided for an alter offsets request");
        return Answered(await service.Connector(request.Name).ChangeOffsets(offsets));
    }

    private async Task<Answer> ResetAsync(RestRequest request) => Answered(await service.Connector(request.Name).ChangeOffsets(null));

    private static Answer Answered(OffsetsResult result) => result.Outcome switch
    {
        OffsetsOutcome.Done => Answer.Json(new MessageBody(result.Message), ApiJson.Relaxed.MessageBody),
        OffsetsOutcome.Unknown => throw RestException.NotFound(result.Message),
        OffsetsOutcome.Refused => throw RestException.BadRequest(result.Message),
        _ => throw new RestException(StatusCodes.Status500InternalServerError, result.Message),
    };

    private static List<OffsetEntry> Parse(JsonElement json)
    {
        JsonTexts.Require(json, JsonValueKind.Object, Type);
        var offsets = new List<OffsetEntry>();
        foreach (var property in json.EnumerateObject())
        {
            if (property.Name != "offsets") throw JsonTexts.Unknown(property.Name, Type, "offsets");
            offsets.Clear();
            if (property.Value.ValueKind == JsonValueKind.Null) continue;
            JsonTexts.Require(property.Value, JsonValueKind.Array, "java.util.ArrayList", $"<{ElementType}>");
            offsets.AddRange(property.Value.EnumerateArray().Select(Element));
        }

        return offsets;
    }

    private static OffsetEntry Element(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null) throw JsonTexts.Error($"Cannot invoke \"{ElementType}.partition()\" because \"offset\" is null");
        JsonTexts.Require(json, JsonValueKind.Object, ElementType);
        var (partition, offset) = ("null", (string?)null);
        foreach (var property in json.EnumerateObject())
        {
            switch (property.Name)
            {
                case "partition": partition = Map(property.Value) ?? "null"; break;
                case "offset": offset = Map(property.Value); break;
                default: throw JsonTexts.Unknown(property.Name, ElementType, "partition", "offset");
            }
        }

        return new OffsetEntry(partition, offset);
    }

    private static string? Map(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;
        JsonTexts.Require(json, JsonValueKind.Object, "java.util.LinkedHashMap", "<java.lang.String,java.lang.Object>");
        return json.GetRawText();
    }
}
