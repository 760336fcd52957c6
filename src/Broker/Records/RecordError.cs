namespace Connect.Broker.Records;

/// <summary>Why one record of a batch was refused.</summary>
internal readonly record struct RecordError(int BatchIndex, string? Message);
