namespace Connect.Grains.Supervision;

/// <summary>
/// Decides where connectors and tasks are to run: where they are, if that silo lives; else where the fewest are; and at last from the fullest to the emptiest
/// until they differ by one at most.
/// </summary>
internal static class Planner
{
    /// <param name="current">Where each unit is; null if nowhere.</param>
    /// <param name="silos">The silos that live.</param>
    /// <typeparam name="TUnit">The units.</typeparam>
    /// <typeparam name="TSilo">The silos.</typeparam>
    /// <returns>Where each unit is to be; empty if no silo lives.</returns>
    public static Dictionary<TUnit, TSilo> Plan<TUnit, TSilo>(IReadOnlyList<(TUnit Unit, TSilo? Silo)> current, IReadOnlyList<TSilo> silos)
        where TUnit : notnull
        where TSilo : class
    {
        if (silos.Count == 0) return [];
        var load = silos.ToDictionary(s => s, _ => new List<TUnit>());
        var orphans = new List<TUnit>();
        foreach (var (unit, silo) in current)
        {
            if (silo is not null && load.TryGetValue(silo, out var there)) there.Add(unit);
            else orphans.Add(unit);
        }

        foreach (var unit in orphans) Emptiest(load).Add(unit);
        while (true)
        {
            var (fullest, emptiest) = (load.Values.MaxBy(u => u.Count)!, Emptiest(load));
            if (fullest.Count - emptiest.Count <= 1) break;
            emptiest.Add(fullest[^1]);
            fullest.RemoveAt(fullest.Count - 1);
        }

        return load.SelectMany(p => p.Value.Select(unit => (unit, p.Key))).ToDictionary(p => p.unit, p => p.Key);
    }

    private static List<TUnit> Emptiest<TUnit, TSilo>(Dictionary<TSilo, List<TUnit>> load)
        where TSilo : notnull => load.Values.MinBy(u => u.Count)!;
}
