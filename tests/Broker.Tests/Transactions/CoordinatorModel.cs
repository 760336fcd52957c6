using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Transactions;
using static Connect.Broker.Tests.Transactions.CoordinatorBench;

namespace Connect.Broker.Tests.Transactions;

/// <summary>The clients, and what must be true of the coordinator they talk to.</summary>
internal sealed class CoordinatorModel : IDisposable
{
    public const int Clients = 4;
    private const int TimeoutMs = 5_000;

    private readonly CoordinatorBench _bench = new();
    private readonly Client[] _clients = [.. Enumerable.Range(0, Clients).Select(i => new Client($"id-{i % 2}", i < 2 ? New : Old))];
    private readonly Dictionary<string, Id> _ids = [];
    private readonly Dictionary<long, (string Id, short Epoch)> _producers = [];
    private int _transactions;
    private bool _markersFail;

    private bool Calm => _bench.StateLog.AppendsLeft < 0 && !_markersFail;

    public void Do(Step step, int client, int argument)
    {
        var c = _clients[client];
        switch (step)
        {
            case Step.Initialize: Initialize(c, null); break;
            case Step.InitializeAgain: Initialize(c, c.Producer); break;
            case Step.Add: Add(c, argument % 3); break;
            case Step.Commit: End(c, commit: true); break;
            case Step.Abort: End(c, commit: false); break;
            case Step.RepeatEnd: RepeatEnd(c, commit: argument % 2 == 0); break;
            case Step.TimePasses: TimePasses(argument * 8); break;
            case Step.Restart: Restart(); break;
            case Step.MarkersFail: RefuseMarkers(except: argument % 4); break;
            case Step.MarkersWork: TakeMarkers(); break;
            case Step.StateLogFailsSoon: _bench.StateLog.AppendsLeft = argument % 3; break;
            case Step.StateLogWorks: _bench.StateLog.AppendsLeft = -1; break;
            default: Expire(); break;
        }
    }

    /// <summary>All troubles end: then every decision has reached every partition, and what is open is open.</summary>
    public void Settle()
    {
        _bench.StateLog.AppendsLeft = -1;
        TakeMarkers();
        Restart();
        foreach (var (id, state) in _ids)
        {
            foreach (var (transaction, partitions, commit) in state.Decided)
            {
                foreach (var partition in partitions)
                {
                    var marked = _bench.Partitions.Outcomes.TryGetValue((partition, transaction), out var outcome);
                    Assert.True(marked, $"no marker for {transaction} in {partition}");
                    Assert.Equal(commit, outcome);
                }
            }

            if (state.Open is not { } open) continue;
            Assert.Equal("Ongoing", _bench.State(id));
            Assert.All(open.Partitions, p => Assert.DoesNotContain((p, open.Transaction), _bench.Partitions.Outcomes.Keys));
        }

        Assert.Equal(_ids.Values.Sum(i => i.Decided.Sum(d => d.Partitions.Count)), _bench.Partitions.Outcomes.Count);
    }

    public void Dispose() => _bench.Dispose();

    private void RefuseMarkers(int except)
    {
        _markersFail = true;
        _bench.Partitions.Refusal = p => p.Partition != except ? ErrorCode.KafkaStorageError : ErrorCode.None;
    }

    private void TakeMarkers()
    {
        _markersFail = false;
        _bench.Partitions.Refusal = _ => ErrorCode.None;
    }

    private void Initialize(Client client, ProducerIdentity? expected)
    {
        if (expected is { ProducerId: -1 }) expected = null;
        var id = IdOf(client);
        var (error, producer) = _bench.Init(client.TransactionalId, expected, TimeoutMs);
        switch (error)
        {
            case ErrorCode.None:
                Assert.Null(id.Open);
                var repeated = expected is not null && id.Owner == producer;
                Answered(client.TransactionalId, producer, mayRepeat: repeated || (expected is not null && id.Owner is null));
                id.Owner = client.Producer = producer;
                client.LastEnd = null;
                break;
            case ErrorCode.ConcurrentTransactions:
                if (id.Open is not null) id.Decide(commit: false, owner: null);
                else Assert.False(Calm, "nothing is open and nothing in the way, and still the client has to wait");
                break;
            case ErrorCode.ProducerFenced:
                Assert.NotNull(expected);
                Assert.NotEqual(id.Owner, expected);
                break;
            default:
                Assert.False(Calm, $"initialising failed with {error}");
                break;
        }
    }

    private void Add(Client client, int index)
    {
        var id = IdOf(client);
        var partition = Partition(index);
        var error = _bench.Coordinator.AddPartitions(client.TransactionalId, client.Producer, [partition], client.Version);
        if (error == ErrorCode.None)
        {
            Assert.Equal(id.Owner, client.Producer);
            id.Open ??= (++_transactions, []);
            id.Open.Value.Partitions.Add(partition);
            id.OpenSince ??= _bench.Clock.Now;
            _bench.Partitions.Write(partition, client.Producer, id.Open.Value.Transaction);
        }
        else
        {
            RefusedRightly(id, client, error);
        }
    }

