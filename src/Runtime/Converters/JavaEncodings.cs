using System.Text;

namespace Connect.Runtime.Converters;

/// <summary>Encodings by the names that Java gives them; what cannot be written becomes a question mark.</summary>
internal static class JavaEncodings
{
    private static readonly DecoderReplacementFallback Unknown = new("\uFFFD");

    public static Encoding Utf8 { get; } = Encoding.GetEncoding("utf-8", QuestionMark.Instance, Unknown);

    public static Encoding? Find(string name)
    {
        switch (name.ToUpperInvariant())
        {
            case "UTF-8" or "UTF8" or "UNICODE-1-1-UTF-8": return Utf8;
            case "UTF-16" or "UTF16" or "UNICODE" or "UTF_16": return new JavaUtf16();
            case "UTF-16BE" or "UTF_16BE" or "UNICODEBIGUNMARKED": return Encoding.BigEndianUnicode;
            case "UTF-16LE" or "UTF_16LE" or "UNICODELITTLEUNMARKED": return Encoding.Unicode;
            case "ISO8859_1" or "LATIN1" or "L1" or "8859_1": name = "iso-8859-1"; break;
            case "ASCII" or "US-ASCII" or "ISO646-US": name = "us-ascii"; break;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name, QuestionMark.Instance, Unknown)
                ?? Encoding.GetEncoding(name, QuestionMark.Instance, Unknown);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Java's UTF-16 writes big-endian with a mark in front, and reads by the mark.</summary>
    private sealed class JavaUtf16() : UnicodeEncoding(bigEndian: true, byteOrderMark: true)
    {
        public override byte[] GetBytes(string s) => s.Length == 0 ? [] : [0xFE, 0xFF, .. base.GetBytes(s)];

        public override int GetByteCount(ReadOnlySpan<char> chars) => chars.IsEmpty ? 0 : 2 + base.GetByteCount(chars);

        public override int GetBytes(ReadOnlySpan<char> chars, Span<byte> bytes)
        {
            if (chars.IsEmpty) return 0;
            bytes[0] = 0xFE;
            bytes[1] = 0xFF;
            return 2 + base.GetBytes(chars, bytes[2..]);
        }

        public override int GetMaxByteCount(int charCount) => 2 + base.GetMaxByteCount(charCount);

        public override string GetString(byte[] bytes) => Read(bytes);

        public override int GetCharCount(ReadOnlySpan<byte> bytes) => Read(bytes).Length;

        public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
        {
            var text = Read(bytes);
            text.CopyTo(chars);
            return text.Length;
        }

        private static string Read(ReadOnlySpan<byte> bytes) => bytes switch
        {
            [0xFE, 0xFF, .. var rest] => BigEndianUnicode.GetString(rest),
            [0xFF, 0xFE, .. var rest] => Unicode.GetString(rest),
            _ => BigEndianUnicode.GetString(bytes),
        };
    }

    /// <summary>One question mark for each character, whether it takes one or two places in a string.</summary>
    private sealed class QuestionMark : EncoderFallback
    {
        public static QuestionMark Instance { get; } = new();

        public override int MaxCharCount => 1;

        public override EncoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

        private sealed class Buffer : EncoderFallbackBuffer
        {
            private bool _pending;

            public override int Remaining => _pending ? 1 : 0;

            public override bool Fallback(char charUnknown, int index) => _pending = true;

            public override bool Fallback(char charUnknownHigh, char charUnknownLow, int index) => _pending = true;

            public override char GetNextChar()
            {
                if (!_pending) return '\0';
                _pending = false;
                return '?';
            }

            public override bool MovePrevious() => false;
        }
    }
}
