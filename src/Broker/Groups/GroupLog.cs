using Connect.Broker.Protocol;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Groups;

internal static partial class GroupLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Loaded {Groups} groups with {Offsets} committed offsets")]
    public static partial void Loaded(ILogger logger, int groups, int offsets);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A record of an unknown kind among the committed offsets was skipped")]
    public static partial void UnknownRecord(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "A malformed record among the committed offsets was skipped")]
    public static partial void MalformedRecord(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A change of group {GroupId} was not stored: {Error}")]
    public static partial void NotStored(ILogger logger, string groupId, ErrorCode error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Group {GroupId} rebalances: {Reason}")]
    public static partial void Rebalancing(ILogger logger, string groupId, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Group {GroupId} has generation {Generation} with {Members} members")]
    public static partial void Generation(ILogger logger, string groupId, int generation, int members);

    [LoggerMessage(Level = LogLevel.Information, Message = "Member {MemberId} of group {GroupId} is removed: {Reason}")]
    public static partial void MemberRemoved(ILogger logger, string groupId, string memberId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The periodic work on group {GroupId} failed; it is tried again")]
    public static partial void PeriodicWorkFailed(ILogger logger, string groupId, Exception exception);
}
