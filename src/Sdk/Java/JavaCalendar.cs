namespace Connect.Sdk.Java;

/// <summary>
/// A point in time as fields of <c>GregorianCalendar</c> in UTC and the US locale: the Julian calendar before 15 October 1582, weeks that start on Sunday,
/// a first week of one day at least.
/// </summary>
internal readonly struct JavaCalendar
{
    public const long MillisecondsPerDay = 24 * 60 * 60 * 1000;

    /// <summary>15 October 1582, in days since 1970-01-01.</summary>
    public const long Cutover = -141427;

    public const int CutoverYear = 1582;

    private readonly long _day;
    private readonly int _millisecondOfDay;

    public JavaCalendar(long epochMilliseconds)
    {
        _day = FloorDivide(epochMilliseconds, MillisecondsPerDay);
        _millisecondOfDay = (int)(epochMilliseconds - _day * MillisecondsPerDay);
        (Year, Month, DayOfMonth) = FromDay(_day);
    }

    /// <summary>The year, with 0 for 1 BC.</summary>
    public long Year { get; }

    /// <summary>From 1.</summary>
    public int Month { get; }

    public int DayOfMonth { get; }

    public bool IsBeforeChrist => Year <= 0;

    public long YearOfEra => Year > 0 ? Year : 1 - Year;

    public int HourOfDay => _millisecondOfDay / 3_600_000;

    public int Minute => _millisecondOfDay / 60_000 % 60;

    public int Second => _millisecondOfDay / 1000 % 60;

    public int Millisecond => _millisecondOfDay % 1000;

    /// <summary>From 0, Sunday.</summary>
    public int DayOfWeek => (int)FloorModulo(_day + 4, 7);

    public int DayOfYear => (int)(_day - FirstDayOfYear(Year)) + 1;

    public int DayOfWeekInMonth => (int)(_day - FirstDayOfMonth) / 7 + 1;

    public int WeekOfMonth => WeekNumber(FirstDayOfMonth, _day);

    public int WeekOfYear => IsInFirstWeekOfNextYear ? 1 : WeekNumber(FirstDayOfYear(Year), _day);

    /// <summary>The year that the week belongs to; unlike <see cref="YearOfEra"/> it is 0 for 1 BC.</summary>
    public long WeekYear => IsInFirstWeekOfNextYear ? Year + 1 : Year;

    private bool IsInFirstWeekOfNextYear => _day >= OnOrBefore(FirstDayOfYear(Year + 1), 0);

    /// <summary>The month in which the calendars changed began in the old one.</summary>
    private long FirstDayOfMonth => Year == CutoverYear && Month == 10 ? ToDay(false, CutoverYear, 10, 1) : _day - DayOfMonth + 1;

    public static long ToDay(bool gregorian, long year, int month, int day)
    {
        // Years start in March here, so that the leap day is the last.
        if (month <= 2) year--;
        var dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        var days = year * 365 + FloorDivide(year, 4) + dayOfYear;
        return gregorian ? days - FloorDivide(year, 100) + FloorDivide(year, 400) - 719468 : days - 719470;
    }

    /// <summary>The last day that is of a day of the week (from 0, Sunday) and not after another.</summary>
    public static long OnOrBefore(long day, long dayOfWeek) => day - FloorModulo(day + 4 - dayOfWeek, 7);

    public static long FloorDivide(long value, long divisor) => value >= 0 ? value / divisor : (value + 1) / divisor - 1;

    public static long FloorModulo(long value, long divisor) => value - FloorDivide(value, divisor) * divisor;

    private static long FirstDayOfYear(long year) => ToDay(year > CutoverYear, year, 1, 1);

    private static int WeekNumber(long first, long day) => (int)((day - OnOrBefore(first, 0)) / 7) + 1;

    private static (long Year, int Month, int Day) FromDay(long day)
    {
        long year, dayOfYear;
        if (day >= Cutover)
        {
            day += 719468;
            var era = FloorDivide(day, 146097);
            var dayOfEra = day - era * 146097;
            var yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
            dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
            year = yearOfEra + era * 400;
        }
        else
        {
            day += 719470;
            var era = FloorDivide(day, 1461);
            var dayOfEra = day - era * 1461;
            var yearOfEra = (dayOfEra - dayOfEra / 1460) / 365;
            dayOfYear = dayOfEra - 365 * yearOfEra;
            year = yearOfEra + era * 4;
        }

        var month = (int)((5 * dayOfYear + 2) / 153);
        var dayOfMonth = (int)(dayOfYear - (153 * month + 2) / 5) + 1;
        month = month < 10 ? month + 3 : month - 9;
        return (month <= 2 ? year + 1 : year, month, dayOfMonth);
    }
}
