using System.Globalization;
using System.Text;
using Connect.Sdk.Java;

namespace Connect.Sdk.Tests.Java;

/// <summary>Against what the JDK printed and read; <c>recorded/Record.java</c> made the files.</summary>
public sealed class RecordedTests
{
    [Fact]
    public void Doubles_print_as_in_java() => Check("doubles.txt", line =>
    {
        var (bits, text) = Split(line, ' ');
        var value = BitConverter.Int64BitsToDouble(long.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return (JavaFloatingPoint.ToText(value), text);
    });

    [Fact]
    public void Floats_print_as_in_java() => Check("floats.txt", line =>
    {
        var (bits, text) = Split(line, ' ');
        var value = BitConverter.Int32BitsToSingle(int.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return (JavaFloatingPoint.ToText(value), text);
    });

    [Fact]
    public void Dates_print_as_in_java() => Check("dates.txt", line =>
    {
        var parts = line.Split('\t');
        return (new JavaDateFormat(parts[1]).Format(long.Parse(parts[0], CultureInfo.InvariantCulture)), parts[2]);
    });

    [Fact]
    public void Dates_are_read_as_in_java() => Check("parsed-dates.txt", line =>
    {
        var parts = line.Split('\t');
        var read = new JavaDateFormat(parts[0]).TryParse(parts[1], At1970Plus80.Clock, out var milliseconds);
        return (read ? milliseconds.ToString(CultureInfo.InvariantCulture) : "-", parts[2]);
    });

    private static (string, string) Split(string line, char at) => (line[..line.IndexOf(at)], line[(line.IndexOf(at) + 1)..]);

    private static void Check(string file, Func<string, (string Actual, string Expected)> run)
    {
        var (lines, wrong) = (0, 0);
        var differences = new StringBuilder();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Java", "recorded", file)))
        {
            lines++;
            var (actual, expected) = run(line);
            if (actual != expected && ++wrong <= 20) differences.AppendLine(CultureInfo.InvariantCulture, $"{line} -> {actual}");
        }

        Assert.True(lines > 1000);
        Assert.True(wrong == 0, $"{wrong} of {lines} differ:\n{differences}");
    }

    /// <summary>Years of two digits lie in the hundred years that start 80 years ago; the recording says from 1970 on.</summary>
    private sealed class At1970Plus80 : TimeProvider
    {
        public static At1970Plus80 Clock { get; } = new();

        public override DateTimeOffset GetUtcNow() => new(2050, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
