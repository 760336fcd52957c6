using Connect.Broker.Coordination;
using Connect.Broker.Groups.Offsets;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using CsCheck;

namespace Connect.Broker.Tests.Groups;

/// <summary>Plain and transactional commits, ends of transactions, deleted topics and restarts in any order, against two dictionaries.</summary>
public sealed class OffsetModelTests
{
    private static readonly string[] TopicNames = ["t0", "t1"];

    private static readonly Gen<(Act Act, int Topic, int Partition, int Producer, long Offset)[]> Work = Gen.Select(
        Gen.Frequency(
            (6, Gen.Const(Act.Commit)),
            (6, Gen.Const(Act.CommitInTransaction)),
            (3, Gen.Const(Act.CommitTransaction)),
            (2, Gen.Const(Act.AbortTransaction)),
            (1, Gen.Const(Act.DeleteTopic)),
            (1, Gen.Const(Act.DeleteOffset)),
            (2, Gen.Const(Act.Restart)),
            (1, Gen.Const(Act.LogFails))),
        Gen.Int[0, 1], Gen.Int[0, 1], Gen.Int[1, 3], Gen.Long[-2, 1000]).Array[1, 50];

    private enum Act
    {
        Commit,
        CommitInTransaction,
        CommitTransaction,
        AbortTransaction,
        DeleteTopic,
        DeleteOffset,
        Restart,
        LogFails,
    }

    [Fact]
    public void Offsets_are_what_was_committed_last() =>
        Work.Sample(
            work =>
            {
                var world = new World();
                foreach (var (act, topic, partition, producer, offset) in work) world.Do(act, new TopicPartition(TopicNames[topic], partition), producer, offset);
            },
            iter: 2_000,
            print: work => string.Join("; ", work));

    private sealed class World
    {
        private readonly GroupBench _bench = new();
        private readonly Dictionary<TopicPartition, (long Offset, int Order)> _committed = [];
        private readonly Dictionary<int, Dictionary<TopicPartition, (long Offset, int Order)>> _open = [];
        private int _order;

        public World()
        {
            foreach (var name in TopicNames) _bench.Topics.Put(name, 2);
        }

        public void Do(Act act, TopicPartition at, int producer, long offset)
        {
            switch (act)
            {
                case Act.Commit:
                    Assert.Equal(ErrorCode.None, Commit(at, offset));
                    _committed[at] = (offset, ++_order);
                    break;
                case Act.CommitInTransaction:
                    CommitPending(at, producer, offset);
                    if (!_open.TryGetValue(producer, out var offsets)) _open.Add(producer, offsets = []);
                    offsets[at] = (offset, ++_order);
                    break;
                case Act.CommitTransaction or Act.AbortTransaction:
                    End(producer, act == Act.CommitTransaction);
                    break;
                case Act.DeleteTopic:
                    _bench.Topics.Remove(at.Topic);
                    foreach (var partition in new[] { 0, 1 }) Forget(at with { Partition = partition });
                    _bench.Topics.Put(at.Topic, 2);
                    break;
                case Act.DeleteOffset:
                    Delete(at);
                    Forget(at);
                    break;
                case Act.Restart:
                    _bench.Restart();
                    break;
                case Act.LogFails:
                    _bench.Log.Refusal = ErrorCode.KafkaStorageError;
                    Assert.Equal(ErrorCode.NotCoordinator, Commit(at, offset));
                    _bench.Log.Refusal = ErrorCode.None;
                    break;
            }

            Check();
        }

        private void Forget(TopicPartition at)
        {
            _committed.Remove(at);
            foreach (var (_, offsets) in _open) offsets.Remove(at);
        }

        private void Check()
        {
            var fetch = new OffsetFetchHandler(_bench.Coordinator, _bench.Topics);
            foreach (var stable in new[] { true, false })
            {
                var wanted = new OffsetFetchRequest.OffsetFetchRequestGroup
                {
                    GroupId = "g",
                    Topics = [.. TopicNames.Select(t => new OffsetFetchRequest.OffsetFetchRequestTopics { Name = t, PartitionIndexes = [0, 1] })],
                };
                var answer = Assert.Single(fetch.Answer(new OffsetFetchRequest { Groups = [wanted], RequireStable = stable }, version: 9).Groups);
                foreach (var topic in answer.Topics)
                {
                    foreach (var partition in topic.Partitions)
                    {
                        var at = new TopicPartition(topic.Name, partition.PartitionIndex);
                        var unstable = stable && _open.Values.Any(o => o.ContainsKey(at));
                        Assert.Equal(unstable ? ErrorCode.UnstableOffsetCommit : ErrorCode.None, partition.ErrorCode);
                        if (!unstable) Assert.Equal(_committed.TryGetValue(at, out var expected) ? expected.Offset : -1, partition.CommittedOffset);
                    }
                }
            }
        }

        private ErrorCode Commit(TopicPartition at, long offset)
        {
            var answer = new OffsetCommitHandler(_bench.Coordinator, _bench.Topics, 4096).Answer(
                new OffsetCommitRequest
                {
                    GroupId = "g",
                    Topics = [new() { Name = at.Topic, Partitions = [new() { PartitionIndex = at.Partition, CommittedOffset = offset }] }],
                },
                version: 9);
            return answer.Topics[0].Partitions[0].ErrorCode;
        }

        /// <summary>As the handler does it once the transaction coordinator has agreed.</summary>
        private void CommitPending(TopicPartition at, int producer, long offset) => _bench.Coordinator.Enter("g", create: true, group =>
        {
            var committed = new CommittedOffset(offset, -1, "", 0);
            _bench.Coordinator.Store.AddPending("g", producer);
            Assert.Equal(ErrorCode.None, _bench.Coordinator.Store.Append("g", [OffsetRecords.Put("g", at, committed)], new StateProducer(producer, 0)));
            group!.Offsets.PutPending(producer, at, committed);
            return true;
        });

        private void End(int producer, bool commit)
        {
            var partition = _bench.Log.PartitionFor("g");
            _bench.Log.AppendMarker(partition, new StateProducer(producer, 0), commit);
            Assert.Equal(ErrorCode.None, _bench.Coordinator.OffsetsEnded(partition, new StateProducer(producer, 0), commit));
            if (!_open.Remove(producer, out var offsets) || !commit) return;
            foreach (var (at, offset) in offsets)
            {
                if (!_committed.TryGetValue(at, out var known) || known.Order < offset.Order) _committed[at] = offset;
            }
        }

        private void Delete(TopicPartition at) => new OffsetDeleteHandler(_bench.Coordinator, _bench.Topics).Answer(
            new OffsetDeleteRequest { GroupId = "g", Topics = [new() { Name = at.Topic, Partitions = [new() { PartitionIndex = at.Partition }] }] });
    }
}
