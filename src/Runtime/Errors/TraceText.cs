using System.Diagnostics;
using System.Text;
using Connect.Runtime.Configuration.Connectors;

namespace Connect.Runtime.Errors;

/// <summary>Prints an exception as Java prints a stack trace, since users read it in the status of a task.</summary>
public static class TraceText
{
    /// <summary>The messages of the exception and of its causes on one line, for the log; the status has the whole trace.</summary>
    public static string Line(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var text = new StringBuilder(exception.Message);
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException) text.Append(": ").Append(cause.Message);
        return text.Replace('\n', ' ').ToString();
    }

    /// <summary>The class, message and frames of the exception, and of its causes.</summary>
    public static string Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var text = new StringBuilder();
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (text.Length > 0) text.Append("Caused by: ");
            text.Append(JavaErrors.ClassOf(current));
            if (current.Message.Length > 0) text.Append(": ").Append(current.Message);
            text.Append('\n');
            foreach (var frame in new StackTrace(current, fNeedFileInfo: true).GetFrames())
            {
                if (DiagnosticMethodInfo.Create(frame) is not { } method) continue;
                text.Append("\tat ").Append(method.DeclaringTypeName).Append('.').Append(method.Name);
                if (frame.GetFileName() is { } file) text.Append('(').Append(Path.GetFileName(file)).Append(':').Append(frame.GetFileLineNumber()).Append(')');
                text.Append('\n');
            }
        }

        return text.ToString();
    }
}
