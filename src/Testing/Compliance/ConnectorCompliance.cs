using System.Text.RegularExpressions;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Testing.Support;

namespace Connect.Testing.Compliance;

/// <summary>What holds for every connector. Inherit <see cref="SourceCompliance{TConnector}"/> or <see cref="SinkCompliance{TConnector}"/>.</summary>
/// <typeparam name="TConnector">The connector.</typeparam>
public abstract partial class ConnectorCompliance<TConnector>
    where TConnector : Connector, new()
{
    private const int Rounds = 10;

    private protected ConnectorCompliance() { }

    /// <summary>A configuration that works, without <c>name</c> and <c>connector.class</c>.</summary>
    protected abstract IReadOnlyDictionary<string, string?> Config { get; }

    /// <summary>The file that holds the settings of the connector as they are meant to be. It is written, not compared, if the environment variable <c>CONNECT_UPDATE_SNAPSHOTS</c> is 1.</summary>
    protected abstract string SnapshotFile { get; }

    /// <summary>Settings whose names look like secrets and that are none.</summary>
    protected virtual IReadOnlyCollection<string> NotSecret => [];

    private protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The settings are those of the snapshot.</summary>
    [Fact]
    public void Its_settings_are_those_of_the_snapshot()
    {
        var now = ConfigSnapshot.Of(new TConnector().Config);
        if (Environment.GetEnvironmentVariable("CONNECT_UPDATE_SNAPSHOTS") == "1") File.WriteAllText(SnapshotFile, now);
        Assert.True(File.Exists(SnapshotFile), $"There is no {SnapshotFile}: run once with CONNECT_UPDATE_SNAPSHOTS=1 and look at what it wrote");
        Assert.Equal(File.ReadAllText(SnapshotFile).ReplaceLineEndings("\n"), now);
    }

    /// <summary>A configuration that works has no errors.</summary>
    [Fact]
    public async Task A_configuration_that_works_has_no_errors() =>
        Assert.All((await new TConnector().ValidateAsync(ConfigWith(), Cancelled)).Values, v => Assert.True(v.Errors.Count == 0, $"{v.Name}: {string.Join("; ", v.Errors)}"));

    /// <summary>All that is missing or unreadable is said at once, each at its setting.</summary>
    [Fact]
    public async Task Validation_names_every_setting_that_is_wrong()
    {
        var connector = new TConnector();
        var typed = connector.Config.Keys.Values.Where(k => k.Type is ConfigType.Boolean or ConfigType.Int or ConfigType.Short or ConfigType.Long or ConfigType.Double);
        var wrong = typed.ToDictionary(k => k.Name, string? (_) => "not a value of its type", StringComparer.Ordinal);
        var values = await connector.ValidateAsync(wrong, Cancelled);
        var missing = connector.Config.Keys.Values.Where(k => !k.HasDefault).Select(k => k.Name);
        Assert.All(wrong.Keys.Union(missing), name => Assert.True(values[name].Errors.Count > 0, $"{name} is wrong or missing and has no error"));
    }

    /// <summary>Settings that hold secrets are of type PASSWORD, so that nothing shows them.</summary>
    [Fact]
    public void Settings_that_hold_secrets_are_passwords() => Assert.All(
        new TConnector().Config.Keys.Values.Where(k => Secret().IsMatch(k.Name) && !NotSecret.Contains(k.Name)),
        k => Assert.True(k.Type == ConfigType.Password, $"{k.Name} looks like a secret and is of type {k.Type}; list it in {nameof(NotSecret)} if it is none"));

    /// <summary>The value of a password is in no log, no error and no answer of the validation, even if it is the wrong one.</summary>
    [Fact]
    public async Task Secrets_are_shown_nowhere()
    {
        var connector = new TConnector();
        var passwords = connector.Config.Keys.Values.Where(k => k.Type == ConfigType.Password).Select(k => k.Name).ToList();
        Assert.SkipWhen(passwords.Count == 0, "The connector has no settings of type PASSWORD");
        var secret = $"hush-{Guid.NewGuid():N}";
        var config = ConfigWith();
        foreach (var name in passwords) config[name] = secret;
        var said = (await connector.ValidateAsync(config, Cancelled)).Values.Select(v => $"{v.Value} {string.Join(" ", v.Errors)}").ToList();
        using var log = new CapturedLog();
        try
        {
            await RoundAsync(config, log);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            said.Add(e.ToString());
        }

        Assert.All(said.Concat(log.Lines), text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    /// <summary>A connector that was stopped can be started again.</summary>
    [Fact]
    public async Task It_starts_stops_and_starts_again()
    {
        await RoundAsync(ConfigWith(), null);
        await RoundAsync(ConfigWith(), null);
    }

    /// <summary>Starting and stopping leaves no threads of its own and no sockets.</summary>
    [Fact]
    public async Task No_thread_and_no_socket_is_left()
    {
        Assert.SkipUnless(ProcessResources.CanBeTold, "Threads and sockets of a process are told by Linux only");

        // What is made once per process is no leak.
        await RoundAsync(ConfigWith(), null);
        var before = ProcessResources.Now();
        for (var round = 0; round < Rounds; round++) await RoundAsync(ConfigWith(), null);

        // What other tests use goes away again; what is left in each round does not.
        await Eventually.TrueAsync(
            () => !ProcessResources.Now().Grown(before, Rounds).Any(),
            () => $"After {Rounds} starts and stops there are {string.Join(", ", ProcessResources.Now().Grown(before, Rounds))} more");
    }

    /// <summary>Starts the connector and its first task, lets it do something, and stops it.</summary>
    private protected abstract Task RoundAsync(IReadOnlyDictionary<string, string?> config, CapturedLog? log);

    private protected Dictionary<string, string?> ConfigWith(params (string Key, string Value)[] settings)
    {
        var config = Config.ToDictionary(StringComparer.Ordinal);
        config["name"] = "connector";
        config["connector.class"] = typeof(TConnector).Name;
        foreach (var (key, value) in settings) config[key] = value;
        return config;
    }

    private protected static (string, string)[] PoisonOf(string text, string tolerance) =>
        [("transforms", "poison"), ("transforms.poison.type", nameof(Poison)), ("transforms.poison.text", text), ("errors.tolerance", tolerance)];

    [GeneratedRegex(@"(^|[._-])(password|passwd|secret|token|passphrase|credentials?|api[._-]key|access[._-]key)$", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
