using System.Globalization;

namespace Connect.Runtime.Plugins;

/// <summary>A version, or ranges of versions, as Maven writes them (KIP-891): a version alone means that very one.</summary>
internal sealed class VersionRange
{
    private readonly List<(string Low, bool LowIncluded, string High, bool HighIncluded)> _ranges;
    private readonly string _text;

    private VersionRange(List<(string, bool, string, bool)> ranges, string text) => (_ranges, _text) = (ranges, text);

    /// <summary>The range of a text that is valid; null if every version will do.</summary>
    public static VersionRange? Parse(string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text) || text.Equals("latest", StringComparison.OrdinalIgnoreCase)) return null;
        if (text[0] is not ('[' or '(')) return new VersionRange([(text, true, text, true)], $"[{text},{text}]");
        var ranges = new List<(string, bool, string, bool)>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOfAny([')', ']'], start);
            if (end < 0) break;
            var parts = text[(start + 1)..end].Split(',', 2);
            ranges.Add((parts[0].Trim(), text[start] == '[', parts[^1].Trim(), text[end] == ']'));
            start = text.IndexOfAny(['[', '('], end);
            if (start < 0) break;
        }

        return new VersionRange(ranges, text);
    }

    public bool Contains(string? version) => version is not null && _ranges.Exists(r =>
        (r.Low.Length == 0 || IsIn(Compare(version, r.Low), r.LowIncluded)) && (r.High.Length == 0 || IsIn(-Compare(version, r.High), r.HighIncluded)));

    public override string ToString() => _text;

    private static bool IsIn(int side, bool included) => side > 0 || (included && side == 0);

    /// <summary>Numbers by their value, words by the alphabet; a version with a word more is the earlier one (1.0-rc before 1.0).</summary>
    private static int Compare(string one, string other)
    {
        var (first, second) = (one.Split('.', '-', '_'), other.Split('.', '-', '_'));
        for (var i = 0; i < Math.Max(first.Length, second.Length); i++)
        {
            var (a, b) = (i < first.Length ? first[i] : "0", i < second.Length ? second[i] : "0");
            var aIsNumber = long.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out var aNumber);
            var bIsNumber = long.TryParse(b, NumberStyles.None, CultureInfo.InvariantCulture, out var bNumber);
            var order = (aIsNumber, bIsNumber) switch
            {
                (true, true) => aNumber.CompareTo(bNumber),
                (true, false) => 1,
                (false, true) => -1,
                _ => string.Compare(a, b, StringComparison.OrdinalIgnoreCase),
            };
            if (order != 0) return order;
        }

        return 0;
    }
}
