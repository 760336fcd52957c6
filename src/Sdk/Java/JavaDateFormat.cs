using System.Globalization;
using System.Text;

namespace Connect.Sdk.Java;

/// <summary>
/// <c>java.text.SimpleDateFormat</c> in UTC and English: the patterns, what they print, and what they read (leniently, ignoring what follows).
/// </summary>
internal sealed class JavaDateFormat
{
    private const string Letters = "GyMdkHmsSEDFwWahKzZYuXL";

    private readonly PatternItem[] _items;
    private readonly JavaPlainDate? _plain;

    public JavaDateFormat(string pattern)
    {
        Pattern = pattern;
        _items = Compile(pattern);
        _plain = JavaPlainDate.Of(_items);
    }

    public string Pattern { get; }

    public string Format(long epochMilliseconds)
    {
        var time = new JavaCalendar(epochMilliseconds);
        var text = new StringBuilder(Pattern.Length + 8);
        foreach (var item in _items)
        {
            if (item.Letter == default) text.Append(item.Literal);
            else Append(text, item, time);
        }

        return text.ToString();
    }

    /// <summary>Reads the start of a text. The clock tells which century a year of two digits is in.</summary>
    public bool TryParse(string text, TimeProvider clock, out long epochMilliseconds) =>
        (_plain is not null && _plain.TryParse(text, out epochMilliseconds)) || TryParseWhole(text, clock, out epochMilliseconds);

    internal bool TryParseWhole(string text, TimeProvider clock, out long epochMilliseconds) =>
        JavaDateParser.TryParse(_items, text, clock, out epochMilliseconds);

    /// <exception cref="FormatException">The pattern is wrong; the text is Java's.</exception>
    private static PatternItem[] Compile(string pattern)
    {
        var items = new List<PatternItem>();
        for (var at = 0; at < pattern.Length;)
        {
            var c = pattern[at];
            if (char.IsAsciiLetter(c))
            {
                if (!Letters.Contains(c)) throw new FormatException($"Illegal pattern character '{c}'");
                var end = at;
                while (end < pattern.Length && pattern[end] == c) end++;
                if (c == 'X' && end - at > 3) throw new FormatException($"invalid ISO 8601 format: length={end - at}");
                items.Add(new PatternItem(c, end - at, ""));
                at = end;
            }
            else
            {
                items.Add(new PatternItem(default, 0, Literal(pattern, ref at)));
            }
        }

        return [.. items];
    }

    private static string Literal(string pattern, ref int at)
    {
        var text = new StringBuilder();
        var quoted = false;
        for (; at < pattern.Length; at++)
        {
            var c = pattern[at];
            if (c == '\'')
            {
                if (at + 1 < pattern.Length && pattern[at + 1] == '\'') text.Append(pattern[at++]);
                else quoted = !quoted;
            }
            else if (!quoted && char.IsAsciiLetter(c))
            {
                break;
            }
            else
            {
                text.Append(c);
            }
        }

        return quoted ? throw new FormatException("Unterminated quote") : text.ToString();
    }

    private static void Append(StringBuilder text, PatternItem item, in JavaCalendar time)
    {
        switch (item.Letter)
        {
            case 'G': text.Append(JavaDateNames.Eras[time.IsBeforeChrist ? 0 : 1]); break;
            case 'y': AppendYear(text, time.YearOfEra, item.Count); break;
            case 'Y': AppendYear(text, time.WeekYear, item.Count); break;
            case 'M' or 'L':
                if (item.Count >= 4) text.Append(JavaDateNames.Months[time.Month - 1]);
                else if (item.Count == 3) text.Append(JavaDateNames.ShortMonths[time.Month - 1]);
                else AppendNumber(text, time.Month, item.Count);
                break;
            case 'E': text.Append((item.Count >= 4 ? JavaDateNames.Days : JavaDateNames.ShortDays)[time.DayOfWeek]); break;
            case 'a': text.Append(JavaDateNames.AmPm[time.HourOfDay / 12]); break;
            case 'z': text.Append(item.Count >= 4 ? "Coordinated Universal Time" : "UTC"); break;
            case 'Z': text.Append("+0000"); break;
            case 'X': text.Append('Z'); break;
            default: AppendNumber(text, Number(item.Letter, time), item.Count); break;
        }
    }

    private static int Number(char letter, in JavaCalendar time) => letter switch
    {
        'd' => time.DayOfMonth,
        'H' => time.HourOfDay,
        'k' => time.HourOfDay == 0 ? 24 : time.HourOfDay,
        'K' => time.HourOfDay % 12,
        'h' => time.HourOfDay % 12 == 0 ? 12 : time.HourOfDay % 12,
        'm' => time.Minute,
        's' => time.Second,
        'S' => time.Millisecond,
        'D' => time.DayOfYear,
        'F' => time.DayOfWeekInMonth,
        'w' => time.WeekOfYear,
        'W' => time.WeekOfMonth,
        _ => time.DayOfWeek == 0 ? 7 : time.DayOfWeek,
    };

    private static void AppendYear(StringBuilder text, long year, int count) => AppendNumber(text, count == 2 ? year % 100 : year, count);

    private static void AppendNumber(StringBuilder text, long value, int count) =>
        text.Append(value.ToString(CultureInfo.InvariantCulture).PadLeft(count, '0'));
}

/// <summary>A letter that stands for a field, or a text that stands for itself.</summary>
internal readonly record struct PatternItem(char Letter, int Count, string Literal)
{
    /// <summary>True if the field is a number, so that a number right before it ends where its letters do.</summary>
    public bool IsNumber => Letter is 'M' or 'L' ? Count <= 2 : Letter != default && "ykHmsSDFwWdhKYu".Contains(Letter);
}
