using System.Numerics;
using System.Text;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Sdk.Data;

/// <summary>Reads the value that a text stands for. Arrays and maps may hold each other to a depth that the stack bears.</summary>
internal sealed class ValueParser
{
    // Java's parser overflows its stack somewhere beyond; here such a text is a string.
    private const int MaxDepth = 500;

    private static readonly SchemaAndValue True = new(Schema.Boolean, true);
    private static readonly SchemaAndValue False = new(Schema.Boolean, false);

    private readonly ValueTokens _tokens;
    private int _depth;

    private ValueParser(string text) => _tokens = new ValueTokens(text);

    public static SchemaAndValue Parse(string? text)
    {
        if (text is null) return SchemaAndValue.Null;
        if (text.Length == 0) return new SchemaAndValue(Schema.String, text);
        return new ValueParser(text).Parse(embedded: false) ?? SchemaAndValue.Null;
    }

    /// <summary>The next value; null if it is the word null, or if there is nothing more.</summary>
    private SchemaAndValue? Parse(bool embedded)
    {
        if (!_tokens.HasNext) return null;
        if (embedded && _tokens.CanConsume("\"")) return ParseQuoted();
        if (IsLiteral(embedded, "null")) return null;
        if (IsLiteral(embedded, "true")) return True;
        if (IsLiteral(embedded, "false")) return False;
        var start = _tokens.Mark;
        try
        {
            if (_tokens.CanConsume("[")) return Deeper(ParseArray);
            if (_tokens.CanConsume("{")) return Deeper(ParseMap);
        }
        catch (DataException)
        {
            _tokens.RewindTo(start);
        }

        var token = _tokens.Next();
        return JavaStrings.IsBlank(token) ? new SchemaAndValue(Schema.String, token) : ParseToken(embedded, token.JavaTrim());
    }

    private bool IsLiteral(bool embedded, string literal)
    {
        var start = _tokens.Mark;
        if (_tokens.CanConsume(literal) && (embedded || !_tokens.HasNext)) return true;
        _tokens.RewindTo(start);
        return false;
    }

    private SchemaAndValue Deeper(Func<SchemaAndValue> parse)
    {
        if (++_depth > MaxDepth) throw new DataException("Arrays and maps are nested too deeply");
        try
        {
            return parse();
        }
        finally
        {
            _depth--;
        }
    }

    private SchemaAndValue ParseToken(bool embedded, string token)
    {
        var startsWithDigit = char.IsDigit(token[0]);
        if (startsWithDigit && ParseTemporal(token) is { } temporal) return temporal;
        if ((startsWithDigit || token[0] is '+' or '-') && ParseNumber(token) is { } number) return number;
        if (embedded) throw new DataException("Failed to parse embedded value");
        return new SchemaAndValue(Schema.String, _tokens.Original);
    }

    /// <summary>Times hold colons, so they are five tokens.</summary>
    private SchemaAndValue? ParseTemporal(string token)
    {
        var start = _tokens.Mark;
        if (_tokens.Next(4) is { } rest && Values.TryParseTemporal(token + rest, out var result)) return result;
        _tokens.RewindTo(start);
        return Values.TryParseTemporal(token, out result) ? result : null;
    }

    private static SchemaAndValue? ParseNumber(string token)
    {
        if (!BigDecimal.TryParse(token, out var number)) return null;
        // A huge scale would make a number of that many digits below; it is far outside of 64 bits.
        if (number.Scale > -400 && number.Rescale(0) is { } whole && whole.Unscaled >= long.MinValue && whole.Unscaled <= long.MaxValue)
            return Smallest((long)whole.Unscaled);
        if (number.Unscaled == BigInteger.Zero) return Smallest(0);
        if (number.Scale != 0 && float.IsFinite(number.ToSingle())) return new SchemaAndValue(Schema.Float32, number.ToSingle());
        if (number.Scale != 0 && double.IsFinite(number.ToDouble())) return new SchemaAndValue(Schema.Float64, number.ToDouble());
        return new SchemaAndValue(DecimalType.Schema(number.Scale), number);
    }

