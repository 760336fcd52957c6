using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace Connect.Connectors.Mirror.Topics;

/// <summary>
/// Copies permissions on topics: who may write at the source may not write into the copy, and who may do all there may read here.
/// </summary>
internal sealed partial class TopicAcls(IAdminClient source, IAdminClient target, Func<string, bool> shouldReplicate, Func<string, string> remote, ILogger logger)
{
    private static readonly AclBindingFilter AllOfTopics = new()
    {
        PatternFilter = new ResourcePatternFilter { Type = ResourceType.Topic, ResourcePatternType = ResourcePatternType.Any },
        EntryFilter = new AccessControlEntryFilter { Operation = AclOperation.Any, PermissionType = AclPermissionType.Any },
    };

    private bool _hasNone;

    public async Task SyncAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken).ConfigureAwait(false) is not { } all) return;
        var copies = all.Where(IsCopied).Select(Copy).ToList();
        if (copies.Count == 0) return;
        try
        {
            await target.CreateAclsAsync(copies).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (CreateAclsException e)
        {
            LogNotSynced(logger, e.Results.FirstOrDefault(r => r.Error.IsError)?.Error.Reason ?? e.Message);
        }
    }

    private async Task<List<AclBinding>?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await source.DescribeAclsAsync(AllOfTopics).WaitAsync(cancellationToken).ConfigureAwait(false)).AclBindings;
        }
        catch (KafkaException e) when (e.Error.Code == ErrorCode.SecurityDisabled)
        {
            if (!_hasNone) LogNoAuthorizer(logger);
            _hasNone = true;
            return null;
        }
    }

    private bool IsCopied(AclBinding acl) => acl.Pattern is { Type: ResourceType.Topic, ResourcePatternType: ResourcePatternType.Literal }
        && acl.Entry is not { PermissionType: AclPermissionType.Allow, Operation: AclOperation.Write } && shouldReplicate(acl.Pattern.Name);

    private AclBinding Copy(AclBinding acl) => new()
    {
        Pattern = new ResourcePattern { Type = ResourceType.Topic, ResourcePatternType = ResourcePatternType.Literal, Name = remote(acl.Pattern.Name) },
        Entry = new AccessControlEntry
        {
            Principal = acl.Entry.Principal,
            Host = acl.Entry.Host,
            PermissionType = acl.Entry.PermissionType,
            Operation = acl.Entry is { PermissionType: AclPermissionType.Allow, Operation: AclOperation.All } ? AclOperation.Read : acl.Entry.Operation,
        },
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "The source cluster has no authorizer, so there are no permissions of topics to copy; sync.topic.acls.enabled=false turns the look for them off")]
    private static partial void LogNoAuthorizer(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Permissions of topics could not be copied: {Reason}")]
    private static partial void LogNotSynced(ILogger logger, string reason);
}
