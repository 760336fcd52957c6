using System.Text;

namespace Connect.Sdk.Java;

/// <summary>
/// Puts a Java pattern into .NET's syntax: quoting with \Q…\E, possessive quantifiers, intersections and unions of classes, POSIX classes, and the classes that mean
/// ASCII in Java.
/// </summary>
internal sealed class JavaRegexTranslator
{
    private const string Digit = "0-9";
    private const string Word = "a-zA-Z0-9_";
    private const string Space = @" \t\n\x0B\f\r";
    private const string Horizontal = @" \xA0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000\t";
    private const string Vertical = @"\n\x0B\f\r\x85\u2028\u2029";
    private const string LineEnds = @"\n\r\u0085\u2028\u2029";

    private readonly string _pattern;
    private readonly StringBuilder _result = new();
    private int _at;

    private JavaRegexTranslator(string pattern) => _pattern = pattern;

    public static string Translate(string pattern) => new JavaRegexTranslator(pattern).All();

    private string All()
    {
        // Where the group or the character began that a quantifier would repeat.
        var groups = new Stack<int>();
        var atom = 0;
        while (_at < _pattern.Length)
        {
            var c = _pattern[_at];
            switch (c)
            {
                case '\\':
                    atom = _result.Length;
                    Escape();
                    break;
                case '[':
                    atom = _result.Length;
                    _at++;
                    _result.Append('[').Append(Class(out var negated)).Append(']');
                    if (negated) _result.Insert(atom + 1, '^');
                    break;
                case '(':
                    if (_pattern.AsSpan(_at).StartsWith("(?<") && _at + 3 < _pattern.Length && char.IsAsciiDigit(_pattern[_at + 3]))
                        throw new ArgumentException($"capturing group name does not start with a Latin letter near index {_at + 3}");
                    groups.Push(_result.Length);
                    _result.Append(c);
                    _at++;
                    break;
                case ')':
                    atom = groups.TryPop(out var start) ? start : _result.Length;
                    _result.Append(c);
                    _at++;
                    break;
                case '.':
                    atom = _result.Length;
                    _result.Append("[^").Append(LineEnds).Append(']');
                    _at++;
                    break;
                case '*' or '+' or '?':
                    _at++;
                    Quantifier(atom, c.ToString());
                    break;
                case '{':
                    var braces = Braces();
                    Quantifier(atom, braces);
                    break;
                default:
                    atom = _result.Length;
                    _result.Append(c);
                    _at++;
                    break;
            }
        }

        return _result.ToString();
    }

    /// <summary>Java knows no brace that stands for itself.</summary>
    private string Braces()
    {
        var start = _at++;
        while (_at < _pattern.Length && (char.IsAsciiDigit(_pattern[_at]) || _pattern[_at] == ',')) _at++;
        var inner = _pattern[(start + 1).._at];
        if (_at == _pattern.Length || _pattern[_at] != '}' || inner.Length == 0 || inner[0] == ',' || inner.Count(c => c == ',') > 1)
            throw new ArgumentException($"Illegal repetition near index {start}");
        _at++;
        return $"{{{inner}}}";
    }

    private void Quantifier(int atom, string quantifier)
    {
        var isGroupMark = quantifier == "?" && _result.Length > 0 && _result[^1] == '(' && (_result.Length < 2 || _result[^2] != '\\');
        if (!isGroupMark && _at < _pattern.Length && _pattern[_at] == '+')
        {
            _at++;
            _result.Insert(atom, "(?>").Append(quantifier).Append(')');
            return;
        }

        _result.Append(quantifier);
    }

    private void Escape()
    {
        if (_at + 1 == _pattern.Length) throw new ArgumentException("Unexpected internal error near index " + _at);
        var c = _pattern[_at + 1];
        switch (c)
        {
            case 'Q':
                var end = _pattern.IndexOf("\\E", _at + 2, StringComparison.Ordinal);
                var quoted = end < 0 ? _pattern[(_at + 2)..] : _pattern[(_at + 2)..end];
                foreach (var q in quoted) AppendLiteral(_result, q);
                _at = end < 0 ? _pattern.Length : end + 2;
                return;
            case 'R':
                _result.Append($@"(?:\r\n|[{Vertical}])");
                _at += 2;
                return;
            case 'b' or 'B' or 'A' or 'z' or 'Z' or 'G' or 'k' or (>= '1' and <= '9'):
                _result.Append('\\').Append(c);
                _at += 2;
                return;
        }

        var set = EscapedSet(out var negated);
        _result.Append(negated ? "[^" : "[").Append(set).Append(']');
    }

    /// <summary>What an escape stands for, in the syntax inside of brackets.</summary>
    private string EscapedSet(out bool negated)
    {
        var c = _pattern[++_at];
        _at++;
        negated = c is 'D' or 'W' or 'S' or 'H' or 'V' or 'P';
        switch (c)
        {
            case 'd' or 'D': return Digit;
            case 'w' or 'W': return Word;
            case 's' or 'S': return Space;
            case 'h' or 'H': return Horizontal;
            case 'v' or 'V': return Vertical;
            case 'p' or 'P': return Property(ref negated);
            case 't' or 'n' or 'r' or 'f' or 'a' or 'e': return $"\\{c}";
            case 'x' when _at < _pattern.Length && _pattern[_at] == '{':
                var close = _pattern.IndexOf('}', _at);
                if (close < 0) throw new ArgumentException("Unclosed hexadecimal escape sequence");
                var code = Convert.ToInt32(_pattern[(_at + 1)..close], 16);
                _at = close + 1;
                return $"\\u{code:X4}";
            case 'x':
                return Hexadecimal('x', 2);
            case 'u':
                return Hexadecimal('u', 4);
            case '0':
                var digits = 0;
                while (digits < 3 && _at + digits < _pattern.Length && _pattern[_at + digits] is >= '0' and <= '7') digits++;
                if (digits == 0) throw new ArgumentException("Illegal octal escape sequence");
                var octal = Convert.ToInt32(_pattern.Substring(_at, digits), 8);
                _at += digits;
                return $"\\x{octal:X2}";
            case 'c' when _at < _pattern.Length:
                return $"\\c{_pattern[_at++]}";
            case >= 'a' and <= 'z' or >= 'A' and <= 'Z':
                throw new ArgumentException($"Illegal/unsupported escape sequence near index {_at - 1}");
            default:
                var literal = new StringBuilder();
                AppendLiteral(literal, c);
                return literal.ToString();
        }
    }

