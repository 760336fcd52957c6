using System.Globalization;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Transactions;

namespace Connect.Broker.Tests.Transactions;

/// <summary>
/// Random requests that were sent to Apache Kafka 4.3.1, with its answers and what DescribeTransactions said after each: ours are the same.
/// </summary>
/// <remarks>
/// A line of <c>recorded.txt</c> is <c>kind version client (wrong id) (wrong epoch by) a b = answer | state</c>. Kinds: I initialise (a:
/// says who it was, b: time-out), A add (a: only verify, b: partition, 9 for 0 and an unknown one), O add offsets, E end (a: commit, b:
/// the client takes over the answered epoch), S a client has been there until that epoch. Producer ids are numbered as they come up.
/// </remarks>
public sealed class RecordedTests
{
    [Fact]
    public void Answers_and_states_are_those_of_the_recorded_broker()
    {
        using var stream = typeof(RecordedTests).Assembly.GetManifestResourceStream("transactions.recorded.txt")!;
        using var reader = new StreamReader(stream);
        Player? player = null;
        var steps = 0;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                player?.Dispose();
                player = new Player(line);
                continue;
            }

            player!.Play(line);
            steps++;
        }

        player?.Dispose();
        Assert.True(steps > 2_000);
    }

    private sealed class Player(string name) : IDisposable
    {
        private const string Id = "id";

        private readonly CoordinatorBench _bench = new();
        private readonly ProducerIdentity[] _clients = [ProducerIdentity.None, ProducerIdentity.None];
        private readonly List<long> _producerIds = [];
        private readonly List<string> _played = [name];

        public void Play(string line)
        {
            _played.Add(line);
            var recorded = line[(line.IndexOf('=', StringComparison.Ordinal) + 2)..];
            var words = line.Split(' ');
            var numbers = words[1..7].Select(w => int.Parse(w, CultureInfo.InvariantCulture)).ToArray();
            var (version, client, a, b) = ((short)numbers[0], numbers[1], numbers[4], numbers[5]);
            var producer = _clients[client];
            if (producer.ProducerId >= 0) producer = producer with { ProducerId = producer.ProducerId + numbers[2] * 100_000 };
            producer = producer with { Epoch = (short)(producer.Epoch + numbers[3]) };
            var answer = words[0] switch
            {
                "S" => Seed(version),
                "I" => Initialize(version, client, a == 1 ? producer : null, b),
                "A" => Add(version, producer, a == 1, b),
                "O" => AddOffsets(version, producer),
                _ => End(version, client, producer, a == 1, adopt: b == 1),
            };
            // The recorded broker fails with an internal error where the epochs are used up and the client has another one; ours says
            // fenced.
            if (recorded.StartsWith("-1 ", StringComparison.Ordinal)) recorded = (version < 4 ? "47" : "90") + recorded[2..];
            Assert.True(recorded == $"{answer} | {State()}".TrimEnd(), $"{string.Join('\n', _played)}\nand not: {answer} | {State()}");
        }

        public void Dispose() => _bench.Dispose();

        private string Seed(short epoch)
        {
            var producer = _bench.Begin(Id);
            _clients[0] = producer with { Epoch = epoch };
            _bench.Seed(Id, new TransactionMetadata
            {
                ProducerId = producer.ProducerId,
                PreviousProducerId = producer.ProducerId,
                Epoch = epoch,
                TimeoutMs = 60_000,
                LastUpdateMs = _bench.Clock.Now,
            });
            return $"0 {Name(producer.ProducerId)} {epoch}";
        }

        private string Initialize(short version, int client, ProducerIdentity? expected, int timeoutMs)
        {
            // One half of an identity is refused before the coordinator is asked.
            var half = expected is { } e && (e.ProducerId == -1) != (e.Epoch == -1);
            if (expected is { ProducerId: -1, Epoch: -1 }) expected = null;
            var (error, producer) = half ? (ErrorCode.InvalidRequest, ProducerIdentity.None) : _bench.Init(Id, expected, timeoutMs);
            if (error == ErrorCode.None) _clients[client] = producer;
            return $"{(int)TransactionsApi.ForVersion(error, version, 4)} {Name(producer.ProducerId)} {producer.Epoch}";
        }

        private string Add(short version, ProducerIdentity producer, bool verify, int partition)
        {
            _bench.Partitions.Known = p => p.Topic != "t" || p.Partition < 3;
            var handler = new AddPartitionsHandler(_bench.Coordinator, _bench.Partitions);
            List<int> partitions = partition == 9 ? [0, 9] : [partition];
            List<AddPartitionsToTxnRequest.AddPartitionsToTxnTopic> topics = [new() { Name = "t", Partitions = partitions }];
            var request = new AddPartitionsToTxnRequest
            {
                V3AndBelowTransactionalId = Id,
                V3AndBelowProducerId = producer.ProducerId,
                V3AndBelowProducerEpoch = producer.Epoch,
                V3AndBelowTopics = topics,
                Transactions =
                [
                    new()
                    {
                        TransactionalId = Id,
                        ProducerId = producer.ProducerId,
                        ProducerEpoch = producer.Epoch,
                        VerifyOnly = verify,
                        Topics = topics,
                    },
                ],
            };
            var answer = handler.Answer(request, version);
            var results = version < 4 ? answer.ResultsByTopicV3AndBelow : answer.ResultsByTransaction[0].TopicResults;
            return $"{{{string.Join(',', results[0].ResultsByPartition.Select(r => $"{r.PartitionIndex}={(int)r.PartitionErrorCode}"))}}}";
        }

        private string AddOffsets(short version, ProducerIdentity producer)
        {
            var error = _bench.Coordinator.AddPartitions(Id, producer, [new TopicPartition("__consumer_offsets", 0)], clientVersion: 0);
            return $"{(int)TransactionsApi.ForVersion(error, version, 2)}";
        }

        private string End(short version, int client, ProducerIdentity producer, bool commit, bool adopt)
        {
            var (error, next) = _bench.End(Id, producer, commit, version >= 5 ? CoordinatorBench.New : CoordinatorBench.Old);
            if (error == ErrorCode.None && version >= 5 && adopt) _clients[client] = next;
            var code = (int)TransactionsApi.ForVersion(error, version, 2);
            return version < 5 ? $"{code}" : $"{code} {Name(next.ProducerId)} {next.Epoch}";
        }

        private string State()
        {
            var state = _bench.Coordinator.Describe(Id);
            if (state.ErrorCode != ErrorCode.None) return $"e{(int)state.ErrorCode}";
            var partitions = state.Topics
                .SelectMany(t => t.Partitions.Select(p => t.Topic == "t" ? $"{p}" : "o"))
                .Order(StringComparer.Ordinal);
            var start = state.TransactionStartTimeMs < 0 ? "-" : "+";
            var producer = $"{Name(state.ProducerId)} {state.ProducerEpoch}";
            return $"{state.StateName} {producer} {state.TransactionTimeoutMs} {start} {string.Join(',', partitions)}";
        }

        private string Name(long producerId)
        {
            if (producerId < 0) return "-";
            if (!_producerIds.Contains(producerId)) _producerIds.Add(producerId);
            return $"p{_producerIds.IndexOf(producerId)}";
        }
    }
}
