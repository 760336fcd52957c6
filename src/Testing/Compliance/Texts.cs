using System.Text;

namespace Connect.Testing.Compliance;

internal static class Texts
{
    /// <summary>The text in a value: bytes are UTF-8, anything else is what it prints.</summary>
    public static string Of(object? value) => value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value?.ToString() ?? "";
}
