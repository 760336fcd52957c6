namespace Connect.Broker.Log;

internal sealed partial class PartitionLog
{
    private long _cleanedTo;

    /// <summary>Cleans once if there is enough to clean. True when something was done.</summary>
    public bool Compact(CompactionBudget budget) => --_cleanedTo < 0 && budget.MapBytes < 0;
}
