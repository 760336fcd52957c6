using Connect.Broker.Records;
using CsCheck;

namespace Connect.Broker.Tests.Records;

public class Crc32CTests
{
    [Fact]
    public void Gives_the_sums_of_rfc_3720()
    {
        Assert.Equal(0x8A9136AAu, Crc32C.Compute(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Compute(Enumerable.Repeat((byte)0xFF, 32).ToArray()));
        Assert.Equal(0x46DD794Eu, Crc32C.Compute(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()));
        Assert.Equal(0xE3069283u, Crc32C.Compute("123456789"u8));
        Assert.Equal(0u, Crc32C.Compute([]));
    }

    [Fact]
    public void Long_input_in_streams_gives_what_bit_by_bit_gives() =>
        Gen.Byte.Array[0, 40_000].Sample(bytes => Crc32C.Compute(bytes) == BitByBit(bytes), iter: 200);

    [Fact]
    public void A_sum_is_continued() =>
        Gen.Select(Gen.Byte.Array[0, 20_000], Gen.Int[0, 20_000]).Sample((bytes, at) =>
        {
            var cut = Math.Min(at, bytes.Length);
            return Crc32C.Append(Crc32C.Compute(bytes.AsSpan(0, cut)), bytes.AsSpan(cut)) == Crc32C.Compute(bytes);
        }, iter: 200);

    private static uint BitByBit(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0x82F63B78 : crc >> 1;
        }

        return ~crc;
    }
}
