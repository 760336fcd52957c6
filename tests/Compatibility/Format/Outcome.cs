using System.Text.RegularExpressions;

namespace Connect.Compatibility.Tests.Format;

/// <summary>What a kind of case does: it runs the input, and it reads what is expected; both give a text that is equal if the results are.</summary>
internal sealed record VectorKind(Func<VectorCase, Running, string> Run, Func<VectorCase, string> Expected);

/// <summary>Tells a kind's code which phase it is in.</summary>
internal sealed class Running
{
    /// <summary><c>configure</c> until the kind says that it applies; null for kinds of one step.</summary>
    public string? Phase { get; set; }
}

/// <summary>What came of a case: a result, or an error in a phase.</summary>
internal sealed partial record Outcome(string? Result, Exception? Error, string? Phase)
{
    public string Trace => Error is null ? "" : $"\n{Error.StackTrace}";

    public static Outcome Of(VectorKind kind, VectorCase vector)
    {
        var running = new Running();
        try
        {
            return new Outcome(kind.Run(vector, running), null, null);
        }
        catch (Exception e) when (e is not NotSupportedException)
        {
            return new Outcome(null, e, running.Phase);
        }
    }

    /// <summary>Null if it is as expected.</summary>
    public string? DifferenceFrom(VectorCase vector)
    {
        if (!vector.Expect.TryGetProperty("error", out var error))
        {
            var expected = Kinds.VectorKinds.All[vector.Kind].Expected(vector);
            return Error is null && Result == expected ? null : $"expected: {expected}\nactual:   {Result ?? Describe(Error!)}";
        }

        var described = $"expected: {error}\nactual:   {Result ?? Describe(Error!)} in phase {Phase}";
        if (Error is null) return described;
        if (error.TryGetProperty("phase", out var phase) && Phase is not null && phase.GetString() != Phase) return described;
        var sameType = Error.GetType().Name == error.GetProperty("type").GetString();
        var message = error.TryGetProperty("message", out var text) ? text.GetString() ?? "" : "";
        var matches = error.GetProperty("match").GetString() switch
        {
            "exact" => sameType && Error.Message == message,
            "java-names" => sameType && WithoutNames(Error.Message) == WithoutNames(message),
            "message" => Error.Message == message,
            "type" => sameType,
            "any" => true,
            _ => false,
        };
        return matches ? null : described;
    }

    private static string Describe(Exception error) => $"{error.GetType().Name}: {error.Message}{(error.InnerException is { } cause ? $" <- {cause.GetType().Name}: {cause.Message}" : "")}";

    private static string WithoutNames(string message) => JavaName().Replace(message, "<class>");

    [GeneratedRegex(@"\b(java|org\.apache\.kafka)\.[a-zA-Z0-9_.]+(\$[A-Za-z0-9_]+)*|\[B")]
    private static partial Regex JavaName();
}
