import java.time.Duration;
import java.util.*;
import java.util.function.Predicate;
import java.util.stream.*;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.*;
import org.apache.kafka.connect.mirror.*;

/** Prepares a cluster for two MirrorMakers; fills it, once both are at work, and compares what they make of it: Compare prepare SOURCE | Compare compare SOURCE TARGET_OF_JAVA TARGET_OF_OURS. */
public class Compare {
    static final int RECORDS = 1000;
    static final String GROUP = "readers";
    static final TopicPartition FIRST = new TopicPartition("a.first", 0), END = new TopicPartition("a.orders", 0), MIDDLE = new TopicPartition("a.orders", 1);
    static final OffsetAndMetadata AT_END = new OffsetAndMetadata((RECORDS + 2) / 3, "at the end");
    static final Map<String, Integer> TOPICS = Map.of("orders", 3, "plain", 1);
    static int passed, failed;

    public static void main(String[] args) throws Exception {
        if (args[0].equals("prepare")) { prepare(args[1]); return; }
        compare(args[1], args[2], args[3]);
        System.out.println(passed + " passed, " + failed + " failed");
        System.exit(failed == 0 ? 0 : 1);
    }

    static void prepare(String source) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", source))) {
            admin.createTopics(List.of(
                new NewTopic("orders", 3, (short) 1).configs(Map.of("retention.ms", "1234567890123", "cleanup.policy", "compact,delete", "max.message.bytes", "2000000")),
                new NewTopic("plain", 1, (short) 1), new NewTopic("first", 1, (short) 1))).all().get();
        }
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", source), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("first", new byte[1])).get();
        }
        commit(source, Map.of(new TopicPartition("first", 0), new OffsetAndMetadata(1)));
    }

    /** Where a group is in the middle of a partition is only told by who has seen the records being copied: both have, if both are at work before. */
    static void fill(String source, String... targets) throws Exception {
        for (var target : targets) checkpoints(target, c -> c.containsKey(FIRST));
        var random = new Random(7);
        var sent = new ArrayList<java.util.concurrent.Future<RecordMetadata>>();
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", source), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                // A compacted topic takes no record without a key.
                var record = new ProducerRecord<byte[], byte[]>("orders", i % 3, 1_600_000_000_000L + i, bytes(random), i % 7 == 0 ? null : bytes(random));
                for (int h = 0; h < i % 4; h++) record.headers().add(new RecordHeader("h" + h % 2, h == 2 ? null : bytes(random)));
                sent.add(producer.send(record));
                sent.add(producer.send(new ProducerRecord<>("plain", i % 5 == 0 ? bytes(random) : null, bytes(random))));
            }
        }
        for (var one : sent) one.get();
        // Partition 0 is read to its end, partition 1 in part, partition 2 not at all.
        commit(source, Map.of(new TopicPartition("orders", 0), AT_END, new TopicPartition("orders", 1), new OffsetAndMetadata(100)));
    }

    static void commit(String source, Map<TopicPartition, OffsetAndMetadata> offsets) {
        try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", source, "group.id", GROUP), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.commitSync(offsets);
        }
    }

    static void compare(String source, String java, String ours) throws Exception {
        fill(source, java, ours);
        for (var topic : TOPICS.entrySet()) {
            var copy = "a." + topic.getKey();
            var original = read(source, topic.getKey(), topic.getValue());
            check(copy + ": records of the Java one are those of the source", original, read(java, copy, topic.getValue()));
            check(copy + ": records are those of the Java one", read(java, copy, topic.getValue()), read(ours, copy, topic.getValue()));
            check(copy + ": settings", settings(java, copy), settings(ours, copy));
        }
        // The first checkpoints may be of records on the way.
        Predicate<Map<TopicPartition, OffsetAndMetadata>> whole = c -> AT_END.equals(c.get(END)) && c.containsKey(MIDDLE);
        var expected = checkpoints(java, whole);
        var found = checkpoints(ours, whole);
        check("checkpoints: partitions", expected.keySet().toString(), found.keySet().toString());
        check("checkpoints: the end of a partition, of the Java one", AT_END.toString(), String.valueOf(expected.get(END)));
        check("checkpoints: the end of a partition", AT_END.toString(), String.valueOf(found.get(END)));
        // How far behind depends on which records the batches of each ended with.
        check("checkpoints: the middle is not ahead of the group", "true", String.valueOf(found.containsKey(MIDDLE) && found.get(MIDDLE).offset() <= 100));
        check("groups at the target of the Java one", AT_END.toString(), committed(java));
        check("groups at the target", AT_END.toString(), committed(ours));
        var properties = Map.<String, Object>of("bootstrap.servers", ours);
        check("upstream clusters", "[a]", RemoteClusterUtils.upstreamClusters(properties).toString());
        check("replication hops", "1", String.valueOf(RemoteClusterUtils.replicationHops(properties, "a")));
        check("heartbeats", RemoteClusterUtils.heartbeatTopics(Map.of("bootstrap.servers", java)).toString(), RemoteClusterUtils.heartbeatTopics(properties).toString());
    }

    /** One line a record: all that a reader can see of it. Waits for all of them, for two minutes. */
    static String read(String server, String topic, int partitions) throws Exception {
        var lines = new TreeMap<Integer, List<String>>();
        try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", server, "auto.offset.reset", "earliest"), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var assigned = IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
            consumer.assign(assigned);
            consumer.seekToBeginning(assigned);
            int count = 0;
            for (long until = System.nanoTime() + 120_000_000_000L; count < RECORDS && System.nanoTime() < until; ) {
                for (var r : consumer.poll(Duration.ofMillis(500))) {
                    var headers = Arrays.stream(r.headers().toArray()).map(h -> h.key() + "=" + Arrays.toString(h.value())).collect(Collectors.joining(";"));
                    lines.computeIfAbsent(r.partition(), p -> new ArrayList<>())
                        .add(r.offset() + " " + r.timestampType() + " " + r.timestamp() + " " + Arrays.toString(r.key()) + " " + Arrays.toString(r.value()) + " " + headers);
                    count++;
                }
            }
        }
        return lines.toString();
    }

    static String settings(String server, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", server))) {
            int partitions = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            return partitions + " " + admin.describeConfigs(List.of(resource)).all().get().get(resource).entries().stream()
                .filter(e -> e.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG).map(e -> e.name() + "=" + e.value()).sorted().toList();
        }
    }

    /** Where a group is in the copies. Waits until they are as wanted, for a minute and a half. */
    static Map<TopicPartition, OffsetAndMetadata> checkpoints(String server, Predicate<Map<TopicPartition, OffsetAndMetadata>> wanted) throws Exception {
        var offsets = new TreeMap<TopicPartition, OffsetAndMetadata>(Comparator.comparing(TopicPartition::toString));
        for (long until = System.nanoTime() + 90_000_000_000L; !wanted.test(offsets) && System.nanoTime() < until; Thread.sleep(500)) {
            offsets.clear();
            RemoteClusterUtils.translateOffsets(Map.of("bootstrap.servers", server), "a", GROUP, Duration.ofSeconds(10)).forEach(offsets::put);
        }
        return offsets;
    }

    /** What is set for the group at the target. Waits until it is the end, for a minute and a half. */
    static String committed(String server) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", server))) {
            OffsetAndMetadata found = null;
            for (long until = System.nanoTime() + 90_000_000_000L; !AT_END.equals(found) && System.nanoTime() < until; Thread.sleep(500))
                found = admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get().get(END);
            return String.valueOf(found);
        }
    }

    static void check(String name, String expected, String found) {
        boolean same = expected.equals(found);
        if (same) passed++; else failed++;
        System.out.println((same ? "ok " : "FAIL ") + name + (same ? "" : ": expected " + cut(expected) + ", found " + cut(found)));
    }

    static String cut(String text) { return text.length() > 300 ? text.substring(0, 300) + "..." : text; }

    static byte[] bytes(Random random) { var b = new byte[random.nextInt(20)]; random.nextBytes(b); return b; }
}
