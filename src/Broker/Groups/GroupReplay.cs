using Connect.Broker.Coordination;
using Connect.Broker.Groups.Consumer;
using Connect.Broker.Groups.Offsets;
using Connect.Broker.Log;
using Connect.Broker.Protocol.InternalRecords;
using Connect.Broker.Protocol.Wire;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Groups;

/// <summary>Builds the groups of one partition from their records.</summary>
internal sealed class GroupReplay(GroupStore store, int partition, long now, ILogger logger) : IStateReplay
{
    private const short NewestClassicValue = 4;

    public void Record(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool tombstone, StateProducer? producer)
    {
        try
        {
            switch (GroupRecords.TypeOf(key))
            {
                case GroupRecordType.OffsetCommit or GroupRecordType.OffsetCommitOld:
                    Offset(GroupRecords.ReadKey<OffsetCommitKey>(key), value, tombstone, producer);
                    break;
                case GroupRecordType.ClassicGroup:
                    Classic(GroupRecords.ReadKey<GroupMetadataKey>(key).Group, value, tombstone);
                    break;
                case { } type when ConsumerGroupRecords.Knows(type):
                    ConsumerGroupRecords.Replay(store, type, key, value, tombstone);
                    break;
                default:
                    GroupLog.UnknownRecord(logger);
                    break;
            }
        }
        catch (WireFormatException e)
        {
            GroupLog.MalformedRecord(logger, e);
        }
    }

    public void Marker(StateProducer producer, bool commit)
    {
        foreach (var id in store.TakePending(partition, producer.ProducerId)) store.Find(id)?.Offsets.End(producer.ProducerId, commit);
    }

    private void Offset(OffsetCommitKey key, ReadOnlySpan<byte> value, bool tombstone, StateProducer? producer)
    {
        var at = new TopicPartition(key.Topic, key.Partition);
        if (tombstone)
        {
            store.Find(key.Group)?.Offsets.Remove(at);
            return;
        }

        if (GroupRecords.ReadValue<OffsetCommitValue>(value, OffsetRecords.NewestValue) is not { } stored)
        {
            GroupLog.UnknownRecord(logger);
            return;
        }

        var group = store.FindOrAdd(key.Group);
        if (producer is { } writer)
        {
            group.Offsets.PutPending(writer.ProducerId, at, OffsetRecords.Read(stored));
            store.AddPending(key.Group, writer.ProducerId);
        }
        else
        {
            group.Offsets.Put(at, OffsetRecords.Read(stored));
        }
    }

    private void Classic(string id, ReadOnlySpan<byte> value, bool tombstone)
    {
        if (tombstone)
        {
            // Kept as an empty group for now: offsets may stand before or behind. What holds nothing at the end is let go of.
            if (store.Find(id)?.Classic is { } gone) gone.Restore(new GroupMetadataValue(), now);
            return;
        }

        if (GroupRecords.ReadValue<GroupMetadataValue>(value, NewestClassicValue) is not { } stored)
        {
            GroupLog.UnknownRecord(logger);
            return;
        }

        var group = store.FindOrAdd(id);
        if (group.Classic is null) store.MakeClassic(group);
        group.Classic!.Restore(stored, now);
    }
}
