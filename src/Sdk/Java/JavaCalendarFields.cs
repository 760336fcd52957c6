using System.Runtime.CompilerServices;

namespace Connect.Sdk.Java;

/// <summary>The fields that a date format can set; their order decides nothing.</summary>
internal enum CalendarField
{
    Era,
    Year,
    WeekYear,
    Month,
    WeekOfYear,
    WeekOfMonth,
    DayOfMonth,
    DayOfYear,
    DayOfWeek,
    DayOfWeekInMonth,
    AmPm,
    Hour,
    HourOfDay,
    Minute,
    Second,
    Millisecond,
    ZoneOffset,
}

/// <summary>
/// Fields read from a text, and the instant they mean. As in a lenient <c>GregorianCalendar</c>, values out of range run over into the next larger field, and
/// of fields that contradict each other the ones that were set last win.
/// </summary>
internal struct JavaCalendarFields
{
    private Slots _values;
    private Slots _stamps;
    private int _last;

    public void Set(CalendarField field, int value)
    {
        _values[(int)field] = value;
        _stamps[(int)field] = ++_last;
    }

    /// <summary>From 1, Monday, as the letter u has it.</summary>
    public void SetIsoDayOfWeek(int value) => Set(CalendarField.DayOfWeek, value is < 1 or > 7 ? value : value % 7 + 1);

    public void AddYears(int years) => _values[(int)CalendarField.Year] += years;

    /// <summary>The milliseconds since 1970-01-01 UTC; null if there is no such time.</summary>
    public long? ToInstant()
    {
        if (IsSet(CalendarField.WeekYear) && Stamp(CalendarField.WeekYear) > Stamp(CalendarField.Year)) ResolveWeekDate();
        long year = IsSet(CalendarField.Year) ? Value(CalendarField.Year) : 1970;
        if (IsSet(CalendarField.Era) && Value(CalendarField.Era) == 0) year = 1 - year;
        var time = TimeOfDay();
        var days = JavaCalendar.FloorDivide(time, JavaCalendar.MillisecondsPerDay);
        time -= days * JavaCalendar.MillisecondsPerDay;
        return (days + Day(days, year)) * JavaCalendar.MillisecondsPerDay + time - Value(CalendarField.ZoneOffset);
    }

    private readonly bool IsSet(CalendarField field) => _stamps[(int)field] != 0;

    private readonly int Stamp(CalendarField field) => _stamps[(int)field];

    private readonly int Value(CalendarField field) => _values[(int)field];

    private readonly int Both(CalendarField one, CalendarField other) =>
        IsSet(one) && IsSet(other) ? Math.Max(Stamp(one), Stamp(other)) : 0;

    private readonly long TimeOfDay()
    {
        var hourOfDay = Stamp(CalendarField.HourOfDay);
        var hour = Both(CalendarField.Hour, CalendarField.AmPm);
        var best = Math.Max(hour, hourOfDay);
        if (best == 0) best = Math.Max(Stamp(CalendarField.Hour), Stamp(CalendarField.AmPm));
        long time = best == hourOfDay
            ? Value(CalendarField.HourOfDay)
            : Value(CalendarField.Hour) + (IsSet(CalendarField.AmPm) ? 12L * Value(CalendarField.AmPm) : 0);
        time = time * 60 + Value(CalendarField.Minute);
        time = time * 60 + Value(CalendarField.Second);
        return time * 1000 + Value(CalendarField.Millisecond);
    }

    /// <summary>The day, by the calendar of its time. Around the change of calendars a year has days of both.</summary>
    private readonly long Day(long carried, long year)
    {
        var choice = Choose();
        if (year > JavaCalendar.CutoverYear)
        {
            var gregorian = Day(true, year, choice);
            if (gregorian + carried >= JavaCalendar.Cutover) return gregorian;
            return Overlapping(carried, gregorian, Day(false, year, choice));
        }

        var julian = Day(false, year, choice);
        if (year < JavaCalendar.CutoverYear)
            return julian + carried < JavaCalendar.Cutover ? julian : Overlapping(carried, julian, julian);
        if (choice is DayFields.DayOfYear or DayFields.WeekOfYear) return julian;
        return Overlapping(carried, Day(true, year, choice), julian);
    }

    private static long Overlapping(long carried, long gregorian, long julian) =>
        gregorian + carried >= JavaCalendar.Cutover ? gregorian : julian;

