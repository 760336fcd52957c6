using System.Text.RegularExpressions;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;

namespace Connect.Broker.Transactions;

/// <summary>What administrators see of the transactions.</summary>
internal sealed partial class TransactionCoordinator
{
    public DescribeTransactionsResponse.TransactionState Describe(string transactionalId)
    {
        var answer = new DescribeTransactionsResponse.TransactionState { TransactionalId = transactionalId };
        var metadata = _store.Find(transactionalId)?.Metadata;
        answer.ErrorCode = transactionalId.Length == 0 ? ErrorCode.InvalidRequest
            : !_store.IsLoaded ? ErrorCode.CoordinatorLoadInProgress
            : metadata is null ? ErrorCode.TransactionalIdNotFound
            : ErrorCode.None;
        if (answer.ErrorCode != ErrorCode.None || metadata is null) return answer;

        answer.StateName = metadata.Status.Name();
        answer.TransactionTimeoutMs = metadata.TimeoutMs;
        answer.TransactionStartTimeMs = metadata.StartMs;
        answer.ProducerId = metadata.ProducerId;
        answer.ProducerEpoch = metadata.Epoch;
        var topics = new Dictionary<string, DescribeTransactionsResponse.TopicData>(StringComparer.Ordinal);
        foreach (var partition in metadata.Partitions)
        {
            if (!topics.TryGetValue(partition.Topic, out var topic))
            {
                topics.Add(partition.Topic, topic = new DescribeTransactionsResponse.TopicData { Topic = partition.Topic });
                answer.Topics.Add(topic);
            }

            topic.Partitions.Add(partition.Partition);
        }

        return answer;
    }

    public ListTransactionsResponse List(ListTransactionsRequest filter)
    {
        var answer = new ListTransactionsResponse();
        if (!_store.IsLoaded)
        {
            answer.ErrorCode = ErrorCode.CoordinatorLoadInProgress;
            return answer;
        }

        if (!TryPattern(filter.TransactionalIdPattern, out var pattern))
        {
            answer.ErrorCode = ErrorCode.InvalidRegularExpression;
            return answer;
        }

        var states = new HashSet<TransactionStatus>();
        foreach (var name in filter.StateFilters.Distinct())
        {
            if (TransactionStatusNames.TryParse(name, out var status)) states.Add(status);
            else answer.UnknownStateFilters.Add(name);
        }

        var producers = new HashSet<long>(filter.ProducerIdFilters);
        var now = Now;
        foreach (var entry in _store.All)
        {
            if (entry.Metadata is not { } metadata) continue;
            if (producers.Count > 0 && !producers.Contains(metadata.ProducerId)) continue;
            if (filter.StateFilters.Count > 0 && !states.Contains(metadata.Status)) continue;
            if (filter.DurationFilter >= 0 && now - metadata.StartMs <= filter.DurationFilter) continue;
            if (pattern?.IsMatch(entry.TransactionalId) == false) continue;
            answer.TransactionStates.Add(new ListTransactionsResponse.TransactionState
            {
                TransactionalId = entry.TransactionalId,
                ProducerId = metadata.ProducerId,
                StateName = metadata.Status.Name(),
            });
        }

        return answer;
    }

    // Kafka has RE2 here: the whole id must match, and expressions that need backtracking do not exist, nor the time they could take.
    private static bool TryPattern(string? expression, out Regex? pattern)
    {
        pattern = null;
        if (string.IsNullOrEmpty(expression)) return true;
        const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        try
        {
            var named = expression.Replace("(?P<", "(?<", StringComparison.Ordinal);
            _ = new Regex(named, Options); // by itself first: brackets around it could make a wrong one right
            pattern = new Regex($@"\A(?:{named})\z", Options);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
