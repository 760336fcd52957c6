using Connect.Grains.Supervision;
using CsCheck;

namespace Connect.Grains.Tests.Supervision;

public sealed class PlannerTests
{
    private static readonly Gen<(string[] Silos, string?[] Places)> Clusters = Gen.Select(
        Gen.Int[1, 5], Gen.Int[0, 9].Array[0, 40], (silos, places) =>
            (Enumerable.Range(0, silos).Select(i => $"s{i}").ToArray(), places.Select(p => p == 9 ? null : $"s{p % 7}").ToArray()));

    [Fact]
    public void Every_unit_has_a_living_silo_and_silos_differ_by_one_at_most() => Clusters.Sample((silos, places) =>
    {
        var plan = Plan(silos, places);
        Assert.Equal(Enumerable.Range(0, places.Length), plan.Keys.Order());
        Assert.All(plan.Values, s => Assert.Contains(s, silos));
        var loads = silos.Select(s => plan.Values.Count(v => v == s)).ToList();
        Assert.True(loads.Max() - loads.Min() <= 1, string.Join(",", loads));
    });

    [Fact]
    public void No_more_units_move_than_have_to() => Clusters.Sample((silos, places) =>
    {
        var plan = Plan(silos, places);
        var moved = places.Where((p, i) => p is not null && silos.Contains(p) && plan[i] != p).Count();
        // A silo may keep what the fullest may have at most; everything beyond has to go.
        var most = (places.Length + silos.Length - 1) / silos.Length;
        var least = silos.Sum(s => Math.Max(0, places.Count(p => p == s) - most));
        Assert.True(moved <= least + silos.Length, $"{moved} moved, {least} had to");
    });

    [Fact]
    public void A_plan_that_is_carried_out_stays() => Clusters.Sample((silos, places) =>
    {
        var plan = Plan(silos, places);
        var again = Plan(silos, [.. Enumerable.Range(0, places.Length).Select(string? (i) => plan[i])]);
        Assert.Equal(plan.OrderBy(p => p.Key), again.OrderBy(p => p.Key));
    });

    [Fact]
    public void Without_silos_nothing_is_planned() => Assert.Empty(Plan([], ["s1", null]));

    private static Dictionary<int, string> Plan(string[] silos, string?[] places) =>
        Planner.Plan<int, string>([.. places.Select((p, i) => (i, p))], silos);
}
