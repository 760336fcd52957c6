using Connect.Grains.Storage.Standalone;
using CsCheck;

namespace Connect.Grains.Tests.Storage;

public sealed class JavaOffsetsFileTests
{
    /// <summary>As the JDK serializes a HashMap with one entry of two byte arrays.</summary>
    private const string ByJava =
        "ACED0005737200116A6176612E7574696C2E486173684D61700507DAC1C31660D103000246000A6C6F6164466163746F724900097468726573686F6C6478703F4000000000000C"
        + "770800000010000000017572" + "00025B42ACF317F8060854E0020000787000000003" + "6B6579" + "7571007E0002" + "00000005" + "76616C7565" + "78";

    [Fact]
    public void What_Java_writes_is_read_and_written_the_same()
    {
        var bytes = Convert.FromHexString(ByJava);
        var offsets = JavaOffsetsFile.Read(bytes);
        Assert.Equal([new("key", "value")], offsets);
        Assert.Equal(bytes, JavaOffsetsFile.Write(offsets));
    }

    [Fact]
    public void What_is_written_is_read() => Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 0, 20], Gen.String[Gen.Char["añ☃{}\""], 0, 20])[0, 30].Sample(offsets =>
        Assert.Equal(offsets.OrderBy(p => p.Key, StringComparer.Ordinal), JavaOffsetsFile.Read(JavaOffsetsFile.Write(offsets)).OrderBy(p => p.Key, StringComparer.Ordinal)));

    [Fact]
    public void Anything_else_is_refused() => Gen.Byte.Array[1, 200].Sample(bytes => Assert.Throws<InvalidDataException>(() => JavaOffsetsFile.Read(bytes)));

    [Fact]
    public void A_file_that_is_cut_off_is_refused()
    {
        var bytes = Convert.FromHexString(ByJava);
        for (var length = 1; length < bytes.Length - 1; length++)
        {
            var cut = bytes[..length];
            Assert.Throws<InvalidDataException>(() => JavaOffsetsFile.Read(cut));
        }
    }

    [Fact]
    public void An_empty_file_has_no_offsets() => Assert.Empty(JavaOffsetsFile.Read([]));
}
