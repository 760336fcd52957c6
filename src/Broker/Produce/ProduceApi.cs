using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Protocol.Wire;
using Connect.Broker.Records;
using Connect.Broker.Server;
using Connect.Broker.Topics;

namespace Connect.Broker.Produce;

/// <summary>Writes what producers send. One broker is all replicas there are: an appended batch is acknowledged, whatever acks says.</summary>
internal sealed class ProduceApi(TopicRegistry topics, TransactionGate gate)
{
    private const short TopicIdsSince = 13;

    /// <summary>The admin client may write to internal topics.</summary>
    private const string AdminClientId = "__admin_client";

    public void Map(RequestRouter router) => router.Map<ProduceRequest, ProduceResponse>(Produce);

    private ValueTask<ProduceResponse?> Produce(ProduceRequest request, RequestContext context)
    {
        var refusal = RefusalOfAll(request);
        var response = new ProduceResponse { Responses = new(request.TopicData.Count) };
        foreach (var topic in request.TopicData)
        {
            var answers = new List<ProduceResponse.PartitionProduceResponse>(topic.PartitionData.Count);
            foreach (var partition in topic.PartitionData)
                answers.Add(Append(request, topic, partition, refusal, context));
            response.Responses.Add(new() { Name = topic.Name, TopicId = topic.TopicId, PartitionResponses = answers });
        }

        return new(request.Acks == 0 ? Unanswered(response) : response);
    }

    private static ErrorCode RefusalOfAll(ProduceRequest request)
    {
        if (request.Acks is not (0 or 1 or -1)) return ErrorCode.InvalidRequiredAcks;
        return request.TransactionalId is null && HasTransactionalRecords(request) ? ErrorCode.TransactionalIdAuthorizationFailed : ErrorCode.None;
    }

    private static bool HasTransactionalRecords(ProduceRequest request)
    {
        foreach (var topic in request.TopicData)
        {
            foreach (var partition in topic.PartitionData)
            {
                if (IsTransactional(partition.Records)) return true;
            }
        }

        return false;
    }

    private static bool IsTransactional(WireRecords records)
        => records.Length >= RecordBatchHeader.Size && new RecordBatchHeader(records.Memory.Span).IsTransactional;

    private ProduceResponse.PartitionProduceResponse Append(
        ProduceRequest request, ProduceRequest.TopicProduceData topic, ProduceRequest.PartitionProduceData partition, ErrorCode refusal, RequestContext context)
    {
        var result = refusal == ErrorCode.None
            ? Append(request, topic, partition, context)
            : AppendResult.Failed(refusal, message: null);
        return new()
        {
            Index = partition.Index,
            ErrorCode = result.Error,
            ErrorMessage = result.Message,
            BaseOffset = result.BaseOffset,
            LogAppendTimeMs = result.LogAppendTime,
            LogStartOffset = result.LogStartOffset,
            RecordErrors = result.RecordErrors is null
                ? []
                : [.. result.RecordErrors.Select(e => new ProduceResponse.BatchIndexAndErrorMessage { BatchIndex = e.BatchIndex, BatchIndexErrorMessage = e.Message })],
        };
    }

    private AppendResult Append(
        ProduceRequest request, ProduceRequest.TopicProduceData topic, ProduceRequest.PartitionProduceData partition, RequestContext context)
    {
        var byId = context.ApiVersion >= TopicIdsSince;
        var found = byId
            ? topics.TryGetPartition(topic.TopicId, partition.Index, out var log)
            : topics.TryGetPartition(topic.Name, partition.Index, out log);
        if (!found || log is null)
        {
            var unknownId = byId && !topics.TryGet(topic.TopicId, out _);
            return AppendResult.Failed(unknownId ? ErrorCode.UnknownTopicId : ErrorCode.UnknownTopicOrPartition, message: null);
        }

        if (TopicRegistry.IsInternal(log.Partition.Topic) && context.ClientId != AdminClientId)
            return AppendResult.Failed(ErrorCode.InvalidTopicException, message: null);
        if (!IsTransactional(partition.Records)) return log.Append(partition.Records.Memory, AppendOrigin.Client);

        var header = new RecordBatchHeader(partition.Records.Memory.Span);
        var error = gate.TryOpen(log, header, request.TransactionalId!, context.ApiVersion, out var guard);
        return error == ErrorCode.None
            ? log.Append(partition.Records.Memory, AppendOrigin.Client, guard)
            : AppendResult.Failed(error, error == ErrorCode.InvalidTxnState ? "Partition was not added to the transaction" : null);
    }

    /// <summary>With acks=0 there is nothing to answer; a failed write is told by closing the connection, so that the client looks again.</summary>
    private static ProduceResponse? Unanswered(ProduceResponse response)
    {
        foreach (var topic in response.Responses)
        {
            foreach (var partition in topic.PartitionResponses)
            {
                if (partition.ErrorCode != ErrorCode.None)
                    throw new ConnectionRefusedException($"a write with acks=0 to partition {partition.Index} of {topic.Name} failed: {partition.ErrorCode}");
            }
        }

        return null;
    }
}