    private string Hexadecimal(char kind, int length)
    {
        if (_at + length > _pattern.Length || !_pattern.AsSpan(_at, length).ContainsOnlyHex()) throw new ArgumentException("Illegal hexadecimal escape sequence");
        var text = $"\\{kind}{_pattern.Substring(_at, length)}";
        _at += length;
        return text;
    }

    private string Property(ref bool negated)
    {
        string name;
        if (_at < _pattern.Length && _pattern[_at] == '{')
        {
            var close = _pattern.IndexOf('}', _at);
            if (close < 0) throw new ArgumentException("Unclosed character family");
            name = _pattern[(_at + 1)..close];
            _at = close + 1;
        }
        else
        {
            name = _at < _pattern.Length ? _pattern[_at++].ToString() : throw new ArgumentException("Unclosed character family");
        }

        var posix = name switch
        {
            "Lower" => "a-z",
            "Upper" => "A-Z",
            "ASCII" => @"\x00-\x7F",
            "Alpha" => "a-zA-Z",
            "Digit" => Digit,
            "Alnum" => "a-zA-Z0-9",
            "Punct" => @"!-/:-@\[-`{-~",
            "Graph" => "!-~",
            "Print" => " -~",
            "Blank" => @" \t",
            "Cntrl" => @"\x00-\x1F\x7F",
            "XDigit" => "0-9a-fA-F",
            "Space" => Space,
            "javaLowerCase" or "IsLowercase" => @"\p{Ll}",
            "javaUpperCase" or "IsUppercase" => @"\p{Lu}",
            "IsAlphabetic" or "L" or "IsL" or "IsLetter" => @"\p{L}",
            "IsDigit" => @"\p{Nd}",
            _ => null,
        };
        return posix ?? $@"\p{{{(name.StartsWith("Is", StringComparison.Ordinal) && name.Length <= 4 ? name[2..] : name)}}}";
    }

    /// <summary>The rest of a class after its bracket: unions flattened, an intersection as the subtraction of all that is not in the other set.</summary>
    private string Class(out bool negated)
    {
        negated = _at < _pattern.Length && _pattern[_at] == '^';
        if (negated) _at++;
        var body = new StringBuilder();
        var first = true;
        while (true)
        {
            if (_at >= _pattern.Length) throw new ArgumentException($"Unclosed character class near index {_pattern.Length - 1}");
            var c = _pattern[_at];
            if (c == ']' && !first)
            {
                _at++;
                return body.ToString();
            }

            first = false;
            if (c == '[')
            {
                _at++;
                var inner = Class(out var innerNegated);
                if (innerNegated) throw new ArgumentException("A union with a negated class is not supported");
                body.Append(inner);
            }
            else if (c == '&' && _at + 1 < _pattern.Length && _pattern[_at + 1] == '&')
            {
                _at += 2;
                return Intersection(body);
            }
            else if (c == '\\' && _at + 1 < _pattern.Length && _pattern[_at + 1] == 'Q')
            {
                var end = _pattern.IndexOf("\\E", _at, StringComparison.Ordinal);
                if (end < 0) throw new ArgumentException("Unclosed character class");
                foreach (var q in _pattern[(_at + 2)..end]) AppendLiteral(body, q);
                _at = end + 2;
            }
            else if (c == '\\')
            {
                if (_at + 1 == _pattern.Length) throw new ArgumentException("Unclosed character class");
                body.Append(ClassEscape());
            }
            else
            {
                body.Append(c);
                _at++;
            }
        }
    }

    private string ClassEscape()
    {
        var letter = _pattern[_at + 1];
        var set = EscapedSet(out var negated);
        if (!negated) return set;
        return letter switch
        {
            'D' => @"\x00-/:-\uFFFF",
            'W' => @"\x00-/:-@\[-^`{-\uFFFF",
            'S' => @"\x00-\x08\x0E-\x1F!-\uFFFF",
            'P' when set.StartsWith(@"\p", StringComparison.Ordinal) => @"\P" + set[2..],
            _ => throw new ArgumentException("A negated class inside of brackets is not supported"),
        };
    }

    private string Intersection(StringBuilder left)
    {
        string right;
        bool negated;
        if (_at < _pattern.Length && _pattern[_at] == '[')
        {
            _at++;
            right = Class(out negated);
            if (_at < _pattern.Length && _pattern[_at] == ']') _at++;
            else throw new ArgumentException("Only one intersection in a class is supported");
        }
        else
        {
            right = Class(out negated);
        }

        return $"{left}-[{(negated ? "" : "^")}{right}]";
    }

    private static void AppendLiteral(StringBuilder text, char c)
    {
        if (!char.IsLetterOrDigit(c) && c is > ' ' and < '\x7F') text.Append('\\');
        text.Append(c);
    }
}

file static class SpanExtensions
{
    public static bool ContainsOnlyHex(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c)) return false;
        }

        return true;
    }
}
