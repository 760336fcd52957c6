using Connect.Broker.Groups;
using Connect.Broker.Groups.Consumer;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using static Connect.Broker.Tests.Groups.GroupBench;

namespace Connect.Broker.Tests.Groups;

public sealed class ConsumerGroupTests
{
    private readonly GroupBench _bench = new();

    public ConsumerGroupTests()
    {
        _bench.Topics.Put("t", 4);
    }

    [Fact]
    public void A_heartbeat_that_cannot_be_right_is_refused_and_leaves_nothing_behind()
    {
        Refused(ErrorCode.InvalidRequest, r => r.GroupId = "");
        Refused(ErrorCode.InvalidRequest, r => r.MemberId = "");
        Refused(ErrorCode.InvalidRequest, r => r.MemberEpoch = -3);
        Refused(ErrorCode.InvalidRequest, r => r.MemberEpoch = -2);
        Refused(ErrorCode.InvalidRequest, r => r.RebalanceTimeoutMs = -1);
        Refused(ErrorCode.InvalidRequest, r => r.TopicPartitions = null);
        Refused(ErrorCode.InvalidRequest, r => r.SubscribedTopicNames = null);
        Refused(ErrorCode.UnsupportedAssignor, r => r.ServerAssignor = "sticky");
        Refused(ErrorCode.InvalidRegularExpression, r => r.SubscribedTopicRegex = "(");
        Refused(ErrorCode.GroupIdNotFound, r => r.MemberEpoch = 5);
    }

    [Fact]
    public void A_member_alone_owns_everything_and_lets_go_of_half_before_the_second_gets_it()
    {
        var a = Send(Joining("a"));
        Assert.Equal((1, 4), (a.MemberEpoch, Count(a)));
        var b = Send(Joining("b"));
        Assert.Equal((2, 0), (b.MemberEpoch, Count(b)));

        var told = Send(Telling("a", 1, owned: 4));
        Assert.Equal((1, 2), (told.MemberEpoch, Count(told)));
        Assert.Null(Send(Telling("b", 2, owned: 0)).Assignment);

        var kept = _bench.Look("g", g => g!.Consumer!.State.Members["a"].Assigned);
        var confirmed = Send(Telling("a", 1, kept));
        Assert.Equal(2, confirmed.MemberEpoch);
        Assert.Equal(2, Count(Send(Telling("b", 2, owned: 0))));
        Assert.Equal("Stable", State.Name);
    }

    [Fact]
    public void A_member_that_does_not_let_go_in_time_is_out()
    {
        Send(Joining("a"));
        Send(Joining("b"));
        Send(Telling("a", 1, owned: 4));
        for (var i = 0; i < 3; i++)
        {
            _bench.Pass(10_000);
            Send(Telling("a", 1, owned: 4));
            Send(Telling("b", 2, owned: 0));
        }

        Assert.Equal(["b"], State.Members.Keys);
        Assert.Equal(ErrorCode.UnknownMemberId, Send(Telling("a", 1, owned: 4)).ErrorCode);
    }

    [Fact]
    public void A_silent_member_is_out_after_its_session()
    {
        Send(Joining("a"));
        _bench.Pass(44_000);
        Assert.Single(State.Members);
        _bench.Pass(1_000);
        Assert.Equal("Empty", State.Name);
    }

    [Fact]
    public void A_static_member_that_leaves_for_a_while_finds_its_partitions_again()
    {
        var a = Send(Joining("a", instance: "one"));
        Assert.Equal(ErrorCode.UnreleasedInstanceId, Send(Joining("b", instance: "one")).ErrorCode);
        Assert.Equal(-2, Send(new() { GroupId = "g", MemberId = "a", InstanceId = "one", MemberEpoch = -2 }).MemberEpoch);
        var epoch = State.Epoch;
        _bench.Restart();
        var b = Send(Joining("b", instance: "one"));
        Assert.Equal((ErrorCode.None, Count(a), epoch), (b.ErrorCode, Count(b), State.Epoch));
        Assert.Equal(ErrorCode.FencedInstanceId, Send(Telling("a", 1, owned: 4, instance: "one")).ErrorCode);
    }

