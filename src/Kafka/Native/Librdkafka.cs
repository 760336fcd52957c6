using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Connect.Kafka.Native;

/// <summary>
/// The functions of librdkafka that Confluent.Kafka has no API for: producing and consuming in batches, and the metadata of offsets. The library is the one that Confluent.Kafka ships and
/// loads, too.
/// </summary>
internal static unsafe partial class Librdkafka
{
    private const string Name = "librdkafka";

    /// <summary>Copies the bytes of a message before the call returns.</summary>
    public const int MessageFlagCopy = 0x2;

    public const int PartitionUnassigned = -1;

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "Must come before any call from anywhere.")]
    internal static void UseShippedLibrary() => NativeLibrary.SetDllImportResolver(typeof(Librdkafka).Assembly, Resolve);

    [LibraryImport(Name)]
    public static partial nint rd_kafka_conf_new();

    [LibraryImport(Name)]
    public static partial void rd_kafka_conf_destroy(nint conf);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial ConfResult rd_kafka_conf_set(nint conf, string name, string value, byte* error, nuint errorSize);

    [LibraryImport(Name)]
    public static partial void rd_kafka_conf_set_events(nint conf, int events);

    [LibraryImport(Name)]
    public static partial void rd_kafka_conf_set_log_cb(nint conf, delegate* unmanaged<nint, int, byte*, byte*, void> callback);

    [LibraryImport(Name)]
    public static partial nint rd_kafka_new(int type, nint conf, byte* error, nuint errorSize);

    [LibraryImport(Name)]
    public static partial void rd_kafka_destroy(nint handle);

    [LibraryImport(Name)]
    public static partial nint rd_kafka_queue_get_main(nint handle);

    [LibraryImport(Name)]
    public static partial nint rd_kafka_queue_get_consumer(nint handle);

    [LibraryImport(Name)]
    public static partial void rd_kafka_queue_destroy(nint queue);

    [LibraryImport(Name)]
    public static partial void rd_kafka_queue_yield(nint queue);

    [LibraryImport(Name)]
    public static partial nint rd_kafka_queue_poll(nint queue, int timeoutMilliseconds);

    [LibraryImport(Name)]
    public static partial int rd_kafka_event_type(nint kafkaEvent);

    [LibraryImport(Name)]
    public static partial nuint rd_kafka_event_message_array(nint kafkaEvent, Message** messages, nuint size);

    [LibraryImport(Name)]
    public static partial int rd_kafka_event_error(nint kafkaEvent);

    [LibraryImport(Name)]
    public static partial byte* rd_kafka_event_error_string(nint kafkaEvent);

    [LibraryImport(Name)]
    public static partial void rd_kafka_event_destroy(nint kafkaEvent);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint rd_kafka_topic_new(nint handle, string topic, nint conf);

    [LibraryImport(Name)]
    public static partial void rd_kafka_topic_destroy(nint topic);

    [LibraryImport(Name)]
    public static partial byte* rd_kafka_topic_name(nint topic);

    [LibraryImport(Name)]
    public static partial nint rd_kafka_produceva(nint handle, ProduceField* fields, nuint count);

    [LibraryImport(Name)]
    public static partial int rd_kafka_error_code(nint error);

    [LibraryImport(Name)]
    public static partial void rd_kafka_error_destroy(nint error);

    [LibraryImport(Name)]
    public static partial byte* rd_kafka_err2str(int error);

    [LibraryImport(Name)]
    public static partial byte* rd_kafka_err2name(int error);

    [LibraryImport(Name)]
    public static partial nint rd_kafka_init_transactions(nint handle, int timeoutMilliseconds);

    [LibraryImport(Name)]
    public static partial nint rd_kafka_begin_transaction(nint handle);

    [LibraryImport(Name)]
    public static partial nint rd_kafka_commit_transaction(nint handle, int timeoutMilliseconds);

    [LibraryImport(Name)]
    public static partial nint rd_kafka_abort_transaction(nint handle, int timeoutMilliseconds);

    [LibraryImport(Name)]
    public static partial byte* rd_kafka_error_string(nint error);

    [LibraryImport(Name)]
    public static partial int rd_kafka_error_is_retriable(nint error);

    [LibraryImport(Name)]
    public static partial int rd_kafka_metadata(nint handle, int allTopics, nint topic, nint* metadata, int timeoutMilliseconds);

    [LibraryImport(Name)]
    public static partial void rd_kafka_metadata_destroy(nint metadata);

    [LibraryImport(Name)]
    public static partial int rd_kafka_flush(nint handle, int timeoutMilliseconds);

    [LibraryImport(Name)]
    public static partial int rd_kafka_purge(nint handle, int flags);

    [LibraryImport(Name)]
    public static partial int rd_kafka_fatal_error(nint handle, byte* error, nuint errorSize);

    [LibraryImport(Name)]
    public static partial nint rd_kafka_consume_batch_queue(nint queue, int timeoutMilliseconds, Message** messages, nuint size);

    [LibraryImport(Name)]
    public static partial void rd_kafka_message_destroy(Message* message);

    [LibraryImport(Name)]
    [SuppressGCTransition]
    public static partial long rd_kafka_message_timestamp(Message* message, int* type);

    [LibraryImport(Name)]
    public static partial int rd_kafka_message_headers(Message* message, nint* headers);

    [LibraryImport(Name)]
    public static partial int rd_kafka_header_get_all(nint headers, nuint index, byte** name, byte** value, nuint* size);

    [LibraryImport(Name)]
    public static partial PartitionList.PartitionEntries* rd_kafka_topic_partition_list_new(int size);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial PartitionList.PartitionEntry* rd_kafka_topic_partition_list_add(PartitionList.PartitionEntries* list, string topic, int partition);

    [LibraryImport(Name)]
    public static partial void rd_kafka_topic_partition_list_destroy(PartitionList.PartitionEntries* list);

    [LibraryImport(Name)]
    public static partial void rd_kafka_topic_partition_set_leader_epoch(PartitionList.PartitionEntry* entry, int epoch);

    [LibraryImport(Name)]
    public static partial int rd_kafka_topic_partition_get_leader_epoch(PartitionList.PartitionEntry* entry);

    [LibraryImport(Name)]
    public static partial int rd_kafka_commit(nint handle, PartitionList.PartitionEntries* offsets, int isAsync);

    [LibraryImport(Name)]
    public static partial nint rd_kafka_queue_new(nint handle);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint rd_kafka_ListConsumerGroupOffsets_new(string group, PartitionList.PartitionEntries* partitions);

    [LibraryImport(Name)]
    public static partial void rd_kafka_ListConsumerGroupOffsets_destroy(nint request);

    [LibraryImport(Name)]
    public static partial void rd_kafka_ListConsumerGroupOffsets(nint handle, nint* requests, nuint count, nint options, nint queue);

    [LibraryImport(Name)]
    public static partial nint rd_kafka_event_ListConsumerGroupOffsets_result(nint kafkaEvent);

    [LibraryImport(Name)]
    public static partial nint* rd_kafka_ListConsumerGroupOffsets_result_groups(nint result, out nuint count);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint rd_kafka_AlterConsumerGroupOffsets_new(string group, PartitionList.PartitionEntries* offsets);

    [LibraryImport(Name)]
    public static partial void rd_kafka_AlterConsumerGroupOffsets_destroy(nint request);

    [LibraryImport(Name)]
    public static partial void rd_kafka_AlterConsumerGroupOffsets(nint handle, nint* requests, nuint count, nint options, nint queue);

    [LibraryImport(Name)]
    public static partial nint rd_kafka_event_AlterConsumerGroupOffsets_result(nint kafkaEvent);

    [LibraryImport(Name)]
    public static partial nint* rd_kafka_AlterConsumerGroupOffsets_result_groups(nint result, out nuint count);

    [LibraryImport(Name)]
    public static partial nint rd_kafka_group_result_error(nint group);

    [LibraryImport(Name)]
    public static partial PartitionList.PartitionEntries* rd_kafka_group_result_partitions(nint group);

    /// <summary>A text that librdkafka owns.</summary>
    public static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Name) return 0;
        foreach (var file in Candidates())
        {
            if (NativeLibrary.TryLoad(file, out var handle)) return handle;
        }

        return 0;
    }

    /// <summary>The files in the order in which Confluent.Kafka tries them, in the folders of a build and of a published program.</summary>
    private static IEnumerable<string> Candidates()
    {
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        var (platform, files) = OperatingSystem.IsWindows() ? ("win", (string[])["librdkafka.dll"])
            : OperatingSystem.IsMacOS() ? ("osx", ["librdkafka.dylib"])
            : ("linux", ["librdkafka.so", "centos8-librdkafka.so", "alpine-librdkafka.so"]);
        string[] folders = [Path.Combine(AppContext.BaseDirectory, "runtimes", $"{platform}-{architecture}", "native"), AppContext.BaseDirectory];
        return files.SelectMany(file => folders.Select(folder => Path.Combine(folder, file)));
    }

    /// <summary><c>rd_kafka_conf_res_t</c>.</summary>
    public enum ConfResult
    {
        Unknown = -2,
        Invalid = -1,
        Ok = 0,
    }

    /// <summary><c>rd_kafka_message_t</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public int Error;
        public nint Topic;
        public int Partition;
        public byte* Payload;
        public nuint PayloadLength;
        public byte* Key;
        public nuint KeyLength;
        public long Offset;
        public nint Opaque;
    }

    /// <summary><c>rd_kafka_vu_t</c>: a tag and the widest of its values.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 72)]
    public struct ProduceField
    {
        [FieldOffset(0)]
        public ProduceFieldType Type;

        [FieldOffset(8)]
        public nint Pointer;

        [FieldOffset(8)]
        public int Int32;

        [FieldOffset(8)]
        public long Int64;

        [FieldOffset(16)]
        public nuint Size;

        /// <summary>Of a header: its value lies behind the name.</summary>
        [FieldOffset(16)]
        public nint HeaderValue;

        [FieldOffset(24)]
        public nint HeaderSize;
    }

    /// <summary><c>rd_kafka_vtype_t</c>.</summary>
    public enum ProduceFieldType
    {
        Topic = 2,
        Partition = 3,
        Value = 4,
        Key = 5,
        Opaque = 6,
        Flags = 7,
        Timestamp = 8,
        Header = 9,
    }
}