    private void End(Client client, bool commit)
    {
        var id = IdOf(client);
        var (error, next) = _bench.End(client.TransactionalId, client.Producer, commit, client.Version);
        if (id.Open is not null && id.Owner == client.Producer)
        {
            if (error != ErrorCode.None)
            {
                Assert.False(Calm, $"ending an open transaction failed with {error}");
                return;
            }

            client.LastEnd = (client.Producer, commit, next);
            Answered(client.TransactionalId, next, mayRepeat: client.Version == Old);
            id.Decide(commit, owner: next);
            client.Producer = next;
        }
        else if (error == ErrorCode.None && next != client.Producer && next != id.Owner)
        {
            Assert.False(commit, "a commit without a transaction was accepted");
            Assert.Equal(New, client.Version);
            if (id.Owner is not null && client.Producer != id.Owner) Assert.Fail("somebody who is not the owner got a new epoch");
            Answered(client.TransactionalId, next, mayRepeat: id.Owner is null);
            id.Owner = client.Producer = next;
        }
    }

    private void RepeatEnd(Client client, bool commit)
    {
        var id = IdOf(client);
        if (client.LastEnd is not { } last || id.Owner != last.Next || id.Open is not null || client.Producer != last.Next) return;
        var (error, next) = _bench.End(client.TransactionalId, last.Producer, commit, client.Version);
        if (!Calm && error is ErrorCode.ConcurrentTransactions) return;
        if (commit == last.Commit) Assert.Equal((ErrorCode.None, last.Next), (error, next));
        else Assert.Equal(ErrorCode.InvalidTxnState, error);
    }

    private void TimePasses(int milliseconds)
    {
        _bench.Clock.Advance(milliseconds);
        _bench.Coordinator.AbortTimedOut();
        foreach (var (name, id) in _ids)
        {
            if (id.Open is null) continue;
            var late = id.OpenSince + TimeoutMs < _bench.Clock.Now;
            if (_bench.State(name) == "Ongoing")
            {
                Assert.False(late && Calm, "an expired transaction is still open");
                continue;
            }

            Assert.True(late, "a transaction was aborted before its time");
            id.Decide(commit: false, owner: null);
        }
    }

    private void Restart()
    {
        _bench.Restart();
        // What a repeated request is recognised by is not stored; older clients' repeats are, as their epoch does not change.
        foreach (var (name, id) in _ids)
        {
            if (id.Open is not null) Assert.Equal("Ongoing", _bench.State(name));
        }
    }

    private void Expire()
    {
        _bench.Clock.Advance(1);
        _bench.Coordinator.RemoveExpired();
        foreach (var (name, id) in _ids)
        {
            if (id.Open is not null) Assert.Equal("Ongoing", _bench.State(name));
        }
    }

    private void RefusedRightly(Id id, Client client, ErrorCode error)
    {
        if (id.Owner != client.Producer) Assert.NotEqual(ErrorCode.None, error);
        else Assert.False(Calm, $"the owner was refused with {error}");
    }

    // No producer id for two transactional ids, and no epoch that somebody had before.
    private void Answered(string transactionalId, ProducerIdentity producer, bool mayRepeat)
    {
        if (_producers.TryGetValue(producer.ProducerId, out var known))
        {
            Assert.Equal(known.Id, transactionalId);
            var rises = producer.Epoch > known.Epoch || (mayRepeat && producer.Epoch == known.Epoch);
            Assert.True(rises, $"epoch {producer.Epoch} after {known.Epoch}");
        }

        _producers[producer.ProducerId] = (transactionalId, producer.Epoch);
    }

    private Id IdOf(Client client) =>
        _ids.TryGetValue(client.TransactionalId, out var id) ? id : _ids[client.TransactionalId] = new Id();

    private sealed class Client(string transactionalId, short version)
    {
        public string TransactionalId { get; } = transactionalId;

        public short Version { get; } = version;

        public ProducerIdentity Producer { get; set; } = ProducerIdentity.None;

        public (ProducerIdentity Producer, bool Commit, ProducerIdentity Next)? LastEnd { get; set; }
    }

    private sealed class Id
    {
        /// <summary>Who may write; null when nobody knows the epoch that a fence has set.</summary>
        public ProducerIdentity? Owner { get; set; }

        public (int Transaction, HashSet<TopicPartition> Partitions)? Open { get; set; }

        public long? OpenSince { get; set; }

        public List<(int Transaction, HashSet<TopicPartition> Partitions, bool Commit)> Decided { get; } = [];

        public void Decide(bool commit, ProducerIdentity? owner)
        {
            Decided.Add((Open!.Value.Transaction, Open.Value.Partitions, commit));
            Open = null;
            OpenSince = null;
            Owner = owner;
        }
    }
}
