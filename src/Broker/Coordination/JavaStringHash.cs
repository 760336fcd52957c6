namespace Connect.Broker.Coordination;

/// <summary>Java's String.hashCode, by which Kafka chooses the partition of an internal topic; tools that look into those topics rely on it.</summary>
internal static class JavaStringHash
{
    public static int Of(string text)
    {
        var hash = 0;
        foreach (var unit in text) hash = unchecked((hash * 31) + unit);
        return hash;
    }

    /// <summary>The partition among <paramref name="count"/> that owns the id.</summary>
    public static int Partition(string id, int count)
    {
        var hash = Of(id);
        return (hash == int.MinValue ? 0 : Math.Abs(hash)) % count;
    }
}
