namespace Connect.Broker.Log;

/// <summary>
/// What must hold for a transactional batch to be accepted. With <see cref="RequireTransaction"/> the producer's transaction must be open in
/// this partition already, or <see cref="Ticket"/> must be the one that <see cref="PartitionLog.BeginVerification"/> gave out and no marker
/// may have been written since: so no batch slips in after the end of its transaction. The default value demands nothing.
/// </summary>
internal readonly record struct AppendGuard(bool RequireTransaction, long Ticket = 0);
