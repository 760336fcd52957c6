using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Connect.Runtime.Converters;
using Connect.Runtime.Converters.Json;
using Connect.Sdk.Data;

namespace Connect.Bench.Micro;

/// <summary>JsonConverter both ways, and the reading of headers.</summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "The instance lives as long as the process.")]
public class ConverterBenchmarks
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private SimpleHeaderConverter _headers = null!;
    private JsonConverter _converter = null!;
    private Schema? _schema;
    private object _value = null!;
    private byte[] _bytes = null!;

    /// <summary>The size of the JSON.</summary>
    [Params("200", "1k", "10k")]
    public string Size { get; set; } = "200";

    /// <summary>With or without the envelope.</summary>
    [Params(true, false)]
    public bool Schemas { get; set; }

    /// <summary>Makes the data.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _headers = new SimpleHeaderConverter();
        _converter = Plugins.Json(Schemas);
        (_schema, _value) = Schemas ? (Samples.Order, (object)Samples.Struct(Size)) : (null, Samples.Map(Size));
        _converter.Write(_schema, _value, _buffer);
        _bytes = _buffer.WrittenSpan.ToArray();
    }

    /// <summary>Value to bytes.</summary>
    [Benchmark]
    public bool Write()
    {
        _buffer.ResetWrittenCount();
        return _converter.Write(_schema, _value, _buffer);
    }

    /// <summary>Bytes to value.</summary>
    [Benchmark]
    public object? Read() => _converter.Read(_bytes).Value;

    /// <summary>The text of a header to a value.</summary>
    [Benchmark]
    public object? Header() => _headers.ToConnectHeader("t", "h", "{\"id\":12345,\"at\":\"2026-11-26\"}"u8).Value;
}
