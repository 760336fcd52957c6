namespace Connect.Broker.Log;

internal readonly struct FileSlice
{
    public int Length { get; }
}
