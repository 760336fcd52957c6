namespace Connect.Sdk.Java;

/// <summary>
/// Reads texts of the usual kind, such as <c>2026-11-26 10:15:30</c> by <c>yyyy-MM-dd HH:mm:ss</c>, in one go. Whatever is not exactly of the pattern's widths
/// is left to <see cref="JavaDateParser"/>, which gives the same for the others, too.
/// </summary>
internal sealed class JavaPlainDate
{
    private readonly PatternItem[] _items;

    private JavaPlainDate(PatternItem[] items) => _items = items;

    /// <summary>Null if the pattern has anything but a year of four digits and numbers of the date and time, each once.</summary>
    public static JavaPlainDate? Of(PatternItem[] items)
    {
        var seen = "";
        foreach (var item in items)
        {
            if (item.Letter == default) continue;
            var width = item.Letter switch { 'y' => 4, 'S' => 3, 'M' or 'd' or 'H' or 'm' or 's' => 2, _ => 0 };
            if (item.Count != width || seen.Contains(item.Letter)) return null;
            seen += item.Letter;
        }

        return seen.Contains('y') && seen.Contains('M') && seen.Contains('d') ? new JavaPlainDate(items) : null;
    }

    public bool TryParse(ReadOnlySpan<char> text, out long epochMilliseconds)
    {
        epochMilliseconds = 0;
        int year = 0, month = 0, day = 0;
        long time = 0;
        var at = 0;
        foreach (var item in _items)
        {
            if (item.Letter == default)
            {
                if (!text[at..].StartsWith(item.Literal, StringComparison.Ordinal)) return false;
                at += item.Literal.Length;
                continue;
            }

            var end = at + item.Count;
            if (end > text.Length) return false;
            var value = 0;
            for (; at < end; at++)
            {
                var digit = text[at] - '0';
                if ((uint)digit > 9) return false;
                value = value * 10 + digit;
            }

            switch (item.Letter)
            {
                case 'y': year = value; break;
                case 'M': month = value; break;
                case 'd': day = value; break;
                case 'H': time += value * 3_600_000L; break;
                case 'm': time += value * 60_000L; break;
                case 's': time += value * 1000L; break;
                default: time += value; break;
            }

            // A number may be longer than its letters, if no other follows: then it is not for us.
            if (at < text.Length && char.IsDigit(text[at]) && !IsBeforeNumber(item)) return false;
        }

        if (year <= JavaCalendar.CutoverYear || month is < 1 or > 12) return false;
        epochMilliseconds = (JavaCalendar.ToDay(true, year, month, 1) + day - 1) * JavaCalendar.MillisecondsPerDay + time;
        return true;
    }

    private bool IsBeforeNumber(PatternItem item)
    {
        var next = Array.IndexOf(_items, item) + 1;
        return next < _items.Length && _items[next].IsNumber;
    }
}
