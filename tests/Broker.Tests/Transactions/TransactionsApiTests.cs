using System.Net;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Protocol.Wire;
using Connect.Broker.Server;
using Connect.Broker.Transactions;
using static Connect.Broker.Tests.Transactions.CoordinatorBench;
using Topic = Connect.Broker.Protocol.Messages.AddPartitionsToTxnRequest.AddPartitionsToTxnTopic;

namespace Connect.Broker.Tests.Transactions;

public sealed class TransactionsApiTests : IDisposable
{
    private readonly CoordinatorBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(3, (int)ErrorCode.InvalidProducerEpoch)]
    [InlineData(4, (int)ErrorCode.ProducerFenced)]
    public async Task Initialising_tells_a_fenced_producer_in_its_versions_words(short version, int error)
    {
        var expected = (ErrorCode)error;
        var first = _bench.Begin("a");
        _bench.Begin("a");
        var answer = await Init(version, "a", first.ProducerId, first.Epoch);
        Assert.Equal((expected, -1L, (short)-1), (answer.ErrorCode, answer.ProducerId, answer.ProducerEpoch));
    }

    [Fact]
    public async Task Producers_without_a_transactional_id_get_ids_of_their_own()
    {
        var ids = new HashSet<long>();
        for (short version = 0; version <= 5; version++)
        {
            var answer = await Init(version, null, -1, -1);
            Assert.Equal((ErrorCode.None, (short)0), (answer.ErrorCode, answer.ProducerEpoch));
            Assert.True(ids.Add(answer.ProducerId));
        }

        Assert.Equal(ErrorCode.InvalidRequest, (await Init(4, "a", 5, -1)).ErrorCode);
        Assert.Equal(ErrorCode.InvalidRequest, (await Init(4, "a", -1, 5)).ErrorCode);
        Assert.Equal(ErrorCode.InvalidRequest, (await Init(4, "", -1, -1)).ErrorCode);
    }

    [Theory]
    [InlineData(1, (int)ErrorCode.InvalidProducerEpoch)]
    [InlineData(2, (int)ErrorCode.ProducerFenced)]
    [InlineData(4, (int)ErrorCode.ProducerFenced)]
    [InlineData(5, (int)ErrorCode.ProducerFenced)]
    public async Task Ending_tells_a_fenced_producer_in_its_versions_words(short version, int error)
    {
        var expected = (ErrorCode)error;
        var first = _bench.Begin("a");
        var second = _bench.Begin("a");
        _bench.Add("a", second, 0);
        Assert.Equal(expected, (await End(version, first)).ErrorCode);
        var offsets = await Ask<AddOffsetsToTxnRequest, AddOffsetsToTxnResponse>(
            new() { TransactionalId = "a", ProducerId = first.ProducerId, ProducerEpoch = first.Epoch, GroupId = "g" },
            Math.Min(version, (short)4));
        Assert.Equal(expected, offsets.ErrorCode);
        var end = await End(version, second);
        Assert.Equal(ErrorCode.None, end.ErrorCode);
        if (version == 5) Assert.Equal((second.ProducerId, (short)2), (end.ProducerId, end.ProducerEpoch));
    }

    [Fact]
    public async Task Partitions_are_added_all_or_none()
    {
        var producer = _bench.Begin("a");
        var answer = await Add(OldAdd(producer, ("t", [0, 100]), ("nope", [0])), 3);
        Assert.Equal(["t-0:55", "t-100:3", "nope-0:3"], Flat(answer.ResultsByTopicV3AndBelow));
        Assert.Equal("Empty", _bench.State("a"));

        answer = await Add(OldAdd(producer, ("t", [0]), ("__consumer_offsets", [0])), 3);
        Assert.Equal(["t-0:55", "__consumer_offsets-0:29"], Flat(answer.ResultsByTopicV3AndBelow));

        answer = await Add(OldAdd(producer, ("t", [0, 1]), ("u", [2])), 0);
        Assert.Equal(["t-0:0", "t-1:0", "u-2:0"], Flat(answer.ResultsByTopicV3AndBelow));
        Assert.Equal("Ongoing", _bench.State("a"));

        var fenced = producer with { Epoch = -1 };
        Assert.Equal(["t-0:47"], Flat((await Add(OldAdd(fenced, ("t", [0])), 1)).ResultsByTopicV3AndBelow));
        Assert.Equal(["t-0:90"], Flat((await Add(OldAdd(fenced, ("t", [0])), 2)).ResultsByTopicV3AndBelow));
    }

    [Fact]
    public async Task Brokers_add_or_verify_for_several_transactions_at_once()
    {
        var a = _bench.Begin("a");
        var b = _bench.Begin("b");
        var answer = await Add(
            new() { Transactions = [Transaction("a", a, false, 0), Transaction("b", b, true, 0), Transaction("c", b, true, 0)] }, 5);
        Assert.Equal(["a", "b", "c"], answer.ResultsByTransaction.Select(r => r.TransactionalId));
        Assert.Equal(["t-0:0", "t-0:120", "t-0:49"], answer.ResultsByTransaction.SelectMany(r => Flat(r.TopicResults)));
        answer = await Add(new() { Transactions = [Transaction("a", a, true, 0, 1)] }, 4);
        Assert.Equal(["t-0:0", "t-1:120"], Flat(answer.ResultsByTransaction[0].TopicResults));
    }

    [Fact]
    public async Task A_transaction_is_described_and_unknown_ones_are_not_found()
    {
        var producer = _bench.Begin("a", timeoutMs: 12_345);
        _bench.Coordinator.AddPartitions("a", producer, [Partition(0), Partition(1), new TopicPartition("u", 5)], New);
        var answer = await Ask<DescribeTransactionsRequest, DescribeTransactionsResponse>(new() { TransactionalIds = ["a", "b", ""] }, 0);
        var errors = answer.TransactionStates.Select(s => s.ErrorCode);
        Assert.Equal([ErrorCode.None, ErrorCode.TransactionalIdNotFound, ErrorCode.InvalidRequest], errors);
        var state = answer.TransactionStates[0];
        Assert.Equal(("Ongoing", 12_345), (state.StateName, state.TransactionTimeoutMs));
        Assert.Equal(producer, new ProducerIdentity(state.ProducerId, state.ProducerEpoch));
        Assert.Equal(_bench.Clock.Now, state.TransactionStartTimeMs);
        Assert.Equal(["t-0", "t-1", "u-5"], state.Topics.SelectMany(t => t.Partitions.Select(p => $"{t.Topic}-{p}")));
    }

    [Fact]
    public async Task Transactions_are_listed_by_state_producer_duration_and_pattern()
    {
        var open = _bench.Begin("open-1");
        _bench.Add("open-1", open, 0);
        var done = _bench.Begin("done-1");
        _bench.Add("done-1", done, 0);
        _bench.End("done-1", done, true);
        _bench.Begin("empty-1");
        _bench.Clock.Advance(1_000);
        var late = _bench.Begin("open-2");
        _bench.Add("open-2", late, 0);

        Assert.Equal(["done-1", "empty-1", "open-1", "open-2"], await Listed(new()));
        Assert.Equal(["open-1", "open-2"], await Listed(new() { StateFilters = ["Ongoing"] }));
        Assert.Equal(["done-1", "empty-1"], await Listed(new() { StateFilters = ["Empty", "CompleteCommit"] }));
        Assert.Equal(["open-2"], await Listed(new() { ProducerIdFilters = [late.ProducerId, 77777] }));
        Assert.Equal(["done-1", "empty-1", "open-1"], await Listed(new() { DurationFilter = 500 }));
        Assert.Equal(["open-1"], await Listed(new() { DurationFilter = 500, StateFilters = ["Ongoing"] }));
        Assert.Equal(["done-1", "open-1"], await Listed(new() { TransactionalIdPattern = "(open|done)-1" }));
        Assert.Equal([], await Listed(new() { TransactionalIdPattern = "open" }));
        Assert.Equal(["open-1", "open-2"], await Listed(new() { TransactionalIdPattern = "open|open-\\d" }));
    }

    [Theory]
    [InlineData("(")]
    [InlineData(")(")]
    [InlineData("(a)\\1")]
    [InlineData("a(?=b)")]
    public async Task A_pattern_that_is_none_is_refused(string pattern)
    {
        _bench.Begin("a");
        var answer = await Ask<ListTransactionsRequest, ListTransactionsResponse>(new() { TransactionalIdPattern = pattern }, 2);
        Assert.Equal(ErrorCode.InvalidRegularExpression, answer.ErrorCode);
        Assert.Empty(answer.TransactionStates);
    }

    [Fact]
    public async Task Unknown_states_are_reported_and_match_nothing()
    {
        _bench.Begin("a");
        var request = new ListTransactionsRequest { StateFilters = ["Sleeping", "ongoing", "Sleeping"] };
        var answer = await Ask<ListTransactionsRequest, ListTransactionsResponse>(request, 1);
        Assert.Equal(["Sleeping", "ongoing"], answer.UnknownStateFilters);
        Assert.Empty(answer.TransactionStates);
    }

    [Fact]
    public async Task An_administrator_can_end_a_transaction_in_a_partition()
    {
        _bench.Partitions.Refusal = p => p.Partition switch
        {
            1 => ErrorCode.InvalidProducerEpoch,
            2 => ErrorCode.CoordinatorLoadInProgress,
            _ => ErrorCode.None,
        };
        var request = new WriteTxnMarkersRequest
        {
            Markers =
            [
                new()
                {
                    ProducerId = 7, ProducerEpoch = 3, TransactionResult = false, CoordinatorEpoch = 0,
                    Topics = [new() { Name = "t", PartitionIndexes = [0, 1, 2] }, new() { Name = "nope", PartitionIndexes = [0] }],
                },
            ],
        };
        var answer = await Ask<WriteTxnMarkersRequest, WriteTxnMarkersResponse>(request, 2);
        var marker = Assert.Single(answer.Markers);
        Assert.Equal(7, marker.ProducerId);
        var results = marker.Topics.SelectMany(t => t.Partitions.Select(p => $"{t.Name}-{p.PartitionIndex}:{(int)p.ErrorCode}"));
        Assert.Equal(["t-0:0", "t-1:47", "t-2:6", "nope-0:3"], results);
        Assert.False(Assert.Single(_bench.Partitions.Markers).Commit);
    }

    private async Task<List<string>> Listed(ListTransactionsRequest request)
    {
        var answer = await Ask<ListTransactionsRequest, ListTransactionsResponse>(request, 2);
        Assert.Equal(ErrorCode.None, answer.ErrorCode);
        return [.. answer.TransactionStates.Select(s => s.TransactionalId).Order(StringComparer.Ordinal)];
    }

    private Task<InitProducerIdResponse> Init(short version, string? id, long producerId, short epoch)
    {
        var request = new InitProducerIdRequest
        {
            TransactionalId = id,
            TransactionTimeoutMs = 60_000,
            ProducerId = producerId,
            ProducerEpoch = epoch,
        };
        return Ask<InitProducerIdRequest, InitProducerIdResponse>(request, version);
    }

    private Task<AddPartitionsToTxnResponse> Add(AddPartitionsToTxnRequest request, short version) =>
        Ask<AddPartitionsToTxnRequest, AddPartitionsToTxnResponse>(request, version);

    private Task<EndTxnResponse> End(short version, ProducerIdentity producer) => Ask<EndTxnRequest, EndTxnResponse>(
        new() { TransactionalId = "a", ProducerId = producer.ProducerId, ProducerEpoch = producer.Epoch, Committed = true }, version);

    private static AddPartitionsToTxnRequest OldAdd(ProducerIdentity producer, params (string Name, List<int> Partitions)[] topics) => new()
    {
        V3AndBelowTransactionalId = "a",
        V3AndBelowProducerId = producer.ProducerId,
        V3AndBelowProducerEpoch = producer.Epoch,
        V3AndBelowTopics = [.. topics.Select(t => new Topic { Name = t.Name, Partitions = t.Partitions })],
    };

    private static AddPartitionsToTxnRequest.AddPartitionsToTxnTransaction Transaction(
        string id, ProducerIdentity producer, bool verify, params int[] partitions) => new()
        {
            TransactionalId = id,
            ProducerId = producer.ProducerId,
            ProducerEpoch = producer.Epoch,
            VerifyOnly = verify,
            Topics = [new() { Name = "t", Partitions = [.. partitions] }],
        };

    private static IEnumerable<string> Flat(List<AddPartitionsToTxnResponse.AddPartitionsToTxnTopicResult> results) =>
        results.SelectMany(t => t.ResultsByPartition.Select(p => $"{t.Name}-{p.PartitionIndex}:{(int)p.PartitionErrorCode}"));

    /// <summary>Through the bytes of the protocol, as a client would.</summary>
    private async Task<TResponse> Ask<TRequest, TResponse>(TRequest request, short version)
        where TRequest : class, IRequest, new()
        where TResponse : class, IMessage, new()
    {
        var router = new RequestRouter();
        new TransactionsApi(_bench.Coordinator, _bench.Partitions, _bench.Offsets).Map(router);
        Assert.True(router.TryGet((short)TRequest.Api, version, out var route));
        using var frame = new WireBuffer();
        WireWriter.Write(frame, request, version);
        using var answer = new WireBuffer();
        var context = new RequestContext
        {
            ApiVersion = version,
            CorrelationId = 1,
            ClientHost = "/" + IPAddress.Loopback,
            ConnectionId = 1,
            Aborted = TestContext.Current.CancellationToken,
        };
        Assert.True(await route.AnswerAsync(frame.Span.ToArray(), 0, frame.Written, context, answer));
        return WireReader.Read<TResponse>(answer.Span.ToArray(), 0, answer.Written, version);
    }
}
