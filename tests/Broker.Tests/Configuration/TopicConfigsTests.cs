using Connect.Broker.Configuration;
using Connect.Broker.Log;
using Connect.Broker.Records;

namespace Connect.Broker.Tests.Configuration;

public sealed class TopicConfigsTests
{
    private static readonly BrokerValues Defaults = BrokerSettings.Default.Values;

    // The answers of a Kafka 4.3.1 to the same settings.
    [Theory]
    [InlineData("retention.ms", "soon", "Invalid value soon for configuration retention.ms: Not a number of type LONG")]
    [InlineData("retention.ms", "-5", "Invalid value -5 for configuration retention.ms: Value must be at least -1")]
    [InlineData("retention.ms", "", "Invalid value  for configuration retention.ms: Not a number of type LONG")]
    [InlineData("segment.bytes", "3000000000", "Invalid value 3000000000 for configuration segment.bytes: Not a number of type INT")]
    [InlineData("segment.bytes", "0x200000", "Invalid value 0x200000 for configuration segment.bytes: Not a number of type INT")]
    [InlineData("min.cleanable.dirty.ratio", "2", "Invalid value 2.0 for configuration min.cleanable.dirty.ratio: Value must be no more than 1")]
    [InlineData("min.cleanable.dirty.ratio", "-0.1", "Invalid value -0.1 for configuration min.cleanable.dirty.ratio: Value must be at least 0")]
    [InlineData("compression.type", "GZIP", "Invalid value GZIP for configuration compression.type: String must be one of: uncompressed, zstd, lz4, snappy, gzip, producer")]
    [InlineData("cleanup.policy", "x", "Invalid value x for configuration cleanup.policy: String must be one of: compact, delete")]
    [InlineData("cleanup.policy", "delete,,compact", "Configuration 'cleanup.policy' values must not be empty.")]
    [InlineData("preallocate", "yes", "Invalid value yes for configuration preallocate: Expected value to be either true or false")]
    [InlineData("compression.gzip.level", "0", "Invalid value 0 for configuration compression.gzip.level: Value must be between 1 and 9 or equal to -1")]
    [InlineData("leader.replication.throttled.replicas", "x", "Invalid value [x] for configuration leader.replication.throttled.replicas: leader.replication.throttled.replicas must be the literal '*' or a list of replicas in the following format: [partitionId]:[brokerId],[partitionId]:[brokerId],...")]
    [InlineData("no.such", "1", "Unknown topic config name: no.such")]
    [InlineData("remote.storage.enable", "true", "Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage.")]
    [InlineData("retention.ms", " 5 ", null)]
    [InlineData("cleanup.policy", "", null)]
    [InlineData("cleanup.policy", "compact,compact", null)]
    [InlineData("cleanup.policy", " compact , delete ", null)]
    [InlineData("preallocate", "TRUE", null)]
    [InlineData("segment.bytes", "+2000000", null)]
    [InlineData("min.cleanable.dirty.ratio", "1d", null)]
    [InlineData("leader.replication.throttled.replicas", "*", null)]
    [InlineData("leader.replication.throttled.replicas", "0:1,1:2", null)]
    public void Values_are_judged_as_Kafka_judges_them(string name, string value, string? problem) =>
        Assert.Equal(problem, TopicConfigs.Check(new Dictionary<string, string> { [name] = value }, Defaults));

    [Fact]
    public void Lags_that_contradict_each_other_are_refused() =>
        Assert.Equal(
            "conflict topic config setting min.compaction.lag.ms (100) > max.compaction.lag.ms (50)",
            TopicConfigs.Check(new Dictionary<string, string> { ["min.compaction.lag.ms"] = "100", ["max.compaction.lag.ms"] = "50" }, Defaults));

    [Fact]
    public void Overrides_reach_the_log() =>
        Assert.Equal(
            new LogConfig
            {
                Compact = true,
                Delete = false,
                SegmentMs = 200,
                MinCleanableDirtyRatio = 0.01,
                LogAppendTime = true,
                CompressionType = CompressionCodec.Lz4,
                MaxMessageBytes = 77,
                SegmentBytes = 1 << 20,
            },
            TopicConfigs.ToLogConfig(
                new Dictionary<string, string>
                {
                    ["cleanup.policy"] = "compact",
                    ["segment.ms"] = "200",
                    ["min.cleanable.dirty.ratio"] = "0.01",
                    ["message.timestamp.type"] = "LogAppendTime",
                    ["compression.type"] = "lz4",
                    ["max.message.bytes"] = "77",
                },
                BrokerSettings.Parse([new("log.segment.bytes", "1048576"), new("message.max.bytes", "5")]).Settings!.Values));
}
