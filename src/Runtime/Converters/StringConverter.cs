using System.Buffers;
using System.Text;
using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Runtime.Converters;

/// <summary>The text that a value prints as (<c>org.apache.kafka.connect.storage.StringConverter</c>), UTF-8 unless another encoding is set.</summary>
public sealed class StringConverter : BuiltInConverter
{
    private const string EncodingKey = "converter.encoding";

    private Encoding _encoding = JavaEncodings.Utf8;

    /// <inheritdoc/>
    public override ConfigDef Config { get; } = ConverterSettings.Definition().Define(
        new ConfigKey(EncodingKey, ConfigType.String, ConfigImportance.High, "The name of the encoding of the text.")
        {
            Default = "UTF-8",
            Width = ConfigWidth.Medium,
            DisplayName = "Encoding",
        });

    /// <inheritdoc/>
    public override bool Write(Schema? schema, object? value, IBufferWriter<byte> output)
    {
        if (value is null) return false;
        EncodingExtensions.GetBytes(_encoding, JavaText.Of(value), output);
        return true;
    }

    /// <inheritdoc/>
    public override SchemaAndValue Read(ReadOnlySpan<byte> bytes) => new(Schema.OptionalString, _encoding.GetString(bytes));

    /// <inheritdoc/>
    public override SchemaAndValue ReadNull() => new(Schema.OptionalString, null);

    /// <exception cref="SerializationException">There is no encoding of the name.</exception>
    private protected override void Configure(ParsedConfig config)
    {
        var name = config.GetString(EncodingKey) ?? "UTF-8";
        _encoding = JavaEncodings.Find(name) ?? throw new SerializationException($"Unsupported encoding {name}");
    }
}
