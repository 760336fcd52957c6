using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using Connect.Sdk.Data;

namespace Connect.Sdk.Java;

/// <summary>Prints values as Java's <c>toString</c> does, which shows in messages and in transforms that make strings.</summary>
internal static class JavaText
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => text,
        bool truth => truth ? "true" : "false",
        sbyte or short or int or long or BigInteger => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        double number => JavaFloatingPoint.ToText(number),
        float number => JavaFloatingPoint.ToText(number),
        IReadOnlyDictionary<string, string> or IDictionary or IList => Appended(value),
        ReadOnlyMemory<byte> bytes => Buffer(bytes.Length),
        _ => value.ToString() ?? "",
    };

    public static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case byte[] bytes:
                // Java prints an address here; nobody can rely on it.
                text.Append("[B@").Append((bytes.Length * 31 + 1).ToString("x", CultureInfo.InvariantCulture));
                break;
            case IReadOnlyDictionary<string, string> map:
                AppendAll(text, '{', '}', map, static (text, pair) => text.Append(pair.Key).Append('=').Append(pair.Value));
                break;
            case IDictionary map:
                AppendMap(text, map);
                break;
            case IList list:
                AppendAll(text, '[', ']', list.Cast<object?>(), static (text, element) => Append(text, element));
                break;
            default:
                text.Append(Of(value));
                break;
        }
    }

    private static string Appended(object value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static string Buffer(int length) => $"java.nio.HeapByteBuffer[pos=0 lim={length} cap={length}]";

    private static void AppendMap(StringBuilder text, IDictionary map)
    {
        text.Append('{');
        var entries = map.GetEnumerator();
        for (var first = true; entries.MoveNext(); first = false)
        {
            if (!first) text.Append(", ");
            Append(text, ConnectMap.KeyOf(entries));
            text.Append('=');
            Append(text, entries.Value);
        }

        text.Append('}');
    }

    private static void AppendAll<T>(StringBuilder text, char open, char close, IEnumerable<T> elements, Action<StringBuilder, T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var element in elements)
        {
            if (!first) text.Append(", ");
            first = false;
            append(text, element);
        }

        text.Append(close);
    }
}
