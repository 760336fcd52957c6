using Connect.Broker.Groups;
using Connect.Broker.Groups.Offsets;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using static Connect.Broker.Tests.Groups.GroupBench;

namespace Connect.Broker.Tests.Groups;

public sealed class OffsetTests
{
    private readonly GroupBench _bench = new("offsets.retention.minutes=1");

    public OffsetTests()
    {
        _bench.Topics.Put("t", 2);
    }

    [Fact]
    public void Each_offset_of_a_request_is_refused_for_itself()
    {
        var answer = Commit(9, generation: -1, ("t", 0, null), ("t", 2, null), ("u", 0, null), ("t", 1, new string('x', 5000)));
        Assert.Equal(
            [ErrorCode.None, ErrorCode.UnknownTopicOrPartition, ErrorCode.UnknownTopicOrPartition, ErrorCode.OffsetMetadataTooLarge],
            answer);
    }

    [Theory]
    [InlineData(8, (int)ErrorCode.IllegalGeneration)]
    [InlineData(9, (int)ErrorCode.GroupIdNotFound)]
    public void A_member_of_a_group_that_there_is_not_is_told_so_in_words_it_knows(short version, int error) =>
        Assert.Equal([(ErrorCode)error], Commit(version, generation: 3, ("t", 0, null)));

    [Fact]
    public async Task Only_members_commit_while_there_are_members()
    {
        var joined = await _bench.Join(Call());
        Assert.Equal([ErrorCode.UnknownMemberId], Commit(9, generation: -1, ("t", 0, null)));
        Assert.Equal([ErrorCode.RebalanceInProgress], CommitAs(joined.MemberId, 1));
        await _bench.Sync(joined.MemberId, 1);
        Assert.Equal([ErrorCode.None], CommitAs(joined.MemberId, 1));
        Assert.Equal([ErrorCode.IllegalGeneration], CommitAs(joined.MemberId, 0));
    }

    [Fact]
    public void Offsets_that_nobody_commits_any_more_go_and_the_group_with_them()
    {
        Commit(9, generation: -1, ("t", 0, null));
        _bench.Clock.Ms += 59_000;
        _bench.Coordinator.ExpireOffsets();
        Assert.Equal(1, _bench.Coordinator.Store.Count);
        _bench.Clock.Ms += 2_000;
        _bench.Coordinator.ExpireOffsets();
        Assert.Equal(0, _bench.Coordinator.Store.Count);
        _bench.Restart();
        Assert.Equal(0, _bench.Coordinator.Store.Count);
    }

    [Fact]
    public async Task Offsets_of_a_group_with_members_stay()
    {
        var joined = await _bench.Join(Call());
        await _bench.Sync(joined.MemberId, 1);
        CommitAs(joined.MemberId, 1);
        for (var i = 0; i < 20; i++)
        {
            _bench.Pass(5_000);
            _bench.Heartbeat(joined.MemberId, 1);
        }

        _bench.Coordinator.ExpireOffsets();
        Assert.Equal(1, Count());
        _bench.Leave(joined.MemberId);
        _bench.Coordinator.ExpireOffsets();
        Assert.Equal(1, Count());
        _bench.Clock.Ms += 61_000;
        _bench.Coordinator.ExpireOffsets();
        Assert.Equal(0, Count());
    }

    [Fact]
    public async Task A_group_is_deleted_once_it_is_empty_and_stays_deleted()
    {
        var admin = new GroupAdminHandler(_bench.Coordinator);
        var joined = await _bench.Join(Call());
        await _bench.Sync(joined.MemberId, 1);
        CommitAs(joined.MemberId, 1);
        Assert.Equal(ErrorCode.NonEmptyGroup, Delete(admin));
        _bench.Leave(joined.MemberId);
        Assert.Equal(ErrorCode.None, Delete(admin));
        Assert.Equal(ErrorCode.GroupIdNotFound, Delete(admin));
        _bench.Restart();
        Assert.Equal(ErrorCode.GroupIdNotFound, Delete(new GroupAdminHandler(_bench.Coordinator)));
    }

    [Fact]
    public void An_unknown_group_is_dead_and_from_version_6_on_also_an_error()
    {
        var admin = new GroupAdminHandler(_bench.Coordinator);
        var request = new DescribeGroupsRequest { Groups = ["x"] };
        Assert.Equal(("Dead", ErrorCode.None), (admin.Answer(request, 5).Groups[0].GroupState, admin.Answer(request, 5).Groups[0].ErrorCode));
        Assert.Equal(("Dead", ErrorCode.GroupIdNotFound), (admin.Answer(request, 6).Groups[0].GroupState, admin.Answer(request, 6).Groups[0].ErrorCode));
    }

    private static ErrorCode Delete(GroupAdminHandler admin) => admin.Answer(new DeleteGroupsRequest { GroupsNames = ["g"] }).Results[0].ErrorCode;

    private int Count() => _bench.Look("g", g => g?.Offsets.Count ?? 0);

    private List<ErrorCode> CommitAs(string member, int generation) => Commit(9, generation, member, ("t", 0, null));

    private List<ErrorCode> Commit(short version, int generation, params (string Topic, int Partition, string? Metadata)[] offsets) =>
        Commit(version, generation, "", offsets);

    private List<ErrorCode> Commit(short version, int generation, string member, params (string Topic, int Partition, string? Metadata)[] offsets)
    {
        var request = new OffsetCommitRequest { GroupId = "g", GenerationIdOrMemberEpoch = generation, MemberId = member };
        foreach (var (topic, partition, metadata) in offsets)
            request.Topics.Add(new() { Name = topic, Partitions = [new() { PartitionIndex = partition, CommittedOffset = 1, CommittedMetadata = metadata }] });
        return new OffsetCommitHandler(_bench.Coordinator, _bench.Topics, 4096).Answer(request, version)
            .Topics.ConvertAll(t => t.Partitions[0].ErrorCode);
    }
}
