using System.Runtime.InteropServices;
using System.Text;
using Connect.Sdk.Connectors;
using static Connect.Kafka.Native.Librdkafka;

namespace Connect.Kafka.Native;

/// <summary>Offsets as librdkafka takes them (<c>rd_kafka_topic_partition_list_t</c>), with the metadata and epochs that Confluent.Kafka leaves out.</summary>
internal sealed unsafe class PartitionList : IDisposable
{
    public PartitionList(IReadOnlyCollection<KeyValuePair<TopicPartition, OffsetAndMetadata>> offsets)
    {
        Handle = rd_kafka_topic_partition_list_new(offsets.Count);
        foreach (var (partition, offset) in offsets)
        {
            var entry = rd_kafka_topic_partition_list_add(Handle, partition.Topic, partition.Partition);
            entry->Offset = offset.Offset;
            rd_kafka_topic_partition_set_leader_epoch(entry, offset.LeaderEpoch ?? -1);
            if (string.IsNullOrEmpty(offset.Metadata)) continue;
            entry->MetadataSize = (nuint)Encoding.UTF8.GetByteCount(offset.Metadata);
            entry->Metadata = (byte*)NativeMemory.Alloc(entry->MetadataSize);
            Encoding.UTF8.GetBytes(offset.Metadata, new Span<byte>(entry->Metadata, (int)entry->MetadataSize));
        }
    }

    public PartitionEntries* Handle { get; }

    /// <summary>What is in a list of librdkafka's; partitions without an offset are left out.</summary>
    public static Dictionary<TopicPartition, OffsetAndMetadata> Read(PartitionEntries* list)
    {
        var offsets = new Dictionary<TopicPartition, OffsetAndMetadata>();
        for (var i = 0; i < list->Count; i++)
        {
            var entry = list->Entries + i;
            if (entry->Offset < 0) continue;
            var metadata = entry->Metadata == null ? "" : Encoding.UTF8.GetString(entry->Metadata, (int)entry->MetadataSize);
            var epoch = rd_kafka_topic_partition_get_leader_epoch(entry);
            offsets[new TopicPartition(Text(entry->Topic), entry->Partition)] = new OffsetAndMetadata(entry->Offset, metadata, epoch < 0 ? null : epoch);
        }

        return offsets;
    }

    /// <summary>The first error of a partition in a list of librdkafka's; 0 if there is none.</summary>
    public static int ErrorIn(PartitionEntries* list)
    {
        for (var i = 0; i < list->Count; i++)
            if (list->Entries[i].Error != 0) return list->Entries[i].Error;
        return 0;
    }

    public void Dispose()
    {
        // The metadata is not of librdkafka's allocator.
        for (var i = 0; i < Handle->Count; i++)
        {
            NativeMemory.Free(Handle->Entries[i].Metadata);
            Handle->Entries[i].Metadata = null;
        }

        rd_kafka_topic_partition_list_destroy(Handle);
    }

    /// <summary><c>rd_kafka_topic_partition_list_t</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PartitionEntries
    {
        public int Count;
        public int Size;
        public PartitionEntry* Entries;
    }

    /// <summary><c>rd_kafka_topic_partition_t</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PartitionEntry
    {
        public byte* Topic;
        public int Partition;
        public long Offset;
        public byte* Metadata;
        public nuint MetadataSize;
        public nint Opaque;
        public int Error;
        public nint Private;
    }
}
