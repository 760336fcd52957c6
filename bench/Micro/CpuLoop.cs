using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Connect.Sdk.Records;

namespace Connect.Bench.Micro;

/// <summary>Runs each case on one thread and prints records per CPU-second of the whole process.</summary>
internal static class CpuLoop
{
    private static readonly string[] Sizes = ["200", "1k", "10k"];

    public static void Run()
    {
        foreach (var size in Sizes)
        {
            var count = size switch { "200" => 1_500_000, "1k" => 400_000, _ => 50_000 };
            foreach (var schemas in (bool[])[true, false])
            {
                var name = schemas ? "schemas" : "plain";
                var converter = Plugins.Json(schemas);
                var (schema, value) = schemas ? (Samples.Order, (object)Samples.Struct(size)) : (null, Samples.Map(size));
                var buffer = new ArrayBufferWriter<byte>(1 << 16);
                Measure($"json-write-{name}-{size}", count, () =>
                {
                    buffer.ResetWrittenCount();
                    converter.Write(schema, value, buffer);
                });
                var bytes = buffer.WrittenSpan.ToArray();
                Measure($"json-read-{name}-{size}", count, () => converter.Read(bytes));
            }

            var chain = Plugins.ChainOfFive();
            foreach (var (name, record) in (ReadOnlySpan<(string, SinkRecord)>)[("struct", Samples.StructRecord(size)), ("map", Samples.MapRecord(size))])
                Measure($"chain-of-five-{name}-{size}", size == "10k" ? 200_000 : 600_000, () => chain.Apply(record));
        }
    }

    /// <summary>Each transformation alone, to see where a chain spends its time.</summary>
    public static void RunEach()
    {
        foreach (var name in TransformationBenchmarks.Names)
        {
            var transformation = Plugins.Transformation(name, TransformationBenchmarks.SettingsOf(name));
            foreach (var (kind, record) in (ReadOnlySpan<(string, SinkRecord)>)[("struct", Samples.StructRecord("200")), ("map", Samples.MapRecord("200"))])
                Measure($"{name}-{kind}", 1_000_000, () => transformation.Apply(record));
        }
    }

    private static void Measure(string name, int count, Action work)
    {
        for (var i = 0; i < Math.Min(count / 2, 200_000); i++) work();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        for (var i = 0; i < count; i++) work();
        process.Refresh();
        var seconds = (process.TotalProcessorTime - before).TotalSeconds;
        Console.WriteLine($"{name}\t{(count / seconds).ToString("0", CultureInfo.InvariantCulture)}");
    }
}
