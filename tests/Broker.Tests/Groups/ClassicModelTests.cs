using Connect.Broker.Groups.Classic;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using CsCheck;
using static Connect.Broker.Tests.Groups.GroupBench;

namespace Connect.Broker.Tests.Groups;

/// <summary>
/// Clients that join, sync, send heartbeats, go silent, crash and leave in any order, with restarts of the broker and a log that does not
/// take writes. Whatever happens, members that are told they are in a generation were told the same of it, and well-behaved clients end up
/// with a stable group.
/// </summary>
public sealed class ClassicModelTests
{
    private const int Clients = 4;

    private static readonly Gen<(Act Act, int Client)[]> Work = Gen.Select(
        Gen.Frequency(
            (10, Gen.Const(Act.Proceed)),
            (4, Gen.Const(Act.Heartbeat)),
            (2, Gen.Const(Act.Crash)),
            (2, Gen.Const(Act.Leave)),
            (3, Gen.Const(Act.TimePasses)),
            (1, Gen.Const(Act.Restart)),
            (1, Gen.Const(Act.LogFails)),
            (2, Gen.Const(Act.LogWorks))),
        Gen.Int[0, Clients - 1]).Array[1, 60];

    private enum Act
    {
        Proceed,
        Heartbeat,
        Crash,
        Leave,
        TimePasses,
        Restart,
        LogFails,
        LogWorks,
    }

    [Fact]
    public void Members_of_a_generation_agree_and_the_group_settles() =>
        Work.Sample(
            work =>
            {
                var world = new World();
                foreach (var (act, client) in work) world.Do(act, client);
                world.Settle();
            },
            iter: 2_000,
            print: work => string.Join("; ", work));

    private sealed class World
    {
        private readonly GroupBench _bench = new();
        private readonly Client[] _clients = [.. Enumerable.Range(0, Clients).Select(_ => new Client())];
        private readonly Dictionary<int, (string Leader, string Protocol)> _generations = [];
        private readonly Dictionary<(int Generation, string Member), byte> _assigned = [];

        public void Do(Act act, int index)
        {
            var client = _clients[index];
            switch (act)
            {
                case Act.Proceed: Proceed(client); break;
                case Act.Heartbeat: Heartbeat(client); break;
                case Act.Crash: client.Forget(); break;
                case Act.Leave when client.MemberId.Length > 0:
                    _bench.Leave(client.MemberId);
                    client.Forget();
                    break;
                case Act.TimePasses: _bench.Pass(4_000); break;
                case Act.Restart:
                    _bench.Restart();

                    // A generation whose assignment was never stored is given out again, as it never came to be.
                    var stored = _bench.Look("g", g => g?.Classic?.Generation ?? 0);
                    foreach (var generation in _generations.Keys.Where(g => g > stored).ToList()) _generations.Remove(generation);
                    foreach (var waiting in _clients) waiting.Restart(stored);
                    break;
                case Act.LogFails: _bench.Log.Refusal = ErrorCode.KafkaStorageError; break;
                case Act.LogWorks: _bench.Log.Refusal = ErrorCode.None; break;
            }

            foreach (var waiting in _clients) Collect(waiting);
        }

        /// <summary>From now on everybody behaves: soon all are in one stable generation, with what its leader gave them.</summary>
        public void Settle()
        {
            _bench.Log.Refusal = ErrorCode.None;
            for (var round = 0; round < 40; round++)
            {
                foreach (var client in _clients)
                {
                    Proceed(client);
                    foreach (var waiting in _clients) Collect(waiting);
                    Heartbeat(client);
                }

                _bench.Pass(1_500);
            }

            var state = _bench.Look("g", g => g!.Classic!.State);
            Assert.Equal(ClassicState.Stable, state);
            Assert.True(
                _clients.All(c => c.Stage == Stage.Synced) && _clients.Select(c => c.Generation).Distinct().Count() == 1,
                string.Join("; ", _clients.Select(c => $"{c.Stage} {c.MemberId} {c.Generation}")));
            Assert.Equal(Clients, _bench.Look("g", g => g!.Classic!.Members.Count));
        }

        private void Proceed(Client client)
        {
            switch (client.Stage)
            {
                case Stage.Out:
                    client.Joining = _bench.Join(Call(client.MemberId));
                    client.Stage = Stage.Joining;
                    break;
                case Stage.Joined:
                    var word = client.Leads ? client.Members.Select(m => (m, new[] { (byte)(client.Generation % 256) })).ToArray() : [];
                    client.Syncing = _bench.Sync(client.MemberId, client.Generation, word);
                    client.Stage = Stage.Syncing;
                    break;
            }
        }

        private void Heartbeat(Client client)
        {
            if (client.Stage != Stage.Synced) return;
            var error = _bench.Heartbeat(client.MemberId, client.Generation);
            if (error == ErrorCode.UnknownMemberId) client.Forget();
            else if (error != ErrorCode.None) client.Stage = Stage.Out;
        }

        private void Collect(Client client)
        {
            if (client.Joining is { IsCompleted: true } joined) Joined(client, joined.Result);
            if (client.Syncing is { IsCompleted: true } synced) Synced(client, synced.Result);
        }

        private void Joined(Client client, JoinGroupResponse answer)
        {
            client.Joining = null;
            client.Stage = Stage.Out;
            if (answer.ErrorCode == ErrorCode.UnknownMemberId) client.Forget();
            if (answer.ErrorCode != ErrorCode.None) return;
            Assert.True(answer.GenerationId >= client.Generation || client.MemberId.Length == 0 || client.MemberId != answer.MemberId, "generations rise");
            client.Take(answer);
            var told = (answer.Leader, answer.ProtocolName!);
            Assert.Equal(_generations.TryAdd(answer.GenerationId, told) ? told : _generations[answer.GenerationId], told);
        }

        private void Synced(Client client, SyncGroupResponse answer)
        {
            client.Syncing = null;
            client.Stage = Stage.Out;
            if (answer.ErrorCode == ErrorCode.UnknownMemberId) client.Forget();
            if (answer.ErrorCode != ErrorCode.None) return;
            client.Stage = Stage.Synced;
            var byteOf = Assert.Single(answer.Assignment);
            Assert.Equal((byte)(client.Generation % 256), byteOf);
            var key = (client.Generation, client.MemberId);
            Assert.Equal(_assigned.TryAdd(key, byteOf) ? byteOf : _assigned[key], byteOf);
        }
    }

    private enum Stage
    {
        Out,
        Joining,
        Joined,
        Syncing,
        Synced,
    }

    private sealed class Client
    {
        public Stage Stage { get; set; }

        public string MemberId { get; private set; } = "";

        public int Generation { get; private set; }

        public bool Leads { get; private set; }

        public List<string> Members { get; private set; } = [];

        public Task<JoinGroupResponse>? Joining { get; set; }

        public Task<SyncGroupResponse>? Syncing { get; set; }

        public void Forget()
        {
            Disconnect();
            Stage = Stage.Out;
            MemberId = "";
            Generation = 0;
        }

        public void Disconnect()
        {
            if (Joining is not null || Syncing is not null) Stage = Stage.Out;
            Joining = null;
            Syncing = null;
        }

        public void Restart(int stored)
        {
            Disconnect();
            if (Generation > stored) Stage = Stage.Out;
            Generation = Math.Min(Generation, stored);
        }

        public void Take(JoinGroupResponse answer)
        {
            Stage = Stage.Joined;
            MemberId = answer.MemberId;
            Generation = answer.GenerationId;
            Leads = answer.Leader == answer.MemberId;
            Members = [.. answer.Members.Select(m => m.MemberId)];
        }
    }
}
