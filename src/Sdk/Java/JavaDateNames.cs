namespace Connect.Sdk.Java;

/// <summary>The names that Java's date formats print and read in English.</summary>
internal static class JavaDateNames
{
    public static string[] Eras { get; } = ["BC", "AD"];

    public static string[] AmPm { get; } = ["AM", "PM"];

    public static string[] Months { get; } =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public static string[] ShortMonths { get; } = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static string[] Days { get; } = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    public static string[] ShortDays { get; } = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    /// <summary>Names of zones that people write in texts, with their distance from UTC in minutes.</summary>
    public static (string Name, int Minutes)[] Zones { get; } =
    [
        ("Coordinated Universal Time", 0), ("UTC", 0), ("Greenwich Mean Time", 0), ("GMT", 0), ("UCT", 0),
        ("Eastern Standard Time", -300), ("EST", -300), ("Eastern Daylight Time", -240), ("EDT", -240),
        ("Central Standard Time", -360), ("CST", -360), ("Central Daylight Time", -300), ("CDT", -300),
        ("Mountain Standard Time", -420), ("MST", -420), ("Mountain Daylight Time", -360), ("MDT", -360),
        ("Pacific Standard Time", -480), ("PST", -480), ("Pacific Daylight Time", -420), ("PDT", -420),
        ("Alaska Standard Time", -540), ("AKST", -540), ("Alaska Daylight Time", -480), ("AKDT", -480),
        ("Hawaii-Aleutian Standard Time", -600), ("HST", -600),
        ("Western European Standard Time", 0), ("WET", 0), ("Western European Summer Time", 60), ("WEST", 60),
        ("Central European Standard Time", 60), ("CET", 60), ("Central European Summer Time", 120), ("CEST", 120),
        ("Eastern European Standard Time", 120), ("EET", 120), ("Eastern European Summer Time", 180), ("EEST", 180),
        ("British Summer Time", 60), ("BST", 60), ("Moscow Standard Time", 180), ("MSK", 180),
        ("India Standard Time", 330), ("IST", 330), ("China Standard Time", 480), ("Japan Standard Time", 540), ("JST", 540),
        ("Korean Standard Time", 540), ("KST", 540), ("Australian Eastern Standard Time", 600), ("AEST", 600),
    ];

    /// <summary>The longest of the names that the text has at a place, whatever its case; -1 if it has none.</summary>
    public static int Match(string text, int start, ReadOnlySpan<string> names)
    {
        var best = -1;
        for (var i = 0; i < names.Length; i++)
        {
            if ((best < 0 || names[i].Length > names[best].Length) && At(text, start, names[i])) best = i;
        }

        return best;
    }

    public static bool At(string text, int start, string name) =>
        start <= text.Length && text.AsSpan(start).StartsWith(name, StringComparison.OrdinalIgnoreCase);
}
