using System.Text;

namespace Connect.Runtime.Converters.Json;

/// <summary>The names of an object's properties in their order, as the last object in its place had them: each name knows the one that came after it.</summary>
internal sealed class JsonShape
{
    /// <summary>Before the first name.</summary>
    public JsonShape() : this("") { }

    private JsonShape(string name)
    {
        Name = name;
        Bytes = Encoding.UTF8.GetBytes(name);
    }

    public string Name { get; }

    public byte[] Bytes { get; }

    public JsonShape? Next { get; private set; }

    /// <summary>A name that was not in the object before comes after this one from now on.</summary>
    public JsonShape Follow(string name) => Next = new JsonShape(name);
}
