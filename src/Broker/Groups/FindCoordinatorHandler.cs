using Connect.Broker.Coordination;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Server;

namespace Connect.Broker.Groups;

/// <summary>Who coordinates a group or a transactional id: the only broker there is.</summary>
internal sealed class FindCoordinatorHandler(BrokerIdentity identity, IStateLog groups, IStateLog transactions)
{
    private const sbyte GroupKey = 0;
    private const sbyte TransactionKey = 1;
    private const short Batched = 4;

    public FindCoordinatorResponse Answer(FindCoordinatorRequest request, short version)
    {
        if (version >= Batched)
        {
            return new FindCoordinatorResponse
            {
                Coordinators = [.. request.CoordinatorKeys.Select(key => Find(key, request.KeyType))],
            };
        }

        var found = Find(request.Key, request.KeyType);
        return new FindCoordinatorResponse
        {
            ErrorCode = found.ErrorCode,
            ErrorMessage = found.ErrorMessage,
            NodeId = found.NodeId,
            Host = found.Host,
            Port = found.Port,
        };
    }

    private FindCoordinatorResponse.Coordinator Find(string key, sbyte type)
    {
        var error = Prepare(key, type);
        var found = error == ErrorCode.None;
        return new FindCoordinatorResponse.Coordinator
        {
            Key = key,
            ErrorCode = error,
            ErrorMessage = found ? null : ErrorMessageOf(error),
            NodeId = found ? identity.NodeId : -1,
            Host = found ? identity.Host : "",
            Port = found ? identity.Port : -1,
        };
    }

    /// <summary>The coordinator's topic is there before anybody asks something of the coordinator.</summary>
    private ErrorCode Prepare(string key, sbyte type)
    {
        try
        {
            switch (type)
            {
                case GroupKey:
                    return groups.PartitionCount > 0 ? ErrorCode.None : ErrorCode.CoordinatorNotAvailable;
                case TransactionKey when key.Length > 0:
                    return transactions.PartitionCount > 0 ? ErrorCode.None : ErrorCode.CoordinatorNotAvailable;
                default:
                    return ErrorCode.InvalidRequest;
            }
        }
        catch (IOException)
        {
            return ErrorCode.CoordinatorNotAvailable;
        }
    }

    private static string ErrorMessageOf(ErrorCode error) => error == ErrorCode.InvalidRequest
        ? "This most likely occurs because of a request being malformed by the client library or the message was sent to an incompatible broker."
        : "The coordinator is not available.";
}
