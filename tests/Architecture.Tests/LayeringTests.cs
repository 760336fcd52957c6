using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Connect.Architecture.Tests;

/// <summary>Who may know whom : nothing points back up, and connectors see the Sdk and, at most, the clients of Kafka.</summary>
public sealed partial class LayeringTests
{
    /// <summary>Project folder below src: the projects it may reference, directly or by namespace.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Sdk"] = [],
        ["Broker"] = [],
        ["Kafka"] = ["Sdk"],
        ["Runtime"] = ["Kafka", "Sdk"],
        ["Grains"] = ["Runtime", "Sdk"],
        ["Api"] = ["Grains", "Runtime", "Kafka", "Sdk"],
        ["Silo"] = ["Api", "Grains", "Runtime", "Kafka", "Sdk", "Broker", "Connectors"],
        ["Connectors"] = ["Kafka", "Sdk"],
        ["Testing"] = ["Broker", "Runtime", "Kafka", "Sdk"],
    };

    private static readonly string Source = Path.Combine(RepositoryRoot(), "src");

    public static TheoryData<string> Projects() =>
        [.. Directory.EnumerateFiles(Source, "*.csproj", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(Source, p))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_is_below_it(string project)
    {
        var path = Path.Combine(Source, project);
        var layer = LayerOf(path);
        var references = XDocument.Load(path).Descendants("ProjectReference")
            .Select(r => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, r.Attribute("Include")!.Value.Replace('\\', '/'))));
        Assert.All(references, r => Assert.True(MayUse(layer, LayerOf(r)), $"{project} references {Path.GetRelativePath(Source, r)}"));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_names_only_namespaces_that_are_below_it(string project)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Source, project))!;
        var layer = LayerOf(Path.Combine(Source, project));
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(f => !IsBuildOutput(f)).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            foreach (Match use in NamespaceOfOurs().Matches(File.ReadAllText(file)))
                Assert.True(MayUse(layer, use.Groups[1].Value), $"{Path.GetRelativePath(Source, file)} uses {use.Value}");
        });
    }

    [Fact]
    public void Every_project_below_src_has_its_place()
        => Assert.All(Projects().Select(p => p.Data), p => Assert.Contains(LayerOf(Path.Combine(Source, p)), Allowed.Keys));

    [Theory]
    [InlineData("Broker", "Silo", false)]
    [InlineData("Connectors", "Runtime", false)]
    [InlineData("Runtime", "Grains", false)]
    [InlineData("Silo", "Broker", true)]
    [InlineData("Api", "Api", true)]
    public void The_rule_itself(string from, string to, bool allowed) => Assert.Equal(allowed, MayUse(from, to));

    private static bool MayUse(string from, string to) => from == to || !Allowed.ContainsKey(to) || Allowed[from].Contains(to);

    private static string LayerOf(string path) => Path.GetRelativePath(Source, path).Split('/', '\\')[0];

    private static bool IsBuildOutput(string file)
        => Path.GetRelativePath(Source, file).Split('/', '\\').Any(part => part is "bin" or "obj");

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Connect.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("Connect.sln is in no folder above the test's");
    }

    [GeneratedRegex(@"\bConnect\.([A-Z]\w*)\.")]
    private static partial Regex NamespaceOfOurs();
}