    [Fact]
    public void Epochs_of_others_are_fenced()
    {
        Send(Joining("a"));
        Assert.Equal(ErrorCode.FencedMemberEpoch, Send(Telling("a", 2, owned: 4)).ErrorCode);
        Assert.Equal(ErrorCode.UnknownMemberId, Send(Telling("b", 1, owned: 0)).ErrorCode);
    }

    [Fact]
    public void New_partitions_and_topics_that_match_are_given_out()
    {
        var request = Joining("a");
        request.SubscribedTopicNames = null;
        request.SubscribedTopicRegex = "t.*";
        Assert.Equal(4, Count(Send(request)));
        _bench.Topics.Put("t", 6);
        _bench.Topics.Put("tt", 1);
        _bench.Topics.Put("u", 1);
        Assert.Equal(7, Count(Send(Telling("a", 1, owned: (int?)null))));
    }

    [Fact]
    public async Task An_empty_group_may_change_its_protocol_and_keeps_its_offsets()
    {
        var joined = await _bench.Join(Call());
        Assert.Equal(ErrorCode.GroupIdNotFound, Send(Joining("a")).ErrorCode);
        _bench.Leave(joined.MemberId);
        Assert.Equal(ErrorCode.None, Send(Joining("a")).ErrorCode);
        _bench.Restart();
        Assert.Equal(["a"], State.Members.Keys);
        var described = new ConsumerDescribeHandler(_bench.Coordinator, _bench.Heartbeats, _bench.Topics)
            .Answer(new ConsumerGroupDescribeRequest { GroupIds = ["g", "x"] });
        Assert.Equal(("Stable", ErrorCode.GroupIdNotFound), (described.Groups[0].GroupState, described.Groups[1].ErrorCode));
        var listed = new GroupAdminHandler(_bench.Coordinator).Answer(new ListGroupsRequest { TypesFilter = ["Consumer"], StatesFilter = ["stable"] });
        Assert.Equal("consumer", Assert.Single(listed.Groups).GroupType);
    }

    private ConsumerGroupState State => _bench.Look("g", g => g?.Consumer?.State ?? ConsumerGroupState.Empty);

    private void Refused(ErrorCode error, Action<ConsumerGroupHeartbeatRequest> spoil)
    {
        var request = Joining("a");
        spoil(request);
        Assert.Equal(error, Send(request).ErrorCode);
        Assert.Equal(0, _bench.Coordinator.Store.Count);
    }

    private static int Count(ConsumerGroupHeartbeatResponse answer) => answer.Assignment!.TopicPartitions.Sum(t => t.Partitions.Count);

    private ConsumerGroupHeartbeatResponse Send(ConsumerGroupHeartbeatRequest request) => _bench.Heartbeats.Answer(request, Context());

    private static ConsumerGroupHeartbeatRequest Joining(string member, string? instance = null) => new()
    {
        GroupId = "g",
        MemberId = member,
        InstanceId = instance,
        RebalanceTimeoutMs = 30_000,
        SubscribedTopicNames = ["t"],
        TopicPartitions = [],
    };

    private ConsumerGroupHeartbeatRequest Telling(string member, int epoch, int? owned, string? instance = null) => new()
    {
        GroupId = "g",
        MemberId = member,
        InstanceId = instance,
        MemberEpoch = epoch,
        TopicPartitions = owned is { } count && _bench.Topics.TryGet("t", out var topic)
            ? [new() { TopicId = topic.Id, Partitions = [.. Enumerable.Range(0, count)] }]
            : null,
    };

    private static ConsumerGroupHeartbeatRequest Telling(string member, int epoch, IEnumerable<TopicIdPartition> owned) => new()
    {
        GroupId = "g",
        MemberId = member,
        MemberEpoch = epoch,
        TopicPartitions = [.. owned.GroupBy(p => p.TopicId).Select(t => new ConsumerGroupHeartbeatRequest.TopicPartitionsData { TopicId = t.Key, Partitions = [.. t.Select(p => p.Partition)] })],
    };
}
