using Connect.Broker.Protocol;
using Connect.Broker.Protocol.InternalRecords;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Groups.Classic;

/// <summary>How the group is stored, read back and described.</summary>
internal sealed partial class ClassicGroup
{
    /// <summary>The protocol type of consumers, whose opaque bytes the broker may look into.</summary>
    public const string ConsumerType = "consumer";

    public GroupMetadataValue ToRecord(IReadOnlyDictionary<string, byte[]> assignments, long wallClock)
    {
        StateSince = wallClock;
        var value = new GroupMetadataValue
        {
            ProtocolType = ProtocolType ?? "",
            Generation = Generation,
            Protocol = Protocol,
            Leader = Leader,
            CurrentStateTimestamp = wallClock,
        };
        foreach (var (_, member) in _members)
        {
            value.Members.Add(new GroupMetadataValue.MemberMetadata
            {
                MemberId = member.Id,
                GroupInstanceId = member.InstanceId,
                ClientId = member.ClientId,
                ClientHost = member.ClientHost,
                RebalanceTimeout = member.RebalanceTimeoutMs,
                SessionTimeout = member.SessionTimeoutMs,
                Subscription = member.MetadataFor(Protocol),
                Assignment = assignments.GetValueOrDefault(member.Id, []),
            });
        }

        return value;
    }

    /// <summary>Takes over what was stored; members have their whole session from now on.</summary>
    public void Restore(GroupMetadataValue value, long now)
    {
        _members.Clear();
        _static.Clear();
        ProtocolType = value.ProtocolType.Length == 0 ? null : value.ProtocolType;
        Generation = value.Generation;
        Protocol = value.Protocol;
        Leader = value.Leader;
        StateSince = value.CurrentStateTimestamp;
        foreach (var stored in value.Members)
        {
            var member = new ClassicMember
            {
                Id = stored.MemberId,
                InstanceId = stored.GroupInstanceId,
                ClientId = stored.ClientId,
                ClientHost = stored.ClientHost,
                SessionTimeoutMs = stored.SessionTimeout,
                RebalanceTimeoutMs = stored.RebalanceTimeout < 0 ? stored.SessionTimeout : stored.RebalanceTimeout,
                Protocols = [new ClassicProtocol(value.Protocol ?? "", stored.Subscription)],
                Assignment = stored.Assignment,
                HasSynced = true,
            };
            Keep(member, now);
            _members[member.Id] = member;
            if (member.InstanceId is { } instance) _static[instance] = member.Id;
        }

        State = _members.Count == 0 ? ClassicState.Empty : ClassicState.Stable;
    }

    public void Describe(DescribeGroupsResponse.DescribedGroup answer)
    {
        answer.GroupState = State.ToString();
        answer.ProtocolType = ProtocolType ?? "";
        var stable = State == ClassicState.Stable;
        if (stable) answer.ProtocolData = Protocol ?? "";
        foreach (var (_, member) in _members)
        {
            answer.Members.Add(new DescribeGroupsResponse.DescribedGroupMember
            {
                MemberId = member.Id,
                GroupInstanceId = member.InstanceId,
                ClientId = member.ClientId,
                ClientHost = member.ClientHost,
                MemberMetadata = stable ? member.MetadataFor(Protocol) : [],
                MemberAssignment = stable ? member.Assignment : [],
            });
        }
    }

    /// <summary>The topics that consumers subscribe to; null where that is not known: no consumers, or bytes that are not theirs.</summary>
    public HashSet<string>? SubscribedTopics()
    {
        if (ProtocolType != ConsumerType) return null;
        var topics = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var (_, member) in _members)
            {
                // The version comes first; readers take what they know of newer ones.
                var metadata = member.MetadataFor(Protocol ?? member.Protocols[0].Name);
                if (metadata.Length < 2) return null;
                topics.UnionWith(WireReader.ReadPrefix<ConsumerProtocolSubscription>(metadata, 2, 0).Topics);
            }
        }
        catch (WireFormatException)
        {
            return null;
        }

        return topics;
    }

    /// <summary>Ends every wait, because the group is gone or no longer of this protocol.</summary>
    public void Abandon(ErrorCode error)
    {
        foreach (var (_, member) in _members) Refuse(member, error);
    }
}
