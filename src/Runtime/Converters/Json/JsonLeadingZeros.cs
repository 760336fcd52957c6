namespace Connect.Runtime.Converters.Json;

/// <summary>Takes zeros away that stand in front of numbers, which the standard forbids and Kafka's converter allows.</summary>
internal static class JsonLeadingZeros
{
    /// <summary>The document without them; null if it has none.</summary>
    public static byte[]? Remove(ReadOnlySpan<byte> json)
    {
        var result = new List<byte>(json.Length);
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (inString)
            {
                if (c == '\\' && i + 1 < json.Length) result.Add(json[i++]);
                else if (c == '"') inString = false;
            }
            else if (c == '"')
            {
                inString = true;
            }
            else if (c == '0' && i + 1 < json.Length && json[i + 1] is >= (byte)'0' and <= (byte)'9' && (i == 0 || json[i - 1] is not ((>= (byte)'0' and <= (byte)'9') or (byte)'.' or (byte)'e' or (byte)'E' or (byte)'+')) && !IsExponent(json, i))
            {
                while (i + 1 < json.Length && json[i] == '0' && json[i + 1] is >= (byte)'0' and <= (byte)'9') i++;
            }

            result.Add(json[i]);
        }

        return result.Count == json.Length ? null : [.. result];
    }

    private static bool IsExponent(ReadOnlySpan<byte> json, int at) => at > 1 && json[at - 1] == '-' && json[at - 2] is (byte)'e' or (byte)'E';
}
