namespace Connect.Sdk.Java;

/// <summary><c>java.util.Date.toString()</c> in UTC.</summary>
internal static class JavaDate
{
    private static readonly JavaDateFormat Format = new("EEE MMM dd HH:mm:ss zzz yyyy");

    public static string ToText(long epochMilliseconds) => Format.Format(epochMilliseconds);
}
