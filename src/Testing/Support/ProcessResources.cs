namespace Connect.Testing.Support;

/// <summary>The sockets and the dedicated threads of this process, as Linux tells them.</summary>
internal sealed record ProcessResources(int Sockets, IReadOnlyDictionary<string, int> Threads)
{
    public static bool CanBeTold => Directory.Exists("/proc/self/task");

    /// <summary>Threads of the pool come and go with the load; they are nobody's leak.</summary>
    public static ProcessResources Now() => new(
        Directory.EnumerateFiles("/proc/self/fd").Count(IsSocket),
        Directory.EnumerateDirectories("/proc/self/task").Select(NameOf).Where(n => n is not null && !n.StartsWith(".NET", StringComparison.Ordinal))
            .GroupBy(n => n!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal));

    /// <summary>What there are at least <paramref name="count"/> more of than before.</summary>
    public IEnumerable<string> Grown(ProcessResources before, int count)
    {
        if (Sockets - before.Sockets >= count) yield return $"{Sockets - before.Sockets} sockets";
        foreach (var (name, now) in Threads.Where(t => t.Value - before.Threads.GetValueOrDefault(t.Key) >= count))
            yield return $"{now - before.Threads.GetValueOrDefault(name)} threads \"{name}\"";
    }

    private static bool IsSocket(string file)
    {
        try
        {
            return new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string? NameOf(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm")).Trim();
        }
        catch (IOException)
        {
            // It ended since it was listed.
            return null;
        }
    }
}
