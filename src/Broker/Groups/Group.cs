using Connect.Broker.Groups.Classic;
using Connect.Broker.Groups.Consumer;
using Connect.Broker.Groups.Offsets;

namespace Connect.Broker.Groups;

/// <summary>
/// One group: its committed offsets, and its members in one of the two protocols. Whoever reads or changes it holds <see cref="Gate"/>,
/// also while the change is being stored.
/// </summary>
/// <remarks>A group that only commits offsets is an empty group of the classic protocol.</remarks>
internal sealed class Group
{
    /// <summary>No deadline.</summary>
    public const long Never = long.MaxValue;

    private long _nextDeadline = Never;

    public Group(string id, ClassicGroup classic)
    {
        Id = id;
        Classic = classic;
    }

    public string Id { get; }

    /// <summary>
    /// Taken inside the lock of a transactional id: nobody may call the transaction coordinator while holding this.
    /// </summary>
    public Lock Gate { get; } = new();

    /// <summary>True once the group is deleted: then this object is no longer in use.</summary>
    public bool IsRemoved { get; set; }

    public GroupOffsets Offsets { get; } = new();

    /// <summary>The members of the classic protocol; null while <see cref="Consumer"/> is set.</summary>
    public ClassicGroup? Classic { get; private set; }

    /// <summary>The members of the newer protocol (KIP-848); null while <see cref="Classic"/> is set.</summary>
    public ConsumerGroup? Consumer { get; private set; }

    public bool IsEmpty => Classic is { } classic ? classic.State == ClassicState.Empty : Consumer!.State.Members.IsEmpty;

    /// <summary>When <see cref="GroupCoordinator.Tick"/> must look at the group next; may be read without the lock.</summary>
    public long NextDeadline
    {
        get => Volatile.Read(ref _nextDeadline);
        set => Volatile.Write(ref _nextDeadline, value);
    }

    public void Become(ClassicGroup classic)
    {
        Classic = classic;
        Consumer = null;
    }

    public void Become(ConsumerGroup consumer)
    {
        Consumer = consumer;
        Classic = null;
    }
}
