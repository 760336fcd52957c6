using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;

namespace Connect.Broker.Fetch;

/// <summary>How a request is to be answered: without a session, as the first of one, or as the next of one.</summary>
internal readonly record struct FetchContext(ErrorCode Error, FetchSession? Session, bool Incremental, bool WantsSession)
{
    private const int FinalEpoch = -1;
    private const int InitialEpoch = 0;

    public static FetchContext Of(FetchRequest request, bool byTopicId, FetchSessionCache cache)
    {
        if (request.SessionEpoch is FinalEpoch or InitialEpoch)
        {
            if (request.SessionId != 0) cache.Remove(request.SessionId);
            return new(ErrorCode.None, Session: null, Incremental: false, WantsSession: request.SessionEpoch == InitialEpoch);
        }

        if (!cache.TryGet(request.SessionId, out var session)) return Failed(ErrorCode.FetchSessionIdNotFound);
        lock (session.Lock)
        {
            if (session.NextEpoch != request.SessionEpoch) return Failed(ErrorCode.InvalidFetchSessionEpoch);
            if (session.ByTopicId != byTopicId) return Failed(ErrorCode.FetchSessionTopicIdError);
            session.Apply(request);
            session.Advance();
            if (session.Size > 0) return new(ErrorCode.None, session, Incremental: true, WantsSession: false);
        }

        // Nothing is left to read in it: the client is told that the session has ended by an answer without one.
        cache.Remove(session.Id);
        return new(ErrorCode.None, Session: null, Incremental: true, WantsSession: false);
    }

    private static FetchContext Failed(ErrorCode error) => new(error, Session: null, Incremental: false, WantsSession: false);
}