    private readonly long Day(bool gregorian, long year, DayFields fields)
    {
        var ofMonth = fields is not (DayFields.DayOfYear or DayFields.WeekOfYear);
        long month = ofMonth && IsSet(CalendarField.Month) ? Value(CalendarField.Month) : 0;
        year += JavaCalendar.FloorDivide(month, 12);
        month = JavaCalendar.FloorModulo(month, 12);
        var first = JavaCalendar.ToDay(gregorian, year, (int)month + 1, 1);
        var dayOfWeek = IsSet(CalendarField.DayOfWeek) ? Value(CalendarField.DayOfWeek) - 1L : 0;
        switch (fields)
        {
            case DayFields.DayOfMonth:
                return IsSet(CalendarField.DayOfMonth) ? first + Value(CalendarField.DayOfMonth) - 1 : first;
            case DayFields.DayOfYear:
                return first + Value(CalendarField.DayOfYear) - 1;
            case DayFields.WeekOfMonth:
                // Here and below the product wraps around at 32 bits, as Java's does.
                return DayOfFirstWeek(first, dayOfWeek) + unchecked(7 * (Value(CalendarField.WeekOfMonth) - 1));
            case DayFields.WeekOfYear:
                return DayOfFirstWeek(first, dayOfWeek) + 7L * (Value(CalendarField.WeekOfYear) - 1);
            default:
                var nth = IsSet(CalendarField.DayOfWeekInMonth) ? Value(CalendarField.DayOfWeekInMonth) : 1;
                if (nth >= 0) return JavaCalendar.OnOrBefore(first + unchecked(7 * nth) - 1, dayOfWeek);
                var length = JavaCalendar.ToDay(gregorian, month == 11 ? year + 1 : year, month == 11 ? 1 : (int)month + 2, 1) - first;
                return JavaCalendar.OnOrBefore(first + length + unchecked(7 * (nth + 1)) - 1, dayOfWeek);
        }
    }

    private static long DayOfFirstWeek(long first, long dayOfWeek) => JavaCalendar.OnOrBefore(JavaCalendar.OnOrBefore(first, 0) + 6, dayOfWeek);

    private readonly DayFields Choose()
    {
        var dayOfMonth = Stamp(CalendarField.DayOfMonth);
        var weekOfMonth = Both(CalendarField.WeekOfMonth, CalendarField.DayOfWeek);
        var inMonth = Both(CalendarField.DayOfWeekInMonth, CalendarField.DayOfWeek);
        var dayOfYear = Stamp(CalendarField.DayOfYear);
        var weekOfYear = Both(CalendarField.WeekOfYear, CalendarField.DayOfWeek);
        var best = Math.Max(Math.Max(Math.Max(dayOfMonth, weekOfMonth), Math.Max(inMonth, dayOfYear)), weekOfYear);
        if (best == 0)
        {
            weekOfMonth = Stamp(CalendarField.WeekOfMonth);
            inMonth = Math.Max(Stamp(CalendarField.DayOfWeekInMonth), Stamp(CalendarField.DayOfWeek));
            weekOfYear = Stamp(CalendarField.WeekOfYear);
            best = Math.Max(Math.Max(weekOfMonth, inMonth), weekOfYear);
            if (best == 0) best = dayOfMonth = Stamp(CalendarField.Month);
        }

        if (best == dayOfMonth) return DayFields.DayOfMonth;
        var byMonth = (best == weekOfMonth && Stamp(CalendarField.WeekOfMonth) >= Stamp(CalendarField.WeekOfYear))
            || (best == inMonth && Stamp(CalendarField.DayOfWeekInMonth) >= Stamp(CalendarField.WeekOfYear));
        if (!byMonth) return best == dayOfYear ? DayFields.DayOfYear : DayFields.WeekOfYear;
        if (weekOfMonth == inMonth)
            return Stamp(CalendarField.WeekOfMonth) >= Stamp(CalendarField.DayOfWeekInMonth) ? DayFields.WeekOfMonth : DayFields.DayOfWeekInMonth;
        return best == weekOfMonth ? DayFields.WeekOfMonth : DayFields.DayOfWeekInMonth;
    }

    /// <summary>Year, week and day of the week become year, month and day.</summary>
    private void ResolveWeekDate()
    {
        var week = IsSet(CalendarField.WeekOfYear) ? Value(CalendarField.WeekOfYear) : 1L;
        var dayOfWeek = IsSet(CalendarField.DayOfWeek) ? Value(CalendarField.DayOfWeek) : 1;
        if (dayOfWeek is < 1 or > 7)
        {
            if (dayOfWeek >= 8)
            {
                dayOfWeek--;
                week += dayOfWeek / 7;
                dayOfWeek = dayOfWeek % 7 + 1;
            }
            else
            {
                var weeks = (7 - dayOfWeek) / 7;
                dayOfWeek += 7 * weeks;
                week -= weeks;
            }

            dayOfWeek = dayOfWeek % 7 + 1;
        }

        var start = new JavaCalendarFields();
        start.Set(CalendarField.Year, Value(CalendarField.WeekYear));
        start.Set(CalendarField.WeekOfYear, 1);
        start.Set(CalendarField.DayOfWeek, 1);
        var date = new JavaCalendar((start.ToInstant() ?? 0) + (dayOfWeek - 1 + 7 * (week - 1)) * JavaCalendar.MillisecondsPerDay);
        Set(CalendarField.Era, 1);
        Set(CalendarField.Year, (int)date.Year);
        Set(CalendarField.Month, date.Month - 1);
        Set(CalendarField.DayOfMonth, date.DayOfMonth);
    }

    /// <summary>One number for each field.</summary>
    [InlineArray(17)]
    private struct Slots
    {
        private int _first;
    }

    /// <summary>Which fields tell the day.</summary>
    private enum DayFields
    {
        DayOfMonth,
        WeekOfMonth,
        DayOfWeekInMonth,
        DayOfYear,
        WeekOfYear,
    }
}
