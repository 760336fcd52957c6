using System.Buffers;
using System.Buffers.Binary;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Runtime.Converters;

/// <summary>Numbers of one class in so many bytes, the highest first (<c>org.apache.kafka.connect.converters.NumberConverter</c>).</summary>
public abstract class NumberConverter<T> : BuiltInConverter
    where T : struct
{
    private readonly string _name;
    private readonly Schema _schema;
    private readonly int _size;

    private protected NumberConverter(string name, Schema schema, int size)
    {
        _name = name;
        _schema = schema;
        _size = size;
    }

    /// <inheritdoc/>
    public override bool Write(Schema? schema, object? value, IBufferWriter<byte> output)
    {
        if (value is null) return false;
        if (value is not T number) throw new DataException($"Failed to serialize to {_name} (was class {JavaNames.ClassOf(value)}): ");
        Put(output.GetSpan(_size), number);
        output.Advance(_size);
        return true;
    }

    /// <inheritdoc/>
    public override SchemaAndValue Read(ReadOnlySpan<byte> bytes) => bytes.Length == _size
        ? new SchemaAndValue(_schema, Get(bytes))
        : throw new DataException($"Failed to deserialize {_name}: ");

    /// <inheritdoc/>
    public override SchemaAndValue ReadNull() => new(_schema, null);

    private protected abstract void Put(Span<byte> bytes, T value);

    private protected abstract T Get(ReadOnlySpan<byte> bytes);
}

/// <summary>INT16 in two bytes (<c>org.apache.kafka.connect.converters.ShortConverter</c>).</summary>
public sealed class ShortConverter() : NumberConverter<short>("short", Schema.OptionalInt16, sizeof(short))
{
    private protected override void Put(Span<byte> bytes, short value) => BinaryPrimitives.WriteInt16BigEndian(bytes, value);

    private protected override short Get(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt16BigEndian(bytes);
}

/// <summary>INT32 in four bytes (<c>org.apache.kafka.connect.converters.IntegerConverter</c>).</summary>
public sealed class IntegerConverter() : NumberConverter<int>("integer", Schema.OptionalInt32, sizeof(int))
{
    private protected override void Put(Span<byte> bytes, int value) => BinaryPrimitives.WriteInt32BigEndian(bytes, value);

    private protected override int Get(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32BigEndian(bytes);
}

/// <summary>INT64 in eight bytes (<c>org.apache.kafka.connect.converters.LongConverter</c>).</summary>
public sealed class LongConverter() : NumberConverter<long>("long", Schema.OptionalInt64, sizeof(long))
{
    private protected override void Put(Span<byte> bytes, long value) => BinaryPrimitives.WriteInt64BigEndian(bytes, value);

    private protected override long Get(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64BigEndian(bytes);
}

/// <summary>FLOAT32 in four bytes (<c>org.apache.kafka.connect.converters.FloatConverter</c>).</summary>
public sealed class FloatConverter() : NumberConverter<float>("float", Schema.OptionalFloat32, sizeof(float))
{
    private protected override void Put(Span<byte> bytes, float value) => BinaryPrimitives.WriteSingleBigEndian(bytes, float.IsNaN(value) ? JavaNaN : value);

    private protected override float Get(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadSingleBigEndian(bytes);

    // Java knows one NaN when it writes bits.
    private static float JavaNaN => BitConverter.Int32BitsToSingle(0x7fc00000);
}

/// <summary>FLOAT64 in eight bytes (<c>org.apache.kafka.connect.converters.DoubleConverter</c>).</summary>
public sealed class DoubleConverter() : NumberConverter<double>("double", Schema.OptionalFloat64, sizeof(double))
{
    private protected override void Put(Span<byte> bytes, double value) => BinaryPrimitives.WriteDoubleBigEndian(bytes, double.IsNaN(value) ? JavaNaN : value);

    private protected override double Get(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadDoubleBigEndian(bytes);

    private static double JavaNaN => BitConverter.Int64BitsToDouble(0x7ff8000000000000);
}
