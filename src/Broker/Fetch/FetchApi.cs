using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Server;

namespace Connect.Broker.Fetch;

/// <summary>Reads for consumers: at once when there is enough, else after waiting for it (KIP-227 sessions, long polls, isolation).</summary>
internal sealed class FetchApi(PartitionReader reader, FetchSessionCache sessions, int maxBytes, TimeProvider time)
{
    private const short TopicIdsSince = 13;
    private const sbyte ReadCommitted = 1;

    public void Map(RequestRouter router) => router.Map<FetchRequest, FetchResponse>(FetchAsync);

    private async ValueTask<FetchResponse?> FetchAsync(FetchRequest request, RequestContext context)
    {
        var byTopicId = context.ApiVersion >= TopicIdsSince;
        var fetch = FetchContext.Of(request, byTopicId, sessions);
        if (fetch.Error != ErrorCode.None) return new FetchResponse { ErrorCode = fetch.Error };

        var wanted = Wanted(request, fetch.Session);
        var answers = await ReadAsync(request, wanted, byTopicId, context.Aborted).ConfigureAwait(false);
        return fetch.Session is { } session ? NewsOf(session, wanted, answers) : All(fetch, wanted, answers, byTopicId);
    }

    private static List<SessionPartition> Wanted(FetchRequest request, FetchSession? session)
    {
        if (session is not null)
        {
            lock (session.Lock) return [.. session.Partitions];
        }

        var wanted = new List<SessionPartition>();
        foreach (var topic in request.Topics)
        {
            foreach (var partition in topic.Partitions)
            {
                var one = new SessionPartition(new FetchTarget(topic.TopicId, topic.Topic, partition.Partition));
                one.Update(partition);
                wanted.Add(one);
            }
        }

        return wanted;
    }

    private async ValueTask<FetchResponse.PartitionData[]> ReadAsync(
        FetchRequest request, List<SessionPartition> wanted, bool byTopicId, CancellationToken aborted)
    {
        var answers = new FetchResponse.PartitionData[wanted.Count];
        if (IsEnough(request, ReadAll(request, wanted, byTopicId, answers)) || wanted.Count == 0) return answers;

        var started = time.GetTimestamp();
        var patience = TimeSpan.FromMilliseconds(request.MaxWaitMs);
        using var wait = new FetchWait(time);
        foreach (var partition in wanted)
        {
            if (reader.TryFind(partition.Target, byTopicId, out var log) && log is not null) wait.Watch(log);
        }

        while (!IsEnough(request, ReadAll(request, wanted, byTopicId, answers)))
        {
            var left = patience - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero || !await wait.WaitAsync(left, aborted).ConfigureAwait(false)) break;
        }

        return answers;
    }

    private static bool IsEnough(FetchRequest request, long? bytes) => bytes is null || bytes >= request.MinBytes || request.MaxWaitMs <= 0;

    /// <summary>The bytes there are for the answer; null when the client must be told something else at once.</summary>
    private long? ReadAll(FetchRequest request, List<SessionPartition> wanted, bool byTopicId, FetchResponse.PartitionData[] answers)
    {
        var room = Math.Min(request.MaxBytes, maxBytes);
        long bytes = 0;
        var urgent = false;
        for (var i = 0; i < answers.Length; i++)
        {
            // The first batch comes whole even when it is larger than every limit: a client with small limits goes on all the same.
            var answer = reader.Read(wanted[i], byTopicId, request.IsolationLevel == ReadCommitted, Math.Max(0, room), atLeastOneBatch: bytes == 0);
            answers[i] = answer;
            bytes += answer.Records.Length;
            room -= answer.Records.Length;
            urgent |= answer.ErrorCode != ErrorCode.None || answer.DivergingEpoch is not null;
        }

        return urgent ? null : bytes;
    }

    private FetchResponse All(in FetchContext fetch, List<SessionPartition> wanted, FetchResponse.PartitionData[] answers, bool byTopicId)
    {
        var session = fetch.WantsSession && wanted.Count > 0 ? sessions.TryCreate(wanted.Count, byTopicId) : null;
        var response = new FetchResponse { SessionId = session?.Id ?? 0 };
        for (var i = 0; i < answers.Length; i++) Add(response, wanted[i], answers[i]);
        if (session is not null)
        {
            lock (session.Lock) session.Begin(wanted, answers);
        }

        return response;
    }

    private static FetchResponse NewsOf(FetchSession session, List<SessionPartition> wanted, FetchResponse.PartitionData[] answers)
    {
        var response = new FetchResponse { SessionId = session.Id };
        lock (session.Lock)
        {
            for (var i = 0; i < answers.Length; i++)
            {
                if (!wanted[i].TellsNews(answers[i])) continue;
                Add(response, wanted[i], answers[i]);
                if (answers[i].Records.Length > 0) session.MoveToEnd(wanted[i]);
            }
        }

        return response;
    }

    private static void Add(FetchResponse response, SessionPartition wanted, FetchResponse.PartitionData answer)
    {
        var last = response.Responses.Count > 0 ? response.Responses[^1] : null;
        if (last is null || last.TopicId != wanted.Target.TopicId || last.Topic != wanted.Target.Topic)
        {
            last = new() { Topic = wanted.Target.Topic, TopicId = wanted.Target.TopicId };
            response.Responses.Add(last);
        }

        last.Partitions.Add(answer);
    }
}
