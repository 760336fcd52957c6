namespace Connect.Runtime.Kafka;

/// <summary>The kinds of Kafka clients, which have settings of their own.</summary>
internal enum ClientKind
{
    Producer,
    Consumer,
    Admin,
}
