using System.Diagnostics.CodeAnalysis;
using Connect.Broker.Configuration;
using Connect.Broker.Coordination;
using Connect.Broker.Groups;
using Connect.Broker.Groups.Classic;
using Connect.Broker.Groups.Consumer;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Server;
using Connect.Broker.Topics;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Broker.Tests.Groups;

/// <summary>A group coordinator with everything around it in memory; it can be restarted on the same log.</summary>
internal sealed class GroupBench
{
    public GroupBench(params string[] settings)
    {
        Settings = BrokerSettings.Parse(settings.Select(s => KeyValuePair.Create(s[..s.IndexOf('=', StringComparison.Ordinal)], s[(s.IndexOf('=', StringComparison.Ordinal) + 1)..])))
            .Settings!.Groups;
        Restart();
    }

    public GroupSettings Settings { get; }

    public OffsetsLog Log { get; } = new();

    public TopicList Topics { get; } = new();

    public StepClock Clock { get; } = new();

    public GroupCoordinator Coordinator { get; private set; } = null!;

    public ConsumerHeartbeatHandler Heartbeats { get; private set; } = null!;

    public void Restart()
    {
        Topics.ForgetListeners();
        Coordinator = new GroupCoordinator(Log, Topics, Settings, Clock, NullLogger.Instance);
        Heartbeats = new ConsumerHeartbeatHandler(Coordinator, Topics, Settings);
        Coordinator.Load(anything: true, CancellationToken.None);
    }

    public void Pass(int ms)
    {
        Clock.Ms += ms;
        Coordinator.Tick();
    }

    /// <summary>Looks at a group, or at null where there is none.</summary>
    public T Look<T>(string id, Func<Group?, T> at) => Coordinator.Enter(id, create: false, at);

    public Task<JoinGroupResponse> Join(JoinCall call) => Coordinator.Enter("g", create: true, g => g!.Classic!.Join(call, Coordinator.Clock.Now));

    public Task<SyncGroupResponse> Sync(string member, int generation, params (string Member, byte[] Assignment)[] assignments) =>
        Coordinator.Enter("g", create: false, g => g?.Classic?.Sync(
            new SyncGroupRequest
            {
                GroupId = "g",
                MemberId = member,
                GenerationId = generation,
                Assignments = [.. assignments.Select(a => new SyncGroupRequest.SyncGroupRequestAssignment { MemberId = a.Member, Assignment = a.Assignment })],
            },
            Coordinator.Clock.Now) ?? Task.FromResult(new SyncGroupResponse { ErrorCode = ErrorCode.UnknownMemberId }));

    public ErrorCode Heartbeat(string member, int generation, string? instance = null) =>
        Look("g", g => g?.Classic?.Heartbeat(member, instance, generation, Coordinator.Clock.Now) ?? ErrorCode.UnknownMemberId);

    public ErrorCode Leave(string member, string? instance = null) =>
        Look("g", g => g?.Classic?.Leave(member, instance, "test", Coordinator.Clock.Now) ?? ErrorCode.UnknownMemberId);

    public static JoinCall Call(string member = "", string? instance = null, bool knownId = false, bool skip = true, params string[] protocols) => new()
    {
        MemberId = member,
        InstanceId = instance,
        ClientId = "client",
        ClientHost = "/127.0.0.1",
        SessionTimeoutMs = 10_000,
        RebalanceTimeoutMs = 30_000,
        ProtocolType = "test",
        Protocols = [.. (protocols.Length == 0 ? ["p"] : protocols).Select(p => new ClassicProtocol(p, [1, 2]))],
        RequireKnownId = knownId,
        KnowsSkippedAssignment = skip,
    };

    public static RequestContext Context(short version = 1) => new()
    {
        ApiVersion = version,
        CorrelationId = 1,
        ClientId = "client",
        ClientHost = "/127.0.0.1",
        ConnectionId = 1,
        Aborted = CancellationToken.None,
    };
}

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class StepClock : TimeProvider
{
    public long Ms { get; set; } = 1_700_000_000_000;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => Ms;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Ms);
}

internal sealed class TopicList : ITopicCatalog
{
    private readonly Dictionary<string, TopicInfo> _topics = [];

    public event Action<TopicChange>? Changed;

    public IReadOnlyCollection<TopicInfo> All => _topics.Values;

    public bool TryGet(string name, [NotNullWhen(true)] out TopicInfo? topic) => _topics.TryGetValue(name, out topic);

    public bool TryGet(Guid id, [NotNullWhen(true)] out TopicInfo? topic) => (topic = _topics.Values.FirstOrDefault(t => t.Id == id)) is not null;

    public TopicInfo Put(string name, int partitions)
    {
        var known = _topics.GetValueOrDefault(name);
        var topic = new TopicInfo(name, known?.Id ?? Guid.NewGuid(), partitions, IsInternal: false);
        _topics[name] = topic;
        Changed?.Invoke(new TopicChange(known is null ? TopicChangeKind.Created : TopicChangeKind.PartitionsAdded, topic));
        return topic;
    }

    public void Remove(string name)
    {
        if (_topics.Remove(name, out var topic)) Changed?.Invoke(new TopicChange(TopicChangeKind.Deleted, topic));
    }

    public void ForgetListeners() => Changed = null;
}

/// <summary>The offsets topic in memory, with markers; it can refuse to take anything.</summary>
internal sealed class OffsetsLog : IStateLog
{
    private readonly List<(StateRecord Record, StateProducer? Producer, bool? Commit)>[] _partitions = [[], []];

    public ErrorCode Refusal { get; set; }

    public int PartitionCount => _partitions.Length;

    public int PartitionFor(string id) => JavaStringHash.Partition(id, PartitionCount);

    public ErrorCode Append(int partition, ReadOnlySpan<StateRecord> records, StateProducer? producer = null)
    {
        if (Refusal != ErrorCode.None) return Refusal;
        foreach (var record in records) _partitions[partition].Add((record, producer, null));
        return ErrorCode.None;
    }

    public void AppendMarker(int partition, StateProducer producer, bool commit) => _partitions[partition].Add((default, producer, commit));

    public void Replay(int partition, IStateReplay to)
    {
        foreach (var (record, producer, commit) in _partitions[partition])
        {
            if (commit is { } decided) to.Marker(producer!.Value, decided);
            else to.Record(record.Key, record.Value, record.Value is null, producer);
        }
    }

    /// <summary>What compaction leaves: of each key the last record, in the order of these.</summary>
    public void Compact()
    {
        foreach (var entries in _partitions)
        {
            var last = new Dictionary<string, int>();
            for (var i = 0; i < entries.Count; i++)
            {
                if (entries[i] is { Commit: null, Producer: null }) last[Convert.ToBase64String(entries[i].Record.Key)] = i;
            }

            var kept = entries.Where((e, i) => e.Commit is not null || e.Producer is not null || last[Convert.ToBase64String(e.Record.Key)] == i).ToList();
            entries.Clear();
            entries.AddRange(kept);
        }
    }
}
