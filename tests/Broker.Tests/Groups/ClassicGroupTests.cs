using Connect.Broker.Groups.Classic;
using Connect.Broker.Protocol;
using static Connect.Broker.Tests.Groups.GroupBench;

namespace Connect.Broker.Tests.Groups;

public sealed class ClassicGroupTests
{
    [Fact]
    public async Task A_new_member_is_told_its_id_first_and_then_leads_alone()
    {
        var bench = new GroupBench();
        var first = await bench.Join(Call(knownId: true));
        Assert.Equal(ErrorCode.MemberIdRequired, first.ErrorCode);
        Assert.StartsWith("client-", first.MemberId, StringComparison.Ordinal);
        var joined = await bench.Join(Call(first.MemberId, knownId: true));
        Assert.Equal((ErrorCode.None, 1, first.MemberId), (joined.ErrorCode, joined.GenerationId, joined.Leader));
        Assert.Equal([1, 2], Assert.Single(joined.Members).Metadata);
        var synced = await bench.Sync(first.MemberId, 1, (first.MemberId, [9]));
        Assert.Equal([9], synced.Assignment);
        Assert.Equal(ErrorCode.None, bench.Heartbeat(first.MemberId, 1));
        Assert.Equal(ErrorCode.IllegalGeneration, bench.Heartbeat(first.MemberId, 2));
        Assert.Equal(ErrorCode.UnknownMemberId, bench.Heartbeat("stranger", 1));
    }

    [Fact]
    public void An_id_that_nobody_comes_back_with_is_forgotten_with_its_group()
    {
        var bench = new GroupBench();
        _ = bench.Join(Call(knownId: true));
        Assert.Equal(1, bench.Coordinator.Store.Count);
        bench.Pass(10_000);
        Assert.Equal(0, bench.Coordinator.Store.Count);
    }

    [Fact]
    public async Task A_second_member_waits_until_the_first_joins_again_and_both_get_what_the_leader_says()
    {
        var bench = new GroupBench();
        var a = await Member(bench);
        var waiting = bench.Join(Call());
        Assert.False(waiting.IsCompleted);
        Assert.Equal(ErrorCode.RebalanceInProgress, bench.Heartbeat(a, 1));
        var again = await bench.Join(Call(a));
        var b = (await waiting).MemberId;
        Assert.Equal((2, a, 2), (again.GenerationId, again.Leader, again.Members.Count));
        Assert.Empty((await waiting).Members);
        var syncB = bench.Sync(b, 2);
        Assert.False(syncB.IsCompleted);
        Assert.Equal([1], (await bench.Sync(a, 2, (a, [1]), (b, [2]))).Assignment);
        Assert.Equal([2], (await syncB).Assignment);
    }

    [Fact]
    public async Task Who_does_not_join_again_in_time_is_out()
    {
        var bench = new GroupBench();
        var a = await Member(bench);
        var waiting = bench.Join(Call());
        for (var i = 0; i < 6; i++)
        {
            bench.Heartbeat(a, 1);
            bench.Pass(5_000);
        }

        var joined = await waiting;
        Assert.Equal((2, joined.MemberId), (joined.GenerationId, joined.Leader));
        Assert.Equal(ErrorCode.UnknownMemberId, bench.Heartbeat(a, 1));
    }

    [Fact]
    public async Task Who_joins_and_does_not_sync_in_time_is_out()
    {
        var bench = new GroupBench();
        var joined = await bench.Join(Call());
        for (var i = 0; i < 6; i++)
        {
            bench.Heartbeat(joined.MemberId, 1);
            bench.Pass(5_000);
        }

        Assert.Equal(ClassicState.Empty, bench.Look("g", g => g!.Classic!.State));
    }

