using Connect.Broker.Configuration;
using Connect.Broker.Coordination;
using Connect.Broker.Groups.Classic;
using Connect.Broker.Groups.Consumer;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.InternalRecords;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Groups;

/// <summary>Makes the members' part of a group, with the way in which it is stored.</summary>
internal sealed class GroupFactory(GroupSettings settings, Clock clock, ILogger logger)
{
    private const short ClassicValueVersion = 3;

    /// <summary>Where records go; set once, before the first group is made.</summary>
    public GroupStore Store { get; set; } = null!;

    public ClassicGroup NewClassic(string id) => new(id, settings, (group, assignments) => Save(id, group, assignments), logger);

    public static ConsumerGroup NewConsumer(string id) => new(id);

    public static StateRecord ClassicTombstone(string id) =>
        GroupRecords.Tombstone(GroupRecordType.ClassicGroup, new GroupMetadataKey { Group = id });

    private ErrorCode Save(string id, ClassicGroup group, IReadOnlyDictionary<string, byte[]> assignments)
    {
        var record = GroupRecords.Record(
            GroupRecordType.ClassicGroup, new GroupMetadataKey { Group = id }, group.ToRecord(assignments, clock.WallClock), ClassicValueVersion);
        return Store.Append(id, [record]);
    }
}
