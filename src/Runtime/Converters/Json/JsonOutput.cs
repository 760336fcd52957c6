using System.Buffers;
using System.Buffers.Text;
using System.Numerics;
using System.Text;
using System.Text.Unicode;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Runtime.Converters.Json;

/// <summary>
/// Writes JSON as Jackson does, straight into a buffer: characters beyond U+FFFF are two escapes, numbers are in Java's form. (The platform's writer
/// escapes other characters.) Call <see cref="Flush"/> at the end.
/// </summary>
internal ref struct JsonOutput(IBufferWriter<byte> buffer)
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (char)c), '"', '\\']);

    private Span<byte> _span = buffer.GetSpan(256);
    private int _used;

    public void Flush()
    {
        buffer.Advance(_used);
        _span = default;
        _used = 0;
    }

    public void Byte(byte value)
    {
        if (_used == _span.Length) Grow(1);
        _span[_used++] = value;
    }

    public void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        if (_span.Length - _used < bytes.Length) Grow(bytes.Length);
        bytes.CopyTo(_span[_used..]);
        _used += bytes.Length;
    }

    public void Ascii(scoped ReadOnlySpan<char> text)
    {
        if (_span.Length - _used < text.Length) Grow(text.Length);
        _used += Encoding.ASCII.GetBytes(text, _span[_used..]);
    }

    public void Number(long value)
    {
        if (_span.Length - _used < 20) Grow(20);
        Utf8Formatter.TryFormat(value, _span[_used..], out var written);
        _used += written;
    }

    public void Number(double value)
    {
        Span<char> text = stackalloc char[JavaFloatingPoint.MaxLength];
        Float(text[..JavaFloatingPoint.Format(value, text)], double.IsFinite(value));
    }

    public void Number(float value)
    {
        Span<char> text = stackalloc char[JavaFloatingPoint.MaxLength];
        Float(text[..JavaFloatingPoint.Format(value, text)], float.IsFinite(value));
    }

    public void Base64(scoped ReadOnlySpan<byte> bytes)
    {
        var length = System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length) + 2;
        if (_span.Length - _used < length) Grow(length);
        _span[_used++] = (byte)'"';
        System.Buffers.Text.Base64.EncodeToUtf8(bytes, _span[_used..], out _, out var written);
        _used += written;
        _span[_used++] = (byte)'"';
    }

    /// <exception cref="DataException">The text holds half of a surrogate pair.</exception>
    public void String(scoped ReadOnlySpan<char> text)
    {
        Byte((byte)'"');
        if (text.ContainsAnyInRange('\uD800', '\uDFFF')) WithSurrogates(text);
        else Escape(text);
        Byte((byte)'"');
    }

    private void Float(scoped ReadOnlySpan<char> text, bool finite)
    {
        if (!finite) Byte((byte)'"');
        Ascii(text);
        if (!finite) Byte((byte)'"');
    }

    private void WithSurrogates(scoped ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            Escape(text[..at]);
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
                throw new DataException("Converting Kafka Connect data to byte[] failed due to serialization error: ");
            Unicode(text[at]);
            Unicode(text[at + 1]);
            text = text[(at + 2)..];
        }

        Escape(text);
    }

    private void Escape(scoped ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Escaped) is >= 0 and var at)
        {
            Plain(text[..at]);
            var shortForm = text[at] switch
            {
                '"' => (byte)'"',
                '\\' => (byte)'\\',
                '\n' => (byte)'n',
                '\r' => (byte)'r',
                '\t' => (byte)'t',
                '\b' => (byte)'b',
                '\f' => (byte)'f',
                _ => (byte)0,
            };
            if (shortForm == 0) Unicode(text[at]);
            else Raw([(byte)'\\', shortForm]);
            text = text[(at + 1)..];
        }

        Plain(text);
    }

    private void Plain(scoped ReadOnlySpan<char> text)
    {
        // Nobody needs three times the size but texts that are not ASCII.
        if (_span.Length - _used < text.Length) Grow(text.Length);
        var status = Utf8.FromUtf16(text, _span[_used..], out var read, out var written);
        _used += written;
        if (status == OperationStatus.Done) return;
        text = text[read..];
        Grow(text.Length * 3);
        Utf8.FromUtf16(text, _span[_used..], out _, out written);
        _used += written;
    }

    private void Unicode(char character)
    {
        if (_span.Length - _used < 6) Grow(6);
        _span[_used++] = (byte)'\\';
        _span[_used++] = (byte)'u';
        for (var shift = 12; shift >= 0; shift -= 4) _span[_used++] = "0123456789ABCDEF"u8[(character >> shift) & 0xF];
    }

    private void Grow(int needed)
    {
        buffer.Advance(_used);
        _span = buffer.GetSpan((int)Math.Max((uint)needed, Math.Min(BitOperations.RoundUpToPowerOf2((uint)_used + 1) * 2, 1u << 16)));
        _used = 0;
    }
}
