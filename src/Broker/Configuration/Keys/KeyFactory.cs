namespace Connect.Broker.Configuration.Keys;

/// <summary>Lets the tables of settings read like tables.</summary>
internal static class KeyFactory
{
    public static ConfigKey Boolean(string name, string? value, ConfigRule? rule = null, KeyTraits traits = KeyTraits.None) =>
        new(name, ConfigType.Boolean, value, rule, traits);

    public static ConfigKey String(string name, string? value, ConfigRule? rule = null, KeyTraits traits = KeyTraits.None) =>
        new(name, ConfigType.String, value, rule, traits);

    public static ConfigKey Int(string name, string? value, ConfigRule? rule = null, KeyTraits traits = KeyTraits.None) =>
        new(name, ConfigType.Int, value, rule, traits);

    public static ConfigKey Short(string name, string? value, ConfigRule? rule = null, KeyTraits traits = KeyTraits.None) =>
        new(name, ConfigType.Short, value, rule, traits);

    public static ConfigKey Long(string name, string? value, ConfigRule? rule = null, KeyTraits traits = KeyTraits.None) =>
        new(name, ConfigType.Long, value, rule, traits);

    public static ConfigKey Double(string name, string? value, ConfigRule? rule = null, KeyTraits traits = KeyTraits.None) =>
        new(name, ConfigType.Double, value, rule, traits);

    public static ConfigKey List(string name, string? value, ConfigRule? rule = null, KeyTraits traits = KeyTraits.None) =>
        new(name, ConfigType.List, value, rule, traits);

    public static ConfigKey Class(string name, string? value, ConfigRule? rule = null, KeyTraits traits = KeyTraits.None) =>
        new(name, ConfigType.Class, value, rule, traits);
}
