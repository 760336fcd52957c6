using System.Collections;

namespace Connect.Sdk.Data;

/// <summary>
/// Equality of values as Java's <c>deepEquals</c> has it: the class counts (an <see cref="int"/> never equals a <see cref="long"/>), NaN equals NaN,
/// 0.0 does not equal -0.0, lists, maps and bytes compare by content.
/// </summary>
internal sealed class ConnectEquality : IEqualityComparer<object>
{
    public static ConnectEquality Comparer { get; } = new();

    public static bool Equal(object? left, object? right)
    {
        if (ReferenceEquals(left, right)) return true;
        if (left is null || right is null) return false;
        return left switch
        {
            string text => right is string other && text == other,
            double number => right is double other && Same(number, other),
            float number => right is float other && Same(number, other),
            byte[] bytes => right is byte[] other && bytes.AsSpan().SequenceEqual(other),
            ReadOnlyMemory<byte> bytes => right is ReadOnlyMemory<byte> other && bytes.Span.SequenceEqual(other.Span),
            IDictionary map => right is IDictionary other && MapsEqual(map, other),
            IList list => right is IList other && right is not byte[] && ListsEqual(list, other),
            _ => left.Equals(right),
        };
    }

    public static int Hash(object? value)
    {
        switch (value)
        {
            case null: return 0;
            case byte[] bytes: return HashBytes(bytes);
            case ReadOnlyMemory<byte> bytes: return HashBytes(bytes.Span);
            case IDictionary map:
                // Order does not count.
                var sum = 0;
                var entries = map.GetEnumerator();
                while (entries.MoveNext()) sum += HashCode.Combine(Hash(ConnectMap.KeyOf(entries)), Hash(entries.Value));
                return sum;
            case IList list:
                var hash = new HashCode();
                foreach (var element in list) hash.Add(Hash(element));
                return hash.ToHashCode();
            default: return value.GetHashCode();
        }
    }

    bool IEqualityComparer<object>.Equals(object? x, object? y) => Equal(x, y);

    int IEqualityComparer<object>.GetHashCode(object obj) => Hash(obj);

    private static bool Same(double left, double right) =>
        double.IsNaN(left) ? double.IsNaN(right) : BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right);

    private static int HashBytes(ReadOnlySpan<byte> bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private static bool ListsEqual(IList left, IList right)
    {
        if (left.Count != right.Count) return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!Equal(left[i], right[i])) return false;
        }

        return true;
    }

    private static bool MapsEqual(IDictionary left, IDictionary right)
    {
        if (left.Count != right.Count) return false;
        var other = right as ConnectMap ?? new ConnectMap(right);
        var entries = left.GetEnumerator();
        while (entries.MoveNext())
        {
            if (!other.TryGetValue(ConnectMap.KeyOf(entries), out var value) || !Equal(entries.Value, value)) return false;
        }

        return true;
    }
}
