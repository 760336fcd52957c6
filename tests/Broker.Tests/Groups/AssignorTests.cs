using System.Collections.Immutable;
using Connect.Broker.Groups.Consumer;
using CsCheck;

namespace Connect.Broker.Tests.Groups;

public sealed class AssignorTests
{
    private static readonly Guid[] Topics = [.. Enumerable.Range(1, 4).Select(i => new Guid(i, 0, 0, new byte[8]))];

    private static readonly Gen<(List<Subscriber> Subscribers, Dictionary<Guid, int> Counts)> Cases = Gen.Select(
        Gen.Int[1, 15].List[1, 6], Gen.Int[0, 9].Array[4]).Select((masks, counts) => (
            masks.Select((mask, i) => new Subscriber($"m{i}", null, Topics.Where((_, t) => (mask >> t & 1) != 0).ToHashSet())).ToList(),
            Topics.Zip(counts).ToDictionary(p => p.First, p => p.Second)));

    [Fact]
    public void Every_subscribed_partition_has_one_owner_who_subscribes_to_it() =>
        Gen.Select(Cases, Gen.Bool).Sample((given, uniform) =>
        {
            var result = (uniform ? Assignors.AssignUniformly : (Assignor)Assignors.AssignRanges)(given.Subscribers, given.Counts, Nothing);
            var owned = result.SelectMany(r => r.Value).ToList();
            Assert.Equal(owned.Count, owned.Distinct().Count());
            var subscribed = given.Subscribers.SelectMany(s => s.Topics).ToHashSet();
            Assert.Equal(given.Counts.Where(t => subscribed.Contains(t.Key)).Sum(t => t.Value), owned.Count);
            foreach (var subscriber in given.Subscribers) Assert.All(result[subscriber.MemberId], p => Assert.Contains(p.TopicId, subscriber.Topics));
        });

    [Fact]
    public void Uniform_is_even_among_those_who_subscribe_to_the_same_and_stays_when_nothing_changes() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 9].Array[4]).Sample((members, counts) =>
        {
            var subscribers = Enumerable.Range(0, members).Select(i => new Subscriber($"m{i}", null, Topics.ToHashSet())).ToList();
            var partitions = Topics.Zip(counts).ToDictionary(p => p.First, p => p.Second);
            var first = Assignors.AssignUniformly(subscribers, partitions, Nothing);
            Assert.True(first.Values.Max(v => v.Count) - first.Values.Min(v => v.Count) <= 1);
            var again = Assignors.AssignUniformly(subscribers, partitions, Immutable(first));
            Assert.All(again, a => Assert.True(a.Value.SetEquals(first[a.Key])));

            // One leaves: the others keep all they had.
            var fewer = Assignors.AssignUniformly(subscribers[1..], partitions, Immutable(first).Remove("m0"));
            Assert.All(fewer, a => Assert.True(a.Value.IsSupersetOf(first[a.Key])));
        });

    [Fact]
    public void Range_gives_partitions_of_equal_number_to_the_same_member()
    {
        var subscribers = new List<Subscriber> { new("a", null, Topics.ToHashSet()), new("b", null, Topics.ToHashSet()) };
        var result = Assignors.AssignRanges(subscribers, Topics.ToDictionary(t => t, _ => 3), Nothing);
        Assert.All(Topics, t => Assert.Equal([0, 1], result["a"].Where(p => p.TopicId == t).Select(p => p.Partition).Order()));
    }

    private static ImmutableDictionary<string, ImmutableHashSet<TopicIdPartition>> Nothing =>
        ImmutableDictionary<string, ImmutableHashSet<TopicIdPartition>>.Empty;

    private static ImmutableDictionary<string, ImmutableHashSet<TopicIdPartition>> Immutable(Dictionary<string, HashSet<TopicIdPartition>> result) =>
        result.ToImmutableDictionary(r => r.Key, r => r.Value.ToImmutableHashSet());
}
