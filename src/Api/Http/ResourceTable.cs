using System.Globalization;

namespace Connect.Api.Http;

/// <summary>The operations by their paths.</summary>
internal sealed class ResourceTable
{
    private readonly List<Resource> _resources;

    public ResourceTable(IEnumerable<Operation> operations)
    {
        Operations = [.. operations];
        _resources = [.. Operations.GroupBy(o => o.Template).Select(g => new Resource(SegmentsOf(g.Key), g.ToDictionary(o => o.Method, StringComparer.Ordinal)))];
    }

    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>What a path is; null if it is nothing.</summary>
    public ResourceMatch? Find(string[] segments)
    {
        foreach (var resource in _resources)
        {
            if (resource.Match(segments) is { } match) return match;
        }

        return null;
    }

    private static string[] SegmentsOf(string template) => template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private sealed record Resource(string[] Template, Dictionary<string, Operation> ByMethod)
    {
        public ResourceMatch? Match(string[] segments)
        {
            if (segments.Length != Template.Length) return null;
            var (name, task, isComplete) = ("", 0, true);
            for (var i = 0; i < segments.Length; i++)
            {
                if (Template[i] == "{task}")
                {
                    isComplete = int.TryParse(segments[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out task);
                }
                else if (Template[i][0] == '{')
                {
                    name = segments[i];
                }
                else if (!Template[i].Equals(segments[i], StringComparison.Ordinal))
                {
                    return null;
                }
            }

            return new ResourceMatch(name, task, isComplete, ByMethod);
        }
    }
}

/// <summary>A path that is one.</summary>
/// <param name="Name">What stands for <c>{name}</c>.</param>
/// <param name="Task">What stands for <c>{task}</c>.</param>
/// <param name="IsComplete">Whether what stands for <c>{task}</c> is an integer; if not, there is nothing there although the methods are known.</param>
/// <param name="ByMethod">What can be done there.</param>
internal sealed record ResourceMatch(string Name, int Task, bool IsComplete, IReadOnlyDictionary<string, Operation> ByMethod)
{
    /// <summary>What a method does; HEAD is GET whose body is not sent.</summary>
    public Operation? Find(string method) => ByMethod.GetValueOrDefault(method == "HEAD" ? "GET" : method);

    /// <summary>The methods, for <c>Allow</c>.</summary>
    public string Allowed => string.Join(',', ByMethod.Keys.Concat(ByMethod.ContainsKey("GET") ? ["HEAD", "OPTIONS"] : ["OPTIONS"]));
}