    [Fact]
    public async Task A_silent_member_is_removed_and_the_others_rebalance()
    {
        var bench = new GroupBench();
        var (a, b) = await Two(bench);
        bench.Pass(9_000);
        Assert.Equal(ErrorCode.None, bench.Heartbeat(a, 2));
        bench.Pass(1_000);
        Assert.Equal(ErrorCode.UnknownMemberId, bench.Heartbeat(b, 2));
        Assert.Equal(ErrorCode.RebalanceInProgress, bench.Heartbeat(a, 2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_static_member_comes_back_to_its_place_without_a_rebalance(bool skip)
    {
        var bench = new GroupBench();
        var first = await bench.Join(Call(instance: "one"));
        await bench.Sync(first.MemberId, 1, (first.MemberId, [7]));
        var back = await bench.Join(Call(instance: "one", skip: skip));
        Assert.NotEqual(first.MemberId, back.MemberId);
        Assert.Equal((ErrorCode.None, 1, skip), (back.ErrorCode, back.GenerationId, back.SkipAssignment));

        // A client that cannot skip the assignment must not think that it leads.
        Assert.Equal(skip ? back.MemberId : first.MemberId, back.Leader);
        Assert.Equal([7], (await bench.Sync(back.MemberId, 1)).Assignment);
        Assert.Equal(ErrorCode.FencedInstanceId, bench.Heartbeat(first.MemberId, 1, "one"));
        Assert.Equal(ErrorCode.UnknownMemberId, bench.Heartbeat(first.MemberId, 1));
        bench.Restart();
        Assert.Equal(ErrorCode.None, bench.Heartbeat(back.MemberId, 1, "one"));
        Assert.Equal(ErrorCode.None, bench.Leave("", "one"));
        Assert.Equal(ClassicState.Empty, bench.Look("g", g => g!.Classic!.State));
    }

    [Fact]
    public async Task Members_must_share_a_protocol_and_the_most_wanted_is_taken()
    {
        var bench = new GroupBench();
        var a = (await bench.Join(Call(protocols: ["x", "y"]))).MemberId;
        Assert.Equal(ErrorCode.InconsistentGroupProtocol, (await bench.Join(Call(protocols: "z"))).ErrorCode);
        var b = bench.Join(Call(protocols: ["y", "x"]));
        var c = bench.Join(Call(protocols: ["z", "y", "x"]));
        await bench.Join(Call(a, protocols: ["x", "y"]));
        Assert.Equal("y", (await b).ProtocolName);
        Assert.Equal("y", (await c).ProtocolName);
    }

    [Fact]
    public async Task A_full_group_takes_nobody_else()
    {
        var bench = new GroupBench("group.max.size=1");
        var a = await Member(bench);
        Assert.Equal(ErrorCode.GroupMaxSizeReached, (await bench.Join(Call())).ErrorCode);
        Assert.Equal(ErrorCode.None, bench.Heartbeat(a, 1));
    }

    [Fact]
    public async Task The_initial_delay_gathers_members_into_one_generation()
    {
        var bench = new GroupBench("group.initial.rebalance.delay.ms=3000");
        var a = bench.Join(Call());
        bench.Pass(2_000);
        var b = bench.Join(Call());
        bench.Pass(2_000);
        Assert.False(a.IsCompleted);
        bench.Pass(1_000);
        Assert.Equal((1, 1), ((await a).GenerationId, (await b).GenerationId));
    }

    [Fact]
    public async Task An_assignment_that_is_not_stored_has_not_happened()
    {
        var bench = new GroupBench();
        var joined = await bench.Join(Call());
        bench.Log.Refusal = ErrorCode.KafkaStorageError;
        Assert.Equal(ErrorCode.NotCoordinator, (await bench.Sync(joined.MemberId, 1, (joined.MemberId, [1]))).ErrorCode);
        bench.Log.Refusal = ErrorCode.None;
        Assert.Equal(ErrorCode.RebalanceInProgress, bench.Heartbeat(joined.MemberId, 1));
        Assert.Equal(2, (await bench.Join(Call(joined.MemberId))).GenerationId);
    }

    [Fact]
    public async Task After_a_restart_members_go_on_with_their_generation()
    {
        var bench = new GroupBench();
        var (a, b) = await Two(bench);
        bench.Restart();
        Assert.Equal(ErrorCode.None, bench.Heartbeat(a, 2));
        Assert.Equal([2], (await bench.Sync(b, 2)).Assignment);
        bench.Pass(10_000);
        Assert.Equal(ClassicState.Empty, bench.Look("g", g => g!.Classic!.State));
    }

    private static async Task<string> Member(GroupBench bench)
    {
        var joined = await bench.Join(Call());
        await bench.Sync(joined.MemberId, joined.GenerationId, (joined.MemberId, [1]));
        return joined.MemberId;
    }

    private static async Task<(string A, string B)> Two(GroupBench bench)
    {
        var a = await Member(bench);
        var waiting = bench.Join(Call());
        await bench.Join(Call(a));
        var b = (await waiting).MemberId;
        await bench.Sync(a, 2, (a, [1]), (b, [2]));
        Assert.Equal([2], (await bench.Sync(b, 2)).Assignment);
        return (a, b);
    }
}
