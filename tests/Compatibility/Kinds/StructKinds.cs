using Connect.Compatibility.Tests.Format;
using Connect.Sdk.Data;
using Connect.Sdk.Headers;

namespace Connect.Compatibility.Tests.Kinds;

internal static class StructKinds
{
    public static VectorKind Struct { get; } = new(
        (v, _) =>
        {
            var value = new Struct(SchemaReader.Read(v.Input.GetProperty("schema"))!);
            object? last = value;
            foreach (var op in v.Input.GetProperty("ops").EnumerateArray())
            {
                var field = op.GetArrayLength() > 1 ? op[1].GetString() : null;
                switch (op[0].GetString())
                {
                    case "put": value.Put(field!, ValueReader.Read(op[2], value.Schema.Field(field!)?.Schema)); break;
                    case "validate": value.Validate(); break;
                    case "toString": last = value.ToString(); break;
                    case "get": last = value.Get(field!); break;
                    case "getWithoutDefault": last = value.GetWithoutDefault(field!); break;
                    case "getInt8": last = value.GetInt8(field!); break;
                    case "getInt16": last = value.GetInt16(field!); break;
                    case "getInt32": last = value.GetInt32(field!); break;
                    case "getInt64": last = value.GetInt64(field!); break;
                    case "getFloat32": last = value.GetFloat32(field!); break;
                    case "getFloat64": last = value.GetFloat64(field!); break;
                    case "getBoolean": last = value.GetBoolean(field!); break;
                    case "getString": last = value.GetString(field!); break;
                    case "getBytes": last = value.GetBytes(field!); break;
                    case "getArray": last = value.GetArray(field!); break;
                    case "getMap": last = value.GetMap(field!); break;
                    case "getStruct": last = value.GetStruct(field!); break;
                    default: throw new NotSupportedException(op.GetRawText());
                }
            }

            return Canonical.Of(last);
        },
        v =>
        {
            var result = Expectations.Result(v);
            if (result.ValueKind == System.Text.Json.JsonValueKind.String) return Canonical.Of(result.GetString());
            return Canonical.Of(ValueReader.Read(result, DeclaredFor(v)));
        });

    public static VectorKind Headers { get; } = new(
        (v, _) =>
        {
            var headers = new ConnectHeaders();
            object? last = headers;
            foreach (var op in v.Input.GetProperty("ops").EnumerateArray())
            {
                var key = op.GetArrayLength() > 1 ? op[1].GetString() : null;
                object? Value() => ValueReader.Read(op[2]);
                switch (op[0].GetString())
                {
                    case "add":
                        var schema = SchemaReader.Read(op[2]);
                        headers.Add(key!, schema, ValueReader.Read(op[3], schema));
                        break;
                    case "addString": headers.AddString(key!, (string?)Value()); break;
                    case "addBytes": headers.AddBytes(key!, (byte[]?)Value()); break;
                    case "addBoolean": headers.AddBoolean(key!, (bool)Value()!); break;
                    case "addByte": headers.AddInt8(key!, (sbyte)Value()!); break;
                    case "addShort": headers.AddInt16(key!, (short)Value()!); break;
                    case "addInt": headers.AddInt32(key!, (int)Value()!); break;
                    case "addLong": headers.AddInt64(key!, (long)Value()!); break;
                    case "addFloat": headers.AddFloat32(key!, (float)Value()!); break;
                    case "addDouble": headers.AddFloat64(key!, (double)Value()!); break;
                    case "addDecimal": headers.AddDecimal(key!, (BigDecimal?)Value()); break;
                    case "addDate": headers.AddDate(key!, (Instant?)Value()); break;
                    case "addTime": headers.AddTime(key!, (Instant?)Value()); break;
                    case "addTimestamp": headers.AddTimestamp(key!, (Instant?)Value()); break;
                    case "remove": headers.Remove(key!); break;
                    case "retainLatest" when key is null: headers.RetainLatest(); break;
                    case "retainLatest": headers.RetainLatest(key); break;
                    case "clear": headers.Clear(); break;
                    case "lastWithName": last = headers.LastWithName(key!); break;
                    case "toString": last = headers.ToString(); break;
                    default: throw new NotSupportedException(op.GetRawText());
                }
            }

            return Canonical.Of(last);
        },
        v =>
        {
            var result = Expectations.Result(v);
            return result.ValueKind switch
            {
                System.Text.Json.JsonValueKind.String => Canonical.Of(result.GetString()),
                System.Text.Json.JsonValueKind.Object => Canonical.Of(RecordReader.Header(result)),
                System.Text.Json.JsonValueKind.Null => "null",
                _ => Canonical.Of(new ConnectHeaders(result.EnumerateArray().Select(RecordReader.Header))),
            };
        });

    /// <summary>The schema at the place of the result: that of the field got last, or the whole.</summary>
    private static Schema? DeclaredFor(VectorCase vector)
    {
        var schema = SchemaReader.Read(vector.Input.GetProperty("schema"))!;
        var got = vector.Input.GetProperty("ops").EnumerateArray().LastOrDefault(o => o[0].GetString()!.StartsWith("get", StringComparison.Ordinal));
        return got.ValueKind == System.Text.Json.JsonValueKind.Undefined ? schema : schema.Field(got[1].GetString()!)?.Schema;
    }
}
