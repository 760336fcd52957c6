using Connect.Broker.Coordination;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Server;

namespace Connect.Broker.Transactions;

/// <summary>The requests of transactional producers, and of those who look after them.</summary>
internal sealed class TransactionsApi(TransactionCoordinator coordinator, ITransactionPartitions partitions, IStateLog offsets)
{
    private readonly AddPartitionsHandler _addPartitions = new(coordinator, partitions);
    private readonly WriteMarkersHandler _writeMarkers = new(partitions);

    public void Map(RequestRouter router)
    {
        router.Map<InitProducerIdRequest, InitProducerIdResponse>((r, c) => new(InitProducerId(r, c.ApiVersion)));
        router.Map<AddPartitionsToTxnRequest, AddPartitionsToTxnResponse>((r, c) => new(_addPartitions.Answer(r, c.ApiVersion)));
        router.Map<AddOffsetsToTxnRequest, AddOffsetsToTxnResponse>((r, c) => new(AddOffsets(r, c.ApiVersion)));
        router.Map<EndTxnRequest, EndTxnResponse>((r, c) => new(EndTxn(r, c.ApiVersion)));
        router.Map<WriteTxnMarkersRequest, WriteTxnMarkersResponse>((r, _) => new(_writeMarkers.Answer(r)));
        router.Map<DescribeTransactionsRequest, DescribeTransactionsResponse>((r, _) => new(Describe(r)));
        router.Map<ListTransactionsRequest, ListTransactionsResponse>((r, _) => new(coordinator.List(r)));
    }

    /// <summary>PRODUCER_FENCED came with KIP-588; clients of before know only INVALID_PRODUCER_EPOCH.</summary>
    public static ErrorCode ForVersion(ErrorCode error, short version, short knowsFenced) =>
        error == ErrorCode.ProducerFenced && version < knowsFenced ? ErrorCode.InvalidProducerEpoch : error;

    private InitProducerIdResponse InitProducerId(InitProducerIdRequest request, short version)
    {
        var producer = ProducerIdentity.None;
        ErrorCode error;
        if ((request.ProducerId == -1) != (request.ProducerEpoch == -1))
            error = ErrorCode.InvalidRequest;
        else if (request.TransactionalId is not { } id)
            error = coordinator.InitializeIdempotent(out producer);
        else
            error = coordinator.Initialize(id, request.TransactionTimeoutMs, Expected(request), out producer);
        return new InitProducerIdResponse
        {
            ErrorCode = ForVersion(error, version, knowsFenced: 4),
            ProducerId = producer.ProducerId,
            ProducerEpoch = producer.Epoch,
        };
    }

    private AddOffsetsToTxnResponse AddOffsets(AddOffsetsToTxnRequest request, short version)
    {
        var partition = TransactionEnlistment.OffsetsPartition(offsets, request.GroupId);
        var producer = new ProducerIdentity(request.ProducerId, request.ProducerEpoch);
        var error = coordinator.AddPartitions(request.TransactionalId, producer, new(in partition), clientVersion: 0);
        return new AddOffsetsToTxnResponse { ErrorCode = ForVersion(error, version, knowsFenced: 2) };
    }

    private EndTxnResponse EndTxn(EndTxnRequest request, short version)
    {
        var producer = new ProducerIdentity(request.ProducerId, request.ProducerEpoch);
        var clientVersion = version >= 5 ? TransactionMetadata.BumpsEpoch : (short)0;
        var error = coordinator.End(request.TransactionalId, producer, request.Committed, clientVersion, out var next);
        return new EndTxnResponse
        {
            ErrorCode = ForVersion(error, version, knowsFenced: 2),
            ProducerId = next.ProducerId,
            ProducerEpoch = next.Epoch,
        };
    }

    private DescribeTransactionsResponse Describe(DescribeTransactionsRequest request)
    {
        var answer = new DescribeTransactionsResponse();
        foreach (var id in request.TransactionalIds) answer.TransactionStates.Add(coordinator.Describe(id));
        return answer;
    }

    private static ProducerIdentity? Expected(InitProducerIdRequest request) =>
        request.ProducerId == -1 ? null : new ProducerIdentity(request.ProducerId, request.ProducerEpoch);
}
