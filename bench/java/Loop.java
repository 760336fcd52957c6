// Kafka's own converters and transformations on the data and in the cases of bench/Micro:
//   java -cp "$KAFKA_HOME/libs/*" bench/java/Loop.java
import java.lang.management.ManagementFactory;
import java.util.*;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.*;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.*;

public class Loop {
    static final Schema ORDER = SchemaBuilder.struct().name("acme.Order").version(1)
        .field("id", Schema.INT64_SCHEMA).field("customer", Schema.STRING_SCHEMA).field("price", Schema.FLOAT64_SCHEMA)
        .field("quantity", Schema.INT32_SCHEMA).field("paid", Schema.BOOLEAN_SCHEMA).field("placed", Schema.STRING_SCHEMA)
        .field("note", Schema.OPTIONAL_STRING_SCHEMA).field("lines", SchemaBuilder.array(Schema.STRING_SCHEMA).build()).build();

    static Object sink;

    static int lines(String size) { return size.equals("200") ? 2 : size.equals("1k") ? 34 : 400; }

    static Struct struct(String size) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < lines(size); i++) lines.add(String.format("line %04d of the order", i));
        return new Struct(ORDER).put("id", 1234567890123L).put("customer", "Ann Müller").put("price", 129.95).put("quantity", 3)
            .put("paid", true).put("placed", "2026-11-26 10:15:30").put("lines", lines);
    }

    static Map<String, Object> map(String size) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Field f : ORDER.fields()) map.put(f.name(), struct(size).get(f));
        return map;
    }

    static Transformation<SinkRecord> with(Transformation<SinkRecord> t, String... settings) {
        Map<String, String> config = new HashMap<>();
        for (String s : settings) config.put(s.substring(0, s.indexOf('=')), s.substring(s.indexOf('=') + 1));
        t.configure(config);
        return t;
    }

    static void measure(String name, int count, Runnable work) {
        for (int i = 0; i < Math.min(count / 2, 200_000); i++) work.run();
        var os = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = os.getProcessCpuTime();
        for (int i = 0; i < count; i++) work.run();
        System.out.println(name + "\t" + Math.round(count / ((os.getProcessCpuTime() - before) / 1e9)));
    }

    public static void main(String[] args) {
        for (String size : new String[] {"200", "1k", "10k"}) {
            int count = size.equals("200") ? 1_500_000 : size.equals("1k") ? 400_000 : 50_000;
            for (boolean schemas : new boolean[] {true, false}) {
                String name = schemas ? "schemas" : "plain";
                JsonConverter converter = new JsonConverter();
                converter.configure(Map.of("schemas.enable", String.valueOf(schemas)), false);
                Schema schema = schemas ? ORDER : null;
                Object value = schemas ? struct(size) : map(size);
                measure("json-write-" + name + "-" + size, count, () -> sink = converter.fromConnectData("t", schema, value));
                byte[] bytes = converter.fromConnectData("t", schema, value);
                measure("json-read-" + name + "-" + size, count, () -> sink = converter.toConnectData("t", bytes));
            }
            List<Transformation<SinkRecord>> chain = List.of(
                with(new InsertField.Value<>(), "static.field=source", "static.value=shop"),
                with(new ReplaceField.Value<>(), "exclude=note", "renames=customer:buyer"),
                with(new Cast.Value<>(), "spec=quantity:int64,price:string"),
                with(new TimestampConverter.Value<>(), "field=placed", "target.type=Timestamp", "format=yyyy-MM-dd HH:mm:ss"),
                with(new MaskField.Value<>(), "fields=buyer"));
            for (String kind : new String[] {"struct", "map"}) {
                boolean s = kind.equals("struct");
                SinkRecord record = new SinkRecord("orders", 0, s ? Schema.STRING_SCHEMA : null, "key", s ? ORDER : null,
                    s ? struct(size) : map(size), 42, 1_700_000_000_000L, TimestampType.CREATE_TIME);
                measure("chain-of-five-" + kind + "-" + size, size.equals("10k") ? 200_000 : 600_000, () -> {
                    SinkRecord r = record;
                    for (Transformation<SinkRecord> t : chain) r = t.apply(r);
                    sink = r;
                });
            }
        }
        System.exit(0);
    }
}
