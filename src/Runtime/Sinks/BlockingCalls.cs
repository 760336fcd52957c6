namespace Connect.Runtime.Sinks;

/// <summary>A sink pump has a thread of its own, on which it waits for the calls of its task.</summary>
internal static class BlockingCalls
{
    public static void Wait(this ValueTask call)
    {
        if (call.IsCompleted) call.GetAwaiter().GetResult();
        else call.AsTask().GetAwaiter().GetResult();
    }

    public static T Wait<T>(this ValueTask<T> call) => call.IsCompleted ? call.GetAwaiter().GetResult() : call.AsTask().GetAwaiter().GetResult();
}
