using Connect.Broker.Fetch;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Tests.Fetch;

public sealed class FetchSessionTests
{
    private readonly FetchSessionCache _cache = new(slots: 3, TimeProvider.System);

    [Fact]
    public void A_full_request_without_a_session_wants_none()
    {
        var context = FetchContext.Of(new FetchRequest { SessionId = 0, SessionEpoch = -1 }, byTopicId: true, _cache);
        Assert.Equal((ErrorCode.None, null, false), (context.Error, context.Session, context.WantsSession));
    }

    [Fact]
    public void A_full_request_ends_the_session_it_names()
    {
        var old = Begin("a");
        var context = FetchContext.Of(new FetchRequest { SessionId = old.Id, SessionEpoch = 0 }, byTopicId: true, _cache);
        Assert.True(context.WantsSession);
        Assert.False(_cache.TryGet(old.Id, out _));
    }

    [Fact]
    public void Epochs_rise_by_one_and_wrap_around_to_one()
    {
        var session = Begin("a");
        for (var epoch = 1; epoch < 5; epoch++) Assert.Equal(ErrorCode.None, Next(session, epoch).Error);
        Assert.Equal(ErrorCode.InvalidFetchSessionEpoch, Next(session, 4).Error);
        Assert.Equal(ErrorCode.InvalidFetchSessionEpoch, Next(session, 6).Error);
        Assert.Equal(ErrorCode.None, Next(session, 5).Error);
    }

    [Fact]
    public void Unknown_sessions_and_another_way_to_name_topics_are_refused()
    {
        var session = Begin("a");
        Assert.Equal(ErrorCode.FetchSessionIdNotFound, FetchContext.Of(new FetchRequest { SessionId = session.Id ^ 1, SessionEpoch = 1 }, true, _cache).Error);
        Assert.Equal(ErrorCode.FetchSessionTopicIdError, FetchContext.Of(new FetchRequest { SessionId = session.Id, SessionEpoch = 1 }, false, _cache).Error);
    }

    [Fact]
    public void A_session_without_partitions_ends()
    {
        var session = Begin("a");
        var forget = new FetchRequest
        {
            SessionId = session.Id,
            SessionEpoch = 1,
            ForgottenTopicsData = [new() { Topic = "a", Partitions = [0] }],
        };
        var context = FetchContext.Of(forget, byTopicId: true, _cache);
        Assert.Null(context.Session);
        Assert.False(_cache.TryGet(session.Id, out _));
    }

    [Fact]
    public void Only_news_are_told()
    {
        var partition = new SessionPartition(new FetchTarget(Guid.Empty, "a", 0));
        Assert.True(partition.TellsNews(Answer(highWatermark: 5)));
        Assert.False(partition.TellsNews(Answer(highWatermark: 5)));
        Assert.True(partition.TellsNews(Answer(highWatermark: 6)));
        Assert.True(partition.TellsNews(Answer(highWatermark: 6, logStart: 2)));
        Assert.True(partition.TellsNews(Answer(highWatermark: 6, logStart: 2, bytes: 10)));
        Assert.False(partition.TellsNews(Answer(highWatermark: 6, logStart: 2)));
        Assert.True(partition.TellsNews(PartitionReader.Failed(partition, ErrorCode.UnknownTopicOrPartition)));
        Assert.True(partition.TellsNews(Answer(highWatermark: 6, logStart: 2)));
    }

    [Fact]
    public void A_served_partition_goes_behind_the_others()
    {
        var session = Begin("a", "b", "c");
        session.MoveToEnd(session.Partitions.First());
        Assert.Equal(["b", "c", "a"], session.Partitions.Select(p => p.Target.Topic));
    }

    [Fact]
    public void The_cache_is_bounded_and_gives_no_session_while_all_are_in_use()
    {
        Begin("a");
        Begin("b");
        Begin("c");
        Assert.Null(_cache.TryCreate(size: 100, byTopicId: true));
        Assert.Equal(3, _cache.Count);
    }

    private FetchSession Begin(params string[] topics)
    {
        var session = _cache.TryCreate(topics.Length, byTopicId: true)!;
        var wanted = topics.Select(t => new SessionPartition(new FetchTarget(Guid.Empty, t, 0))).ToList();
        session.Begin(wanted, [.. wanted.Select(_ => Answer(0))]);
        return session;
    }

    private FetchContext Next(FetchSession session, int epoch)
        => FetchContext.Of(new FetchRequest { SessionId = session.Id, SessionEpoch = epoch }, byTopicId: true, _cache);

    private static FetchResponse.PartitionData Answer(long highWatermark, long logStart = 0, int bytes = 0)
        => new() { HighWatermark = highWatermark, LogStartOffset = logStart, Records = new WireRecords(new byte[bytes]) };
}
