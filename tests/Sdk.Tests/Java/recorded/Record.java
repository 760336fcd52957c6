// Prints what the JDK does with random inputs; the tests beside compare. Made with: java -Duser.timezone=UTC -Duser.language=en -Duser.country=US Record.java DIR
import java.io.PrintStream;
import java.math.BigDecimal;
import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.Random;

public class Record {
    static final String[] PATTERNS = {
        "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", "yyyy-MM-dd", "HH:mm:ss.SSS'Z'", "EEE, d MMM yyyy HH:mm:ss Z", "yyyyMMdd", "yyyyMMddHHmmssSSS", "MMMM d, yyyy",
        "yy-MM-dd", "M/d/yy h:mm a", "G yyyy MM dd", "YYYY-'W'ww-u", "D yyyy", "DDD yy", "F E MMM yyyy", "W E MM yyyy", "yyyy-MM-dd HH:mm:ss z",
        "yyyy-MM-dd'T'HH:mm:ssX", "yyyy-MM-dd'T'HH:mm:ssXX", "yyyy-MM-dd'T'HH:mm:ssXXX", "k K h H", "hh 'o''clock' a, zzzz", "EEEE L LLL LLLL", "s.S", "y", "w yyyy",
        "E", "u", "MMM", "SSSSSS", "yyyyyy", "W", "F", "Y", "uuu EEE yyyy w", "HHmm", "dMyyyy", "H:m:s" };

    public static void main(String[] a) throws Exception {
        Random r = new Random(42);
        try (PrintStream out = new PrintStream(a[0] + "/doubles.txt", "UTF-8")) {
            for (int i = 0; i < 6000; i++) {
                double d = switch (i % 6) {
                    case 0 -> Double.longBitsToDouble(r.nextLong());
                    case 1 -> r.nextInt(2000000) / 1000.0 - 1000;
                    case 2 -> r.nextLong();
                    case 3 -> Math.pow(2, r.nextInt(200) - 100) * (r.nextInt(9) + 1);
                    case 4 -> new BigDecimal(r.nextInt(1000000)).movePointLeft(r.nextInt(20)).doubleValue();
                    default -> r.nextInt(1000) * Math.pow(10, r.nextInt(40) - 20);
                };
                out.println(Long.toHexString(Double.doubleToRawLongBits(d)) + " " + d);
            }
            for (double d : new double[] {Double.MIN_VALUE, Double.MAX_VALUE, Double.MIN_NORMAL, 2.2250738585072011E-308, 2e-3, 1e-3, 9.999e-4, 1e7, 9999999.999, 1e21, 2e23, 1.0E23, 4.9E-324, 9007199254740993.0})
                out.println(Long.toHexString(Double.doubleToRawLongBits(d)) + " " + d);
        }
        try (PrintStream out = new PrintStream(a[0] + "/floats.txt", "UTF-8")) {
            for (int i = 0; i < 4000; i++) {
                float f = switch (i % 4) {
                    case 0 -> Float.intBitsToFloat(r.nextInt());
                    case 1 -> r.nextInt(2000000) / 1000f - 1000;
                    case 2 -> r.nextInt();
                    default -> (float) (r.nextInt(1000) * Math.pow(10, r.nextInt(40) - 20));
                };
                out.println(Integer.toHexString(Float.floatToRawIntBits(f)) + " " + f);
            }
        }
        try (PrintStream out = new PrintStream(a[0] + "/dates.txt", "UTF-8")) {
            for (int i = 0; i < 4000; i++) {
                String p = PATTERNS[i % PATTERNS.length];
                long ms = switch (i % 5) {
                    case 0 -> r.nextLong() % 300000000000000L;
                    case 1 -> -12219292800000L + r.nextInt();
                    case 2 -> (r.nextLong() % 4000000000000L);
                    case 3 -> r.nextInt(40000) * 86400000L;
                    default -> r.nextInt() * 1000L;
                };
                out.println(ms + "\t" + p + "\t" + new SimpleDateFormat(p).format(new Date(ms)));
            }
        }
        try (PrintStream out = new PrintStream(a[0] + "/parsed-dates.txt", "UTF-8")) {
            String[] zones = {"+0100", "-08:00", "Z", "GMT", "GMT+2", "GMT-3:30", "UTC", "PST", "EST", "+5", "-0330", "CEST", "x"};
            for (int i = 0; i < 8000; i++) {
                String p = PATTERNS[i % PATTERNS.length];
                String q = r.nextInt(6) == 0 ? PATTERNS[r.nextInt(PATTERNS.length)] : p;
                String text = new SimpleDateFormat(q).format(new Date(switch (i % 3) {
                    case 0 -> r.nextLong() % 100000000000000L;
                    case 1 -> -12219292800000L + r.nextInt();
                    default -> r.nextLong() % 4000000000000L;
                }));
                for (int k = r.nextInt(3); k > 0 && !text.isEmpty(); k--) {
                    int at = r.nextInt(text.length());
                    String put = switch (r.nextInt(5)) {
                        case 0 -> String.valueOf((char) ('0' + r.nextInt(10)));
                        case 1 -> String.valueOf(r.nextInt(100));
                        case 2 -> " ";
                        case 3 -> "-";
                        default -> "";
                    };
                    text = text.substring(0, at) + put + text.substring(at + r.nextInt(2));
                }
                if (p.endsWith("X") || p.endsWith("z") || p.endsWith("Z") && !p.endsWith("'Z'"))
                    text = text.replaceAll("(Z|UTC|\\+0000)$", zones[r.nextInt(zones.length)]);
                SimpleDateFormat f = new SimpleDateFormat(p);
                f.set2DigitYearStart(new Date(0L));
                ParsePosition pos = new ParsePosition(0);
                Date d = f.parse(text, pos);
                out.println(p + "\t" + text + "\t" + (pos.getIndex() == 0 || d == null ? "-" : String.valueOf(d.getTime())));
            }
        }
    }
}
