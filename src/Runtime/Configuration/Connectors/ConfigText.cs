using System.Collections;
using Connect.Sdk.Configuration;
using Connect.Sdk.Data;

namespace Connect.Runtime.Configuration.Connectors;

/// <summary>Values of settings as text (<c>ConfigDef.convertToString</c>); secrets are hidden.</summary>
public static class ConfigText
{
    /// <summary>The text of a value; null for null.</summary>
    public static string? Of(object? value) => value switch
    {
        null => null,
        string text => text,
        Password => "[hidden]",
        IList list => string.Join(',', list.Cast<object?>().Select(Values.Print)),
        _ => Values.Print(value),
    };
}
