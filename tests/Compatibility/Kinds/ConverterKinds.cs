using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Connect.Compatibility.Tests.Format;
using Connect.Runtime.Plugins;
using Connect.Sdk.Storage;

namespace Connect.Compatibility.Tests.Kinds;

internal static partial class ConverterKinds
{
    public static VectorKind FromConnect { get; } = new(
        (v, running) =>
        {
            var buffer = new ArrayBufferWriter<byte>();
            var schema = SchemaReader.Read(v.Input.GetProperty("schema"));
            var value = ValueReader.Read(v.Input.GetProperty("value"), schema);
            var topic = v.Input.GetProperty("topic").GetString()!;
            running.Phase = "configure";
            bool written;
            if (Mode(v) == "header")
            {
                using var converter = Header(v);
                running.Phase = "apply";
                written = converter.FromConnectHeader(topic, v.Input.GetProperty("header").GetString()!, schema, value, buffer);
            }
            else
            {
                using var converter = Converter(v);
                running.Phase = "apply";
                written = converter.FromConnectData(topic, null, schema, value, buffer);
            }

            return written ? Text(buffer.WrittenSpan.ToArray()) : "null";
        },
        v => Expectations.Result(v) is { ValueKind: JsonValueKind.Object } result ? Text(result.GetProperty("bytes").GetBytesFromBase64()) : "null");

    public static VectorKind ToConnect { get; } = new(
        (v, running) =>
        {
            var bytes = v.Input.GetProperty("bytes") is { ValueKind: JsonValueKind.String } text ? text.GetBytesFromBase64() : null;
            var topic = v.Input.GetProperty("topic").GetString()!;
            running.Phase = "configure";
            if (Mode(v) == "header")
            {
                using var converter = Header(v);
                running.Phase = "apply";
                var header = v.Input.GetProperty("header").GetString()!;
                return Canonical.Of((object)(bytes is null ? converter.NullToConnectHeader(topic, header) : converter.ToConnectHeader(topic, header, bytes)));
            }
            else
            {
                using var converter = Converter(v);
                running.Phase = "apply";
                return Canonical.Of((object)(bytes is null ? converter.NullToConnectData(topic) : converter.ToConnectData(topic, null, bytes)));
            }
        },
        Expectations.SchemaAndValue);

    private static string Mode(VectorCase v) => v.Input.GetProperty("mode").GetString()!;

    private static IConverter Converter(VectorCase v)
    {
        var converter = (IConverter)BuiltInPlugins.Create(v.Class);
        converter.Configure(Settings(v), Mode(v) == "key");
        return converter;
    }

    private static IHeaderConverter Header(VectorCase v)
    {
        var converter = (IHeaderConverter)BuiltInPlugins.Create(v.Class);
        var settings = Settings(v);
        settings["converter.type"] = "header";
        converter.Configure(settings);
        return converter;
    }

    private static Dictionary<string, string?> Settings(VectorCase v) => new(v.ConfigValues, StringComparer.Ordinal);

    /// <summary>What Java prints for an array of bytes is its address: another one each time.</summary>
    private static string Text(byte[] bytes)
    {
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        return Address().IsMatch(text) ? "the address of an array" : $"{Convert.ToHexString(bytes)} {Canonical.Quoted(text)}";
    }

    [GeneratedRegex(@"^\[B@[0-9a-f]+$")]
    private static partial Regex Address();
}