    private static SchemaAndValue Smallest(long number) => number switch
    {
        >= sbyte.MinValue and <= sbyte.MaxValue => new SchemaAndValue(Schema.Int8, (sbyte)number),
        >= short.MinValue and <= short.MaxValue => new SchemaAndValue(Schema.Int16, (short)number),
        >= int.MinValue and <= int.MaxValue => new SchemaAndValue(Schema.Int32, (int)number),
        _ => new SchemaAndValue(Schema.Int64, number),
    };

    private SchemaAndValue ParseQuoted()
    {
        var text = new StringBuilder();
        while (_tokens.HasNext && !_tokens.CanConsume("\"")) text.Append(_tokens.Next());
        var content = text.ToString();
        return Values.TryParseTemporal(content, out var temporal) ? temporal : new SchemaAndValue(Schema.String, content);
    }

    private SchemaAndValue ParseArray()
    {
        var result = new List<object?>();
        var common = default(CommonSchema);
        while (_tokens.HasNext)
        {
            if (_tokens.CanConsume("]"))
            {
                if (common.Schema is not { } element) return new SchemaAndValue(new SchemaBuilder(SchemaType.Array).Build(), result);
                for (var i = 0; i < result.Count; i++) result[i] = ElementConversion.Convert(element, result[i]);
                return new SchemaAndValue(SchemaBuilder.Array(element).Build(), result);
            }

            if (_tokens.CanConsume(",")) throw new DataException($"Unable to parse an empty array element: {_tokens.Original}");
            var value = Parse(embedded: true);
            common.Add(value?.Schema);
            result.Add(value?.Value);
            var mark = _tokens.Mark;
            if (_tokens.CanConsume("]")) _tokens.RewindTo(mark);
            else if (!_tokens.CanConsume(",")) throw new DataException("Array elements missing ',' delimiter");
        }

        throw new DataException(_tokens.Previous == ","
            ? $"Array is missing element after ',': {_tokens.Original}"
            : $"Array is missing terminating ']': {_tokens.Original}");
    }

    private SchemaAndValue ParseMap()
    {
        var result = new ConnectMap();
        CommonSchema keys = default, values = default;
        while (_tokens.HasNext)
        {
            if (_tokens.CanConsume("}")) return MapOf(result, keys.Schema, values.Schema);
            if (_tokens.CanConsume(",")) throw new DataException($"Unable to parse a map entry with no key or value: {_tokens.Original}");
            var key = Parse(embedded: true);
            if (key?.Value is null) throw new DataException($"Map entry may not have a null key: {_tokens.Original}");
            if (!_tokens.CanConsume(":"))
                throw new DataException($"Map entry is missing ':' at {_tokens.Position} in {_tokens.Original}");
            var value = Parse(embedded: true);
            result[key.Value.Value] = value?.Value;
            _tokens.CanConsume(",");
            keys.Add(key.Value.Schema);
            values.Add(value?.Schema);
        }

        throw new DataException(_tokens.Previous == ","
            ? $"Map is missing element after ',': {_tokens.Original}"
            : $"Map is missing terminating '}}': {_tokens.Original}");
    }

    private static SchemaAndValue MapOf(ConnectMap parsed, Schema? key, Schema? value)
    {
        if (key is null) return new SchemaAndValue(new SchemaBuilder(SchemaType.Map).Build(), parsed);
        var result = new ConnectMap(parsed.Count);
        var entries = parsed.GetEnumerator();
        while (entries.MoveNext())
        {
            result[ElementConversion.Convert(key, ConnectMap.KeyOf(entries))] =
                value is null ? entries.Value : ElementConversion.Convert(value, entries.Value);
        }

        return new SchemaAndValue(new SchemaBuilder(SchemaType.Map, key, value).Build(), result);
    }
}
