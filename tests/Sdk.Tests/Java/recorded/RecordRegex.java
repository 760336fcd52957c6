// Prints what java.util.regex does; made with: java RecordRegex.java DIR
import java.io.PrintStream;
import java.util.regex.*;

public class RecordRegex {
    static final String[] PATTERNS = {
        "(.*)", "orders", "a|ab", "(a)(b)?", "(\\w+)-(\\d+)", "[a-z&&[^aeiou]]+", "[a-c[x-z]]*", "\\Qa.b\\E", "\\p{Alpha}+", "\\p{Upper}\\p{Lower}*", "a++b", "a*+a",
        "(?<n>[a-z]+)\\.(.*)", "(?i)ORDERS.*", "x{2,3}", "x{2,3}+y", "(?:a|b)+", "^orders$", "\\S+", "\\D+", "[^\\d]+", "\\x41\\u0042", "\\d+", "(a+)+b?", "\\bfoo\\b.*",
        "[\\w.-]+", "(?=o)orders", ".*\\.(?!tmp).*", "\\h+", "[\\[\\]]+", "\\p{Punct}+", "(.)\\1", "\\p{L}+", "\\P{L}+", "é.*", "a\\.b", "[.]+", "\\w*?", "", "a{2}", "\\0101B", "[a-z&&aeiou]+" };
    static final String[] BAD = { "(", "[", "a{", "*", "\\", "a)", "[z-a]", "\\Q", "x{3,2}", "(?<1>a)", "\\p{Nope}", "\\k<x>", "+a", "a**" };
    static final String[] TEXTS = { "orders", "ORDERS-x", "ab", "a", "b", "abc-123", "a.b", "aXb", "foo bar", "bcd", "xyz", "xx", "xxy", "Hello", "AB", "aa", "öä", "éclair", "a b",
        "[x]", "[]", "...", "topic.name.tmp", "db.table", "", "123", "٣", "a\nb", "--", "aaaab", " \t" };
    static final String[] REPLACEMENTS = { "x", "$1", "$0-$0", "pre-$1-post", "\\$1", "$2", "${n}", "$1$2", "$11", "a\\\\b", "$", "${", "$x", "\\", "${zz}", "$9" };

    public static void main(String[] a) throws Exception {
        try (PrintStream out = new PrintStream(a[0] + "/regexes.txt", "UTF-8")) {
            int n = 0;
            for (String p : PATTERNS)
                for (String t : TEXTS) {
                    String r = REPLACEMENTS[n++ % REPLACEMENTS.length];
                    Matcher m = Pattern.compile(p).matcher(t);
                    String replaced;
                    boolean matches = m.matches();
                    try { replaced = "=" + m.replaceFirst(r); } catch (RuntimeException e) { replaced = "error"; }
                    out.println(q(p) + "\t" + q(t) + "\t" + q(r) + "\t" + matches + "\t" + Pattern.compile(p).matcher(t).find() + "\t" + q(replaced));
                }
            for (String p : BAD) {
                String ok;
                try { Pattern.compile(p); ok = "fine"; } catch (PatternSyntaxException e) { ok = "wrong"; }
                out.println(q(p) + "\t" + ok);
            }
        }
    }

    static String q(String s) { return s.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t"); }
}
