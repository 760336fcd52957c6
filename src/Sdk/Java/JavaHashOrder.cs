namespace Connect.Sdk.Java;

/// <summary>The order in which a <c>java.util.HashMap</c> lists its keys, where users see it.</summary>
internal static class JavaHashOrder
{
    private const int SmallestTable = 16;

    /// <summary>Items in the order of a map that they are put into one after the other.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> items, Func<T, string> key)
    {
        var list = items.ToList();
        var size = SmallestTable;
        while (list.Count > size * 3 / 4) size *= 2;
        return list.OrderBy(i => Spread(key(i)) & (size - 1));
    }

    private static int Spread(string text)
    {
        var hash = 0;
        foreach (var c in text) hash = unchecked((31 * hash) + c);
        return hash ^ (int)((uint)hash >> 16);
    }
}
