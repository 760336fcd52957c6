namespace Connect.Broker.Log;

/// <summary>Tells long polls that a log has moved: its end, its stable offset or its start, or that it is gone.</summary>
internal sealed class AppendSignal
{
    /// <summary>
    /// Calls <paramref name="moved"/> at every move until the result is disposed. Register first and look at the log after that, or a move
    /// in between is missed. The callback runs on the appending thread: it must be quick, must not throw and must not call the log.
    /// </summary>
    public IDisposable Register(Action moved) => throw new NotImplementedException();
}
