using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Connect.Runtime.Converters.Json;

/// <summary>Strings of JSON. As in Java, half of a surrogate pair may be escaped.</summary>
internal static class JsonTexts
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <exception cref="JsonException">The bytes are no UTF-8.</exception>
    public static string Read(ref JsonInput reader)
    {
        if (!reader.ValueIsEscaped) return Read(reader.ValueSpan);
        try
        {
            return Unescape(reader.ValueSpan);
        }
        catch (DecoderFallbackException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <summary>A text without escapes.</summary>
    /// <exception cref="JsonException">The bytes are no UTF-8.</exception>
    public static string Read(ReadOnlySpan<byte> bytes)
    {
        // One byte, one character: the length is known, and most texts are of this kind.
        if (Ascii.IsValid(bytes)) return string.Create(bytes.Length, bytes, static (text, ascii) => Ascii.ToUtf16(ascii, text, out _));
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    private static string Unescape(ReadOnlySpan<byte> escaped)
    {
        var text = new StringBuilder(escaped.Length);
        while (!escaped.IsEmpty)
        {
            var at = escaped.IndexOf((byte)'\\');
            if (at != 0)
            {
                var plain = at < 0 ? escaped : escaped[..at];
                text.Append(Strict.GetString(plain));
                escaped = escaped[plain.Length..];
                continue;
            }

            if (escaped[1] == 'u')
            {
                text.Append((char)ushort.Parse(escaped.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                escaped = escaped[6..];
                continue;
            }

            text.Append((char)escaped[1] switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\b',
                'f' => '\f',
                var other => other,
            });
            escaped = escaped[2..];
        }

        return text.ToString();
    }
}

/// <summary>Names of properties that come again and again, so that each is one string.</summary>
internal sealed class JsonNames
{
    private (byte[] Bytes, string Text)[]? _names;

    public string Read(ref JsonInput reader)
    {
        var bytes = reader.ValueSpan;
        if (reader.ValueIsEscaped || bytes.Length is 0 or > 64) return JsonTexts.Read(ref reader);
        _names ??= new (byte[], string)[256];
        ref var slot = ref _names[(bytes.Length * 31 + bytes[0] * 7 + bytes[^1] * 131 + bytes[bytes.Length / 2]) & 0xFF];
        if (slot.Bytes is null || !bytes.SequenceEqual(slot.Bytes)) slot = (bytes.ToArray(), JsonTexts.Read(ref reader));
        return slot.Text;
    }
}
