using System.Collections.Immutable;
using Connect.Broker.Groups.Consumer;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using CsCheck;
using static Connect.Broker.Tests.Groups.GroupBench;

namespace Connect.Broker.Tests.Groups;

/// <summary>
/// Members of the newer protocol that come, go, fall silent and lose answers, while topics come, grow and go, the broker restarts (its log
/// compacted or not) and its log does not take writes. At no time do two clients own the same partition, and in the end all partitions are
/// owned, evenly.
/// </summary>
public sealed class ConsumerModelTests
{
    private const int Clients = 4;

    private static readonly Gen<(Act Act, int Client, bool Lost)[]> Work = Gen.Select(
        Gen.Frequency(
            (14, Gen.Const(Act.Beat)),
            (2, Gen.Const(Act.Leave)),
            (1, Gen.Const(Act.Crash)),
            (2, Gen.Const(Act.Topic)),
            (1, Gen.Const(Act.NoTopic)),
            (2, Gen.Const(Act.TimePasses)),
            (1, Gen.Const(Act.Restart)),
            (1, Gen.Const(Act.LogFails)),
            (2, Gen.Const(Act.LogWorks))),
        Gen.Int[0, Clients - 1],
        Gen.Frequency((6, Gen.Const(false)), (1, Gen.Const(true)))).Array[1, 80];

    private enum Act
    {
        Beat,
        Leave,
        Crash,
        Topic,
        NoTopic,
        TimePasses,
        Restart,
        LogFails,
        LogWorks,
    }

    [Fact]
    public void No_partition_ever_has_two_owners_and_all_are_owned_in_the_end() =>
        Work.Sample(
            work =>
            {
                var world = new World();
                foreach (var (act, client, lost) in work) world.Do(act, client, lost);
                world.Settle();
            },
            iter: 1_500,
            print: work => string.Join("; ", work));

    private sealed class World
    {
        private readonly GroupBench _bench = new();
        private readonly Client[] _clients = [.. Enumerable.Range(0, Clients).Select(_ => new Client())];

        public void Do(Act act, int index, bool lost)
        {
            var client = _clients[index];
            switch (act)
            {
                case Act.Beat: Beat(client, lost); break;
                case Act.Leave when client.Epoch > 0:
                    Send(client, Leaving(client));
                    client.Reset();
                    break;
                case Act.Crash: client.Reset(); break;
                case Act.Topic: _bench.Topics.Put("t" + (index % 3), (_bench.Topics.TryGet("t" + (index % 3), out var known) ? known.PartitionCount : 0) + 2); break;
                case Act.NoTopic: _bench.Topics.Remove("t" + (index % 3)); break;
                case Act.TimePasses: _bench.Pass(20_000); break;
                case Act.Restart:
                    if (lost) _bench.Log.Compact();
                    _bench.Restart();
                    break;
                case Act.LogFails: _bench.Log.Refusal = ErrorCode.KafkaStorageError; break;
                case Act.LogWorks: _bench.Log.Refusal = ErrorCode.None; break;
            }

            Check();
        }

        public void Settle()
        {
            _bench.Log.Refusal = ErrorCode.None;
            for (var round = 0; round < 25; round++)
            {
                foreach (var client in _clients)
                {
                    Beat(client, lost: false);
                    Check();
                }

                _bench.Pass(5_000);
            }

            Assert.Equal("Stable", State.Name);
            var all = _bench.Topics.All.SelectMany(t => Enumerable.Range(0, t.PartitionCount).Select(p => new TopicIdPartition(t.Id, p))).ToHashSet();
            Assert.True(all.SetEquals(_clients.SelectMany(c => c.Owned)), "all partitions are owned");
            var counts = _clients.Select(c => c.Owned.Count).ToList();
            Assert.True(counts.Max() - counts.Min() <= 1, $"evenly: {string.Join(", ", counts)}");
        }

        private ConsumerGroupState State => _bench.Look("g", g => g?.Consumer?.State ?? ConsumerGroupState.Empty);

        private void Check()
        {
            // A client whose session is over does not own anything, though it may not know yet.
            var owners = new Dictionary<TopicIdPartition, string>();
            foreach (var client in _clients.Where(c => State.Members.ContainsKey(c.Id)))
            {
                foreach (var partition in client.Owned) Assert.True(owners.TryAdd(partition, client.Id), $"{partition} has two owners");
            }

            var held = new HashSet<TopicIdPartition>();
            foreach (var member in State.Members.Values) Assert.All(member.Assigned.Union(member.Revoking), p => Assert.True(held.Add(p)));
        }

        private void Beat(Client client, bool lost)
        {
            var answer = Send(client, client.Epoch == 0 ? Joining(client) : Telling(client));
            if (answer.ErrorCode is ErrorCode.UnknownMemberId or ErrorCode.FencedMemberEpoch or ErrorCode.GroupIdNotFound)
            {
                client.Reset();
                return;
            }

            if (lost || answer.ErrorCode != ErrorCode.None) return;
            client.Epoch = answer.MemberEpoch;
            if (answer.Assignment is { } assignment)
                client.Owned = [.. assignment.TopicPartitions.SelectMany(t => t.Partitions.Select(p => new TopicIdPartition(t.TopicId, p)))];
        }

        private ConsumerGroupHeartbeatResponse Send(Client client, ConsumerGroupHeartbeatRequest request)
        {
            Assert.Equal(client.Id, request.MemberId);
            return _bench.Heartbeats.Answer(request, Context());
        }

        private static ConsumerGroupHeartbeatRequest Joining(Client client) => new()
        {
            GroupId = "g",
            MemberId = client.Id,
            RebalanceTimeoutMs = 30_000,
            SubscribedTopicNames = ["t0", "t1"],
            SubscribedTopicRegex = "t[2-9]",
            TopicPartitions = [],
        };

        private static ConsumerGroupHeartbeatRequest Telling(Client client) => new()
        {
            GroupId = "g",
            MemberId = client.Id,
            MemberEpoch = client.Epoch,
            RebalanceTimeoutMs = 30_000,
            SubscribedTopicNames = ["t0", "t1"],
            TopicPartitions =
            [
                .. client.Owned.GroupBy(p => p.TopicId).Select(t => new ConsumerGroupHeartbeatRequest.TopicPartitionsData
                {
                    TopicId = t.Key, Partitions = [.. t.Select(p => p.Partition)],
                }),
            ],
        };

        private static ConsumerGroupHeartbeatRequest Leaving(Client client) => new() { GroupId = "g", MemberId = client.Id, MemberEpoch = -1 };
    }

    private sealed class Client
    {
        public string Id { get; private set; } = Guid.NewGuid().ToString();

        public int Epoch { get; set; }

        public ImmutableHashSet<TopicIdPartition> Owned { get; set; } = [];

        public void Reset()
        {
            Id = Guid.NewGuid().ToString();
            Epoch = 0;
            Owned = [];
        }
    }
}
