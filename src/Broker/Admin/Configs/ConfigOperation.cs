namespace Connect.Broker.Admin.Configs;

/// <summary>What IncrementalAlterConfigs does with a value, under the numbers of the protocol.</summary>
internal enum ConfigOperation : sbyte
{
    Set = 0,
    Delete = 1,
    Append = 2,
    Subtract = 3,
}
