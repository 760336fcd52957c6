using System.Collections.Frozen;

namespace Connect.Runtime.Plugins;

/// <summary>
/// Classes that every Java machine has and that can stand in a setting by mistake: they are there, but no plugins, and the answer says so. The type stands for all
/// of them.
/// </summary>
internal abstract class JavaClasses
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "java.lang.Boolean", "java.lang.Byte", "java.lang.Character", "java.lang.Class", "java.lang.Double", "java.lang.Error", "java.lang.Exception", "java.lang.Float",
        "java.lang.Integer", "java.lang.Long", "java.lang.Math", "java.lang.Number", "java.lang.Object", "java.lang.Runnable", "java.lang.RuntimeException",
        "java.lang.Short", "java.lang.String", "java.lang.StringBuilder", "java.lang.System", "java.lang.Thread", "java.lang.Throwable", "java.util.ArrayList",
        "java.util.Date", "java.util.HashMap", "java.util.HashSet", "java.util.LinkedHashMap", "java.util.LinkedList", "java.util.List", "java.util.Map",
        "java.util.Properties", "java.util.Set", "java.util.UUID",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string name) => Names.Contains(name);
}
