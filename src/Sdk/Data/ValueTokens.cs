namespace Connect.Sdk.Data;

/// <summary>
/// The tokens of a text: each of <c>: , { } [ ] "</c> is one unless a backslash stands before it, and so is what lies between them. One token can be
/// looked at before it is taken, and the reader can go back.
/// </summary>
internal sealed class ValueTokens(string original)
{
    private int _at;
    private string? _next;

    public string Original => original;

    public string? Previous { get; private set; }

    public bool HasNext => _next is not null || _at < original.Length;

    /// <summary>The place of the next token.</summary>
    public int Mark => _at - (_next?.Length ?? 0);

    public int Position => _at;

    public void RewindTo(int mark)
    {
        _at = mark;
        _next = null;
        Previous = null;
    }

    public string Next()
    {
        Previous = _next ?? Consume();
        _next = null;
        return Previous;
    }

    /// <summary>The text of several tokens; null, and nothing is taken, if there are fewer.</summary>
    public string? Next(int count)
    {
        var start = Mark;
        for (var i = 0; i < count; i++)
        {
            if (!HasNext)
            {
                RewindTo(start);
                return null;
            }

            Next();
        }

        return original[start.._at];
    }

    /// <summary>Takes the next token if it is this one; blank tokens before it are skipped, whether or not it is.</summary>
    public bool CanConsume(string expected)
    {
        if (_next is null)
        {
            if (!HasNext) return false;
            _next = Consume();
        }

        while (Java.JavaStrings.IsBlank(_next) && _at < original.Length) _next = Consume();
        if (!Java.JavaStrings.JavaTrim(_next).Equals(expected, StringComparison.Ordinal)) return false;
        _next = null;
        return true;
    }

    private string Consume()
    {
        var start = _at;
        var escaped = false;
        for (; _at < original.Length; _at++)
        {
            switch (original[_at])
            {
                case '\\':
                    escaped = !escaped;
                    break;
                case ':' or ',' or '{' or '}' or '[' or ']' or '"' when !escaped:
                    if (start == _at) _at++;
                    return original[start.._at];
                default:
                    escaped = false;
                    break;
            }
        }

        return original[start..];
    }
}
