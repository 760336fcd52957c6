namespace Connect.Broker.Configuration;

/// <summary>What settings can belong to, under the numbers of the protocol.</summary>
internal enum ResourceType : sbyte
{
    Unknown = 0,
    Topic = 2,
    Broker = 4,
    BrokerLogger = 8,
    ClientMetrics = 16,
    Group = 32,
}
