using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Topics.Metadata;

internal enum MetadataKind : sbyte
{
    /// <summary>A topic has been created, with all that it began with.</summary>
    Topic = 1,

    TopicRemoved = 2,

    /// <summary>A topic has more partitions.</summary>
    Partitions = 3,

    /// <summary>All own settings of a topic, in place of those before.</summary>
    TopicSettings = 4,

    /// <summary>All own settings of another resource, in place of those before; none removes it.</summary>
    Settings = 5,
}

/// <summary>One change of the cluster's metadata. Which fields count depends on <see cref="Kind"/>.</summary>
internal sealed class MetadataEntry : IStruct
{
    public sbyte Kind;
    public Guid TopicId;
    public string Name = "";
    public int Partitions;
    public sbyte ResourceType;
    public List<Setting> Settings = [];

    public static MetadataEntry Topic(Guid id, string name, int partitions, IReadOnlyDictionary<string, string> settings) =>
        new() { Kind = (sbyte)MetadataKind.Topic, TopicId = id, Name = name, Partitions = partitions, Settings = From(settings) };

    public static MetadataEntry Removed(Guid id) => new() { Kind = (sbyte)MetadataKind.TopicRemoved, TopicId = id };

    public static MetadataEntry MorePartitions(Guid id, int partitions) =>
        new() { Kind = (sbyte)MetadataKind.Partitions, TopicId = id, Partitions = partitions };

    public static MetadataEntry TopicSettings(Guid id, IReadOnlyDictionary<string, string> settings) =>
        new() { Kind = (sbyte)MetadataKind.TopicSettings, TopicId = id, Settings = From(settings) };

    public static MetadataEntry SettingsOf(sbyte resourceType, string name, IReadOnlyDictionary<string, string> settings) =>
        new() { Kind = (sbyte)MetadataKind.Settings, ResourceType = resourceType, Name = name, Settings = From(settings) };

    public Dictionary<string, string> SettingsByName()
    {
        var byName = new Dictionary<string, string>(Settings.Count, StringComparer.Ordinal);
        foreach (var setting in Settings) byName[setting.Name] = setting.Value;
        return byName;
    }

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int8(ref Kind);
        var kind = (MetadataKind)Kind;
        if (kind == MetadataKind.Settings) w.Int8(ref ResourceType);
        else w.Uuid(ref TopicId);
        if (kind is MetadataKind.Topic or MetadataKind.Settings) w.String(ref Name);
        if (kind is MetadataKind.Topic or MetadataKind.Partitions) w.Int32(ref Partitions);
        if (kind is MetadataKind.Topic or MetadataKind.TopicSettings or MetadataKind.Settings) w.Array(ref Settings);
        w.NoTags();
    }

    private static List<Setting> From(IReadOnlyDictionary<string, string> settings)
    {
        var list = new List<Setting>(settings.Count);
        foreach (var (name, value) in settings) list.Add(new Setting { Name = name, Value = value });
        return list;
    }

    internal sealed class Setting : IStruct
    {
        public string Name = "";
        public string Value = "";

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.String(ref Value);
            w.NoTags();
        }
    }
}

/// <summary>Changes that happen together: after a crash all of them are there, or none.</summary>
internal sealed class MetadataBatch : IMessage
{
    public static short FlexibleSince => 0;

    public List<MetadataEntry> Entries = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Array(ref Entries);
        w.NoTags();
    }
}
