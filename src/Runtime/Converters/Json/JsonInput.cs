using System.Buffers;
using System.Text.Json;

namespace Connect.Runtime.Converters.Json;

/// <summary>
/// Reads the tokens of a JSON document in one pass over its bytes. Like Jackson as Kafka sets it up it takes zeros in front of numbers, and it ends with the first
/// value: what follows is not looked at.
/// </summary>
internal ref struct JsonInput(ReadOnlySpan<byte> json)
{
    // Jackson's limits.
    private const int MaxDepth = 1000;
    private const int MaxNumberLength = 1000;

    private static readonly SearchValues<byte> EndsPlainText =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (byte)c), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _json = json;
    private int _at;
    private int _depth;
    private Expect _expect;

    // Whether each open container is an object: the innermost 64 as bits, those around them in the stack.
    private ulong _objects;
    private Stack<ulong>? _outer;

    private enum Expect
    {
        Value,
        ValueOrEnd,
        NameOrEnd,
        CommaOrEnd,
    }

    public JsonTokenType TokenType { get; private set; }

    /// <summary>The text of a number, or of a name or string without its quotes and with its escapes.</summary>
    public ReadOnlySpan<byte> ValueSpan { get; private set; }

    public bool ValueIsEscaped { get; private set; }

    public int TokenStart { get; private set; }

    /// <summary>How many arrays and objects are open.</summary>
    public readonly int Depth => _depth;

    /// <summary>The place behind the token.</summary>
    public readonly int Consumed => _at;

    private readonly bool InObject => (_objects & 1) != 0;

    /// <summary>Goes to the next token; false behind the first value.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public bool Read()
    {
        if (_expect == Expect.CommaOrEnd && _depth == 0) return false;
        var c = SkipSpaces();
        switch (_expect)
        {
            case Expect.CommaOrEnd when c == ',':
                _at++;
                c = SkipSpaces();
                if (InObject) ReadName(c);
                else ReadValue(c);
                return true;
            case Expect.CommaOrEnd or Expect.ValueOrEnd or Expect.NameOrEnd when c == (InObject ? (byte)'}' : (byte)']'):
                Close();
                return true;
            case Expect.NameOrEnd:
                ReadName(c);
                return true;
            case Expect.Value or Expect.ValueOrEnd:
                ReadValue(c);
                return true;
            default:
                throw Unexpected();
        }
    }

    /// <summary>
    /// Goes to the next token if it is a string inside of an array, without escapes and without spaces in front of it or behind: the case that long lists of
    /// texts are made of. Nothing moves otherwise.
    /// </summary>
    public bool TryReadPlainText(out ReadOnlySpan<byte> text)
    {
        text = default;
        var at = _at;
        if (_expect == Expect.CommaOrEnd)
        {
            if (at >= _json.Length || _json[at] != ',') return false;
            at++;
        }

        if (InObject || _depth == 0 || at >= _json.Length || _json[at] != '"') return false;
        var rest = _json[(at + 1)..];
        var length = rest.IndexOfAny(EndsPlainText);
        if (length < 0 || rest[length] != '"') return false;
        text = rest[..length];
        _at = at + length + 2;
        _expect = Expect.CommaOrEnd;
        return true;
    }

    /// <summary>Goes to the last token of the value that starts here, or whose name this is.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public void Skip()
    {
        if (TokenType == JsonTokenType.PropertyName) Read();
        if (TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        for (var outside = _depth - 1; _depth > outside;) Read();
    }

    public readonly bool TextEquals(ReadOnlySpan<byte> text) => !ValueIsEscaped && ValueSpan.SequenceEqual(text);

    private byte SkipSpaces()
    {
        var json = _json;
        while (_at < json.Length)
        {
            var c = json[_at];
            if (c > ' ') return c;
            if (c is not ((byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')) throw Unexpected();
            _at++;
        }

        throw new JsonException("The document ends in the middle of a value");
    }

    private void ReadName(byte c)
    {
        if (c != '"') throw Unexpected();
        ReadText();
        TokenType = JsonTokenType.PropertyName;
        if (SkipSpaces() != ':') throw Unexpected();
        _at++;
        _expect = Expect.Value;
    }

    private void ReadValue(byte c)
    {
        TokenStart = _at;
        _expect = Expect.CommaOrEnd;
        switch (c)
        {
            case (byte)'"':
                ReadText();
                TokenType = JsonTokenType.String;
                break;
            case (byte)'{': Open(true); break;
            case (byte)'[': Open(false); break;
            case (byte)'t': ReadLiteral("true"u8, JsonTokenType.True); break;
            case (byte)'f': ReadLiteral("false"u8, JsonTokenType.False); break;
            case (byte)'n': ReadLiteral("null"u8, JsonTokenType.Null); break;
            default: ReadNumber(); break;
        }
    }

    private void Open(bool isObject)
    {
        if (++_depth > MaxDepth) throw new JsonException($"The document is nested deeper than {MaxDepth}");
        if (_depth % 64 == 0) (_outer ??= new Stack<ulong>()).Push(_objects);
        _objects = (_objects << 1) | (isObject ? 1UL : 0);
        TokenType = isObject ? JsonTokenType.StartObject : JsonTokenType.StartArray;
        _expect = isObject ? Expect.NameOrEnd : Expect.ValueOrEnd;
        _at++;
    }

    private void Close()
    {
        TokenType = InObject ? JsonTokenType.EndObject : JsonTokenType.EndArray;
        _objects = _depth % 64 == 0 ? _outer!.Pop() : _objects >> 1;
        _depth--;
        _expect = Expect.CommaOrEnd;
        _at++;
    }

    private void ReadText()
    {
        var start = ++_at;
        ValueIsEscaped = false;
        while (true)
        {
            var length = _json[_at..].IndexOfAny(EndsPlainText);
            if (length < 0) throw new JsonException("The document ends in the middle of a string");
            _at += length;
            switch (_json[_at])
            {
                case (byte)'"':
                    ValueSpan = _json[start.._at];
                    _at++;
                    return;
                case (byte)'\\':
                    ValueIsEscaped = true;
                    SkipEscape();
                    break;
                default:
                    throw Unexpected();
            }
        }
    }

    private void SkipEscape()
    {
        var rest = _json[(_at + 1)..];
        if (rest is [(byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t', ..])
        {
            _at += 2;
            return;
        }

        if (rest.Length < 5 || rest[0] != 'u') throw Unexpected();
        for (var i = 1; i < 5; i++)
        {
            if (!char.IsAsciiHexDigit((char)rest[i])) throw Unexpected();
        }

        _at += 6;
    }

    private void ReadLiteral(ReadOnlySpan<byte> literal, JsonTokenType type)
    {
        if (!_json[_at..].StartsWith(literal)) throw Unexpected();
        _at += literal.Length;
        TokenType = type;
        CheckDelimiter();
    }

    private void ReadNumber()
    {
        var start = _at;
        if (_json[_at] == '-') _at++;
        ReadDigits();
        if (_at < _json.Length && _json[_at] == '.')
        {
            _at++;
            ReadDigits();
        }

        if (_at < _json.Length && _json[_at] is (byte)'e' or (byte)'E')
        {
            _at++;
            if (_at < _json.Length && _json[_at] is (byte)'+' or (byte)'-') _at++;
            ReadDigits();
        }

        CheckDelimiter();
        if (_at - start > MaxNumberLength) throw new JsonException($"A number is longer than {MaxNumberLength}");
        ValueSpan = _json[start.._at];
        TokenType = JsonTokenType.Number;
    }

    private void ReadDigits()
    {
        var start = _at;
        while (_at < _json.Length && _json[_at] is >= (byte)'0' and <= (byte)'9') _at++;
        if (_at == start) throw Unexpected();
    }

    private readonly void CheckDelimiter()
    {
        if (_at < _json.Length && _json[_at] is not ((byte)',' or (byte)']' or (byte)'}' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')) throw Unexpected();
    }

    private readonly JsonException Unexpected() => _at < _json.Length
        ? new JsonException($"Unexpected byte 0x{_json[_at]:X2} at {_at}")
        : new JsonException("The document ends in the middle of a value");
}
