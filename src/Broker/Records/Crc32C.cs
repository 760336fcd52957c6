using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Connect.Broker.Records;

/// <summary>
/// CRC-32C (Castagnoli), by the processor's instruction where it has one. The instruction has a latency of three cycles and a throughput of
/// one, so long input is taken as three streams side by side; their sums are joined by multiplying with a power of x, from tables.
/// </summary>
internal static class Crc32C
{
    private const uint Polynomial = 0x82F63B78;
    private const int LongStream = 4096;
    private const int ShortStream = 256;

    public static uint Compute(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The sum of what <paramref name="sum"/> is the sum of, followed by <paramref name="bytes"/>.</summary>
    public static uint Append(uint sum, ReadOnlySpan<byte> bytes) => ~Update(~sum, bytes);

    private static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        if (!BitConverter.IsLittleEndian) return UpdateBytes(crc, bytes);
        while (bytes.Length >= 3 * LongStream)
        {
            crc = UpdateStreams(crc, bytes, LongStream, Shifts.Long);
            bytes = bytes[(3 * LongStream)..];
        }

        while (bytes.Length >= 3 * ShortStream)
        {
            crc = UpdateStreams(crc, bytes, ShortStream, Shifts.Short);
            bytes = bytes[(3 * ShortStream)..];
        }

        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        return UpdateBytes(crc, bytes);
    }

    private static uint UpdateBytes(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return crc;
    }

    private static uint UpdateStreams(uint crc, ReadOnlySpan<byte> bytes, int length, uint[] shift)
    {
        ref var first = ref MemoryMarshal.GetReference(bytes[..(3 * length)]);
        uint a = crc, b = 0, c = 0;
        for (var i = 0; i < length; i += sizeof(ulong))
        {
            a = BitOperations.Crc32C(a, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, i)));
            b = BitOperations.Crc32C(b, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, i + length)));
            c = BitOperations.Crc32C(c, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, i + 2 * length)));
        }

        return Shift(Shift(a, shift) ^ b, shift) ^ c;
    }

    private static uint Shift(uint crc, uint[] table) =>
        table[crc & 0xFF] ^ table[256 + (crc >> 8 & 0xFF)] ^ table[512 + (crc >> 16 & 0xFF)] ^ table[768 + (crc >> 24)];

    /// <summary>What so many zero bytes do to a sum, for each value of each of its four bytes.</summary>
    private static class Shifts
    {
        public static readonly uint[] Short = Table(ShortStream);
        public static readonly uint[] Long = Table(LongStream);

        private static uint[] Table(int zeros)
        {
            // Appending zeros is linear over GF(2): a matrix of 32 columns, squared until it stands for as many bits (a power of two).
            Span<uint> matrix = stackalloc uint[32];
            Span<uint> square = stackalloc uint[32];
            matrix[0] = Polynomial;
            for (var i = 1; i < 32; i++) matrix[i] = 1u << (i - 1);
            for (var bits = 1; bits < zeros * 8; bits *= 2)
            {
                for (var i = 0; i < 32; i++) square[i] = Multiply(matrix, matrix[i]);
                square.CopyTo(matrix);
            }

            var table = new uint[1024];
            for (var b = 0; b < 4; b++)
                for (var value = 0u; value < 256; value++)
                    table[b * 256 + value] = Multiply(matrix, value << (8 * b));
            return table;
        }

        private static uint Multiply(ReadOnlySpan<uint> matrix, uint vector)
        {
            var sum = 0u;
            for (var i = 0; vector != 0; i++, vector >>= 1)
                if ((vector & 1) != 0) sum ^= matrix[i];
            return sum;
        }
    }
}
