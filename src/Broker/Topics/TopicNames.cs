using System.Buffers;

namespace Connect.Broker.Topics;

/// <summary>What a topic may be called.</summary>
internal static class TopicNames
{
    public const string ConsumerOffsets = "__consumer_offsets";
    public const string TransactionState = "__transaction_state";

    /// <summary>Where Apache Kafka keeps its own metadata; nobody may create it.</summary>
    public const string ClusterMetadata = "__cluster_metadata";

    /// <summary>So that the name, a dash and a partition number fit a file name.</summary>
    private const int MaxLength = 249;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    public static bool IsInternal(string name) => name is ConsumerOffsets or TransactionState;

    /// <summary>Why a name is refused; null for a good one.</summary>
    public static string? Check(string name)
    {
        if (name.Length == 0) return "Topic name is invalid: the empty string is not allowed";
        if (name is "." or "..") return $"Topic name is invalid: '{name}' is not allowed";
        if (name.Length > MaxLength) return $"Topic name is invalid: the length of '{name}' is longer than the max allowed length {MaxLength}";
        return name.AsSpan().IndexOfAnyExcept(Allowed) >= 0
            ? $"Topic name is invalid: '{name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'"
            : null;
    }

    /// <summary>True for names that may look the same as another in metrics, where dots become underscores.</summary>
    public static bool MayCollide(string name) => name.AsSpan().ContainsAny('.', '_');

    /// <summary>The same for all names that collide with each other.</summary>
    public static string CollisionKey(string name) => name.Replace('.', '_');
}
