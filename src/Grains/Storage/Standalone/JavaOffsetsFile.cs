using System.Buffers.Binary;
using System.Text;

namespace Connect.Grains.Storage.Standalone;

/// <summary>
/// The file of <c>offset.storage.file.filename</c> as Kafka Connect's standalone worker writes it: a Java <c>HashMap</c> of byte arrays, serialized.
/// </summary>
internal static class JavaOffsetsFile
{
    private const byte Null = 0x70;
    private const byte Reference = 0x71;
    private const byte ClassDescription = 0x72;
    private const byte Array = 0x75;
    private const byte BlockData = 0x77;
    private const byte End = 0x78;

    // The stream's header, and the description of java.util.HashMap with its two fields.
    private static readonly byte[] Head =
    [
        0xAC, 0xED, 0x00, 0x05, 0x73, ClassDescription, .. Text("java.util.HashMap"), 0x05, 0x07, 0xDA, 0xC1, 0xC3, 0x16, 0x60, 0xD1, 0x03, 0x00, 0x02,
        (byte)'F', .. Text("loadFactor"), (byte)'I', .. Text("threshold"), End, Null,
    ];

    private static readonly byte[] ByteArrayClass =
        [ClassDescription, .. Text("[B"), 0xAC, 0xF3, 0x17, 0xF8, 0x06, 0x08, 0x54, 0xE0, 0x02, 0x00, 0x00, End, Null];

    // The number of that description in the stream: behind those of the map's class and of the map.
    private static readonly byte[] ByteArrayReference = [Reference, 0x00, 0x7E, 0x00, 0x02];

    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static Dictionary<string, string> Read(ReadOnlySpan<byte> file)
    {
        var offsets = new Dictionary<string, string>(StringComparer.Ordinal);
        if (file.IsEmpty) return offsets;
        if (!file.StartsWith(Head)) throw NoOffsets();
        var at = Head.Length + 8;
        if (file.Length < at + 10 || file[at] != BlockData || file[at + 1] != 8) throw NoOffsets();
        var count = BinaryPrimitives.ReadInt32BigEndian(file[(at + 6)..]);
        at += 10;
        for (var i = 0; i < count; i++)
        {
            var key = ReadArray(file, ref at);
            var value = ReadArray(file, ref at);
            if (key is not null && value is not null) offsets[key] = value;
        }

        return offsets;
    }

    public static byte[] Write(IReadOnlyCollection<KeyValuePair<string, string>> offsets)
    {
        var capacity = 16;
        while (offsets.Count > capacity * 3 / 4) capacity *= 2;
        var output = new MemoryStream();
        output.Write(Head);
        output.Write([0x3F, 0x40, 0x00, 0x00]);
        WriteInt(output, capacity * 3 / 4);
        output.Write([BlockData, 8]);
        WriteInt(output, capacity);
        WriteInt(output, offsets.Count);
        var first = true;
        foreach (var (key, value) in offsets)
        {
            WriteArray(output, key, ref first);
            WriteArray(output, value, ref first);
        }

        output.WriteByte(End);
        return output.ToArray();
    }

    private static string? ReadArray(ReadOnlySpan<byte> file, ref int at)
    {
        if (at >= file.Length) throw NoOffsets();
        if (file[at] == Null)
        {
            at++;
            return null;
        }

        if (file[at++] != Array) throw NoOffsets();
        if (file[at..].StartsWith(ByteArrayClass)) at += ByteArrayClass.Length;
        else if (file[at..].StartsWith(ByteArrayReference)) at += ByteArrayReference.Length;
        else throw NoOffsets();
        if (file.Length < at + 4) throw NoOffsets();
        var length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
        at += 4;
        if (length < 0 || file.Length - at < length) throw NoOffsets();
        var text = Encoding.UTF8.GetString(file.Slice(at, length));
        at += length;
        return text;
    }

    private static void WriteArray(MemoryStream output, string text, ref bool first)
    {
        output.WriteByte(Array);
        output.Write(first ? ByteArrayClass : ByteArrayReference);
        first = false;
        var bytes = Encoding.UTF8.GetBytes(text);
        WriteInt(output, bytes.Length);
        output.Write(bytes);
    }

    private static void WriteInt(MemoryStream output, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        output.Write(bytes);
    }

    private static byte[] Text(string text) => [(byte)(text.Length >> 8), (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static InvalidDataException NoOffsets() => new("The file is none of a standalone worker's offsets");
}
