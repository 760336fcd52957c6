namespace Connect.Sdk.Java;

/// <summary>Reads a text by a pattern, as <c>SimpleDateFormat.parse</c> does.</summary>
internal ref struct JavaDateParser
{
    private readonly string _text;
    private readonly TimeProvider _clock;
    private JavaCalendarFields _fields;
    private DateTimeOffset? _ambiguousYear;
    private int _at;

    private JavaDateParser(string text, TimeProvider clock)
    {
        _text = text;
        _clock = clock;
    }

    public static bool TryParse(ReadOnlySpan<PatternItem> pattern, string text, TimeProvider clock, out long epochMilliseconds)
    {
        epochMilliseconds = 0;
        var parser = new JavaDateParser(text, clock);
        for (var i = 0; i < pattern.Length; i++)
        {
            var read = pattern[i].Letter == default
                ? parser.ReadLiteral(pattern[i].Literal)
                : parser.ReadField(pattern[i], i + 1 < pattern.Length && pattern[i + 1].IsNumber);
            if (!read) return false;
        }

        if (parser._at == 0) return false;
        var instant = parser._fields.ToInstant();
        if (parser._ambiguousYear is { } start && instant < start.ToUnixTimeMilliseconds())
        {
            parser._fields.AddYears(100);
            instant = parser._fields.ToInstant();
        }

        epochMilliseconds = instant ?? 0;
        return instant is not null;
    }

    private bool ReadLiteral(string literal)
    {
        if (!_text.AsSpan(_at).StartsWith(literal, StringComparison.Ordinal)) return false;
        _at += literal.Length;
        return true;
    }

    private bool ReadField(PatternItem item, bool numberFollows)
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] is ' ' or '\t') _at++;
        if (_at >= _text.Length) return false;
        var limit = numberFollows ? start + item.Count : _text.Length;
        switch (item.Letter)
        {
            case 'G': return ReadName(start, CalendarField.Era, JavaDateNames.Eras, 0);
            case 'a': return ReadName(start, CalendarField.AmPm, JavaDateNames.AmPm, 0);
            case 'E':
                return ReadName(start, CalendarField.DayOfWeek, JavaDateNames.Days, 1) || ReadName(start, CalendarField.DayOfWeek, JavaDateNames.ShortDays, 1);
            case 'M' or 'L' when item.Count > 2:
                return ReadName(start, CalendarField.Month, JavaDateNames.Months, 0) || ReadName(start, CalendarField.Month, JavaDateNames.ShortMonths, 0);
            case 'z' or 'Z': return ReadZone(start);
            case 'X': return ReadIsoZone(item.Count);
        }

        var actual = _at;
        if (!ReadNumber(limit, out var value)) return false;
        switch (item.Letter)
        {
            case 'y' or 'Y':
                if (item.Count <= 2 && _at - actual == 2 && char.IsDigit(_text[actual]) && char.IsDigit(_text[actual + 1]))
                {
                    // The hundred years that two digits mean start eighty years ago.
                    var start80 = _clock.GetUtcNow().AddYears(-80);
                    if (value == start80.Year % 100) _ambiguousYear = start80;
                    value += start80.Year / 100 * 100 + (value < start80.Year % 100 ? 100 : 0);
                }

                _fields.Set(item.Letter == 'y' ? CalendarField.Year : CalendarField.WeekYear, value);
                break;
            case 'M' or 'L': _fields.Set(CalendarField.Month, unchecked(value - 1)); break;
            case 'k': _fields.Set(CalendarField.HourOfDay, value == 24 ? 0 : value); break;
            case 'h': _fields.Set(CalendarField.Hour, value == 12 ? 0 : value); break;
            case 'u': _fields.SetIsoDayOfWeek(value); break;
            default: _fields.Set(FieldOf(item.Letter), value); break;
        }

        return true;
    }

    private static CalendarField FieldOf(char letter) => letter switch
    {
        'd' => CalendarField.DayOfMonth,
        'H' => CalendarField.HourOfDay,
        'K' => CalendarField.Hour,
        'm' => CalendarField.Minute,
        's' => CalendarField.Second,
        'S' => CalendarField.Millisecond,
        'D' => CalendarField.DayOfYear,
        'F' => CalendarField.DayOfWeekInMonth,
        'w' => CalendarField.WeekOfYear,
        _ => CalendarField.WeekOfMonth,
    };

    /// <summary>Spaces before a name are not skipped, other than before numbers.</summary>
    private bool ReadName(int start, CalendarField field, ReadOnlySpan<string> names, int first)
    {
        var found = JavaDateNames.Match(_text, start, names);
        if (found < 0) return false;
        _fields.Set(field, found + first);
        _at = start + names[found].Length;
        return true;
    }

    /// <summary>A sign and digits of any script; the value is cut to 32 bits as Java's <c>intValue</c> does.</summary>
    private bool ReadNumber(int limit, out int value)
    {
        value = 0;
        if (limit > _text.Length) return false;
        var at = _at;
        var negative = at < limit && _text[at] == '-';
        if (negative) at++;
        var first = at;
        var number = 0L;
        var overflow = false;
        for (; at < limit && JavaNumbers.DigitOf(_text[at]) is >= 0 and var digit; at++)
        {
            overflow |= number > (long.MaxValue - digit) / 10;
            if (!overflow) number = number * 10 + digit;
        }

        if (at == first) return false;
        _at = at;
        if (overflow) value = negative ? int.MinValue : int.MaxValue;
        else value = unchecked((int)(negative ? -number : number));
        return true;
    }

    private bool ReadZone(int start)
    {
        if (_text[_at] is '+' or '-') return ReadOffset(_text[_at++] == '-' ? -1 : 1, 0, colon: false);
        if (start == _at && JavaDateNames.At(_text, _at, "GMT"))
        {
            _at += 3;
            if (_at < _text.Length && _text[_at] is '+' or '-') return ReadOffset(_text[_at++] == '-' ? -1 : 1, 0, colon: true);
            _fields.Set(CalendarField.ZoneOffset, 0);
            return true;
        }

        var best = default((string Name, int Minutes));
        foreach (var zone in JavaDateNames.Zones)
        {
            if (zone.Name.Length > (best.Name?.Length ?? 0) && JavaDateNames.At(_text, _at, zone.Name)) best = zone;
        }

        if (best.Name is null) return false;
        _fields.Set(CalendarField.ZoneOffset, best.Minutes * 60_000);
        _at += best.Name.Length;
        return true;
    }

    private bool ReadIsoZone(int count)
    {
        switch (_text[_at++])
        {
            case 'Z':
                _fields.Set(CalendarField.ZoneOffset, 0);
                return true;
            case '+': return ReadOffset(1, count, colon: count == 3);
            case '-': return ReadOffset(-1, count, colon: count == 3);
            default: return false;
        }
    }

    /// <summary>Hours and minutes; a count of 0 is RFC 822's form, others that many letters X.</summary>
    private bool ReadOffset(int sign, int count, bool colon)
    {
        if (!ReadDigit(out var hours)) return false;
        if (ReadDigit(out var second)) hours = hours * 10 + second;
        else if (count > 0 || !colon || _at >= _text.Length) return false;
        if (hours > 23) return false;
        var minutes = 0;
        if (count != 1)
        {
            if (colon && !ReadLiteral(":")) return false;
            if (!ReadDigit(out var tens) || !ReadDigit(out minutes)) return false;
            minutes += tens * 10;
            if (minutes > 59) return false;
        }

        _fields.Set(CalendarField.ZoneOffset, sign * (hours * 60 + minutes) * 60_000);
        return true;
    }

    private bool ReadDigit(out int digit)
    {
        digit = _at < _text.Length && char.IsAsciiDigit(_text[_at]) ? _text[_at] - '0' : -1;
        if (digit < 0) return false;
        _at++;
        return true;
    }
}
