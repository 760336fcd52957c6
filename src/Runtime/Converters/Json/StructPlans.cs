using System.Buffers;
using System.Text;
using Connect.Sdk.Data;

namespace Connect.Runtime.Converters.Json;

/// <summary>What is needed again and again for structs of one schema: the names of its fields as bytes.</summary>
internal sealed class StructPlan
{
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);

    public StructPlan(Schema schema)
    {
        Fields = [.. schema.Fields];
        Names = [.. Fields.Select(f => Encoding.UTF8.GetBytes(f.Name))];
        Prefixes = [.. Fields.Select(Prefix)];
        foreach (var field in Fields) _byName[field.Name] = field.Index;
    }

    public Field[] Fields { get; }

    public byte[][] Names { get; }

    /// <summary>The comma, the name and the colon before each value.</summary>
    public byte[][] Prefixes { get; }

    public int IndexOf(string name) => _byName.GetValueOrDefault(name, -1);

    private static byte[] Prefix(Field field)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var json = new JsonOutput(buffer);
        if (field.Index > 0) json.Byte((byte)',');
        json.String(field.Name);
        json.Byte((byte)':');
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}

/// <summary>The plans by schema object. Beyond the size it starts anew, so that ever new schemas take no more memory.</summary>
internal sealed class StructPlans(int size)
{
    private readonly Dictionary<Schema, StructPlan> _plans = new(ReferenceEqualityComparer.Instance);
    private Schema? _lastSchema;
    private StructPlan? _last;

    public StructPlan Of(Schema schema)
    {
        if (ReferenceEquals(schema, _lastSchema)) return _last!;
        if (!_plans.TryGetValue(schema, out var plan))
        {
            if (_plans.Count >= Math.Max(size, 1)) _plans.Clear();
            _plans[schema] = plan = new StructPlan(schema);
        }

        _lastSchema = schema;
        return _last = plan;
    }
}
