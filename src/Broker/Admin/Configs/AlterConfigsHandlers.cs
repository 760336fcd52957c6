using Connect.Broker.Configuration;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;

namespace Connect.Broker.Admin.Configs;

/// <summary>AlterConfigs, which replaces all settings of a resource, and IncrementalAlterConfigs, which changes single ones.</summary>
internal sealed class AlterConfigsHandlers(ConfigAlteration alteration)
{
    public AlterConfigsResponse Answer(AlterConfigsRequest request)
    {
        var response = new AlterConfigsResponse();
        var twice = AskedTwice(request.Resources.Select(r => (r.ResourceType, r.ResourceName)));
        foreach (var resource in request.Resources)
        {
            var changes = resource.Configs.ConvertAll(c => new ConfigChange(c.Name, ConfigOperation.Set, c.Value));
            var (error, message) = Alter(twice, resource.ResourceType, resource.ResourceName, changes, replace: true, request.ValidateOnly);
            response.Responses.Add(new()
            {
                ResourceType = resource.ResourceType,
                ResourceName = resource.ResourceName,
                ErrorCode = error,
                ErrorMessage = message,
            });
        }

        return response;
    }

    public IncrementalAlterConfigsResponse Answer(IncrementalAlterConfigsRequest request)
    {
        var response = new IncrementalAlterConfigsResponse();
        var twice = AskedTwice(request.Resources.Select(r => (r.ResourceType, r.ResourceName)));
        foreach (var resource in request.Resources)
        {
            var changes = resource.Configs.ConvertAll(c => new ConfigChange(c.Name, (ConfigOperation)c.ConfigOperation, c.Value));
            var (error, message) = Alter(twice, resource.ResourceType, resource.ResourceName, changes, replace: false, request.ValidateOnly);
            response.Responses.Add(new()
            {
                ResourceType = resource.ResourceType,
                ResourceName = resource.ResourceName,
                ErrorCode = error,
                ErrorMessage = message,
            });
        }

        return response;
    }

    private (ErrorCode Error, string? Message) Alter(
        HashSet<(sbyte Type, string Name)> twice, sbyte type, string name, List<ConfigChange> changes, bool replace, bool validateOnly) =>
        twice.Contains((type, name))
            ? (ErrorCode.InvalidRequest, "Each resource must appear at most once.")
            : alteration.Alter((ResourceType)type, name, changes, replace, validateOnly);

    private static HashSet<(sbyte Type, string Name)> AskedTwice(IEnumerable<(sbyte Type, string Name)> resources) =>
        [.. resources.GroupBy(r => r).Where(g => g.Count() > 1).Select(g => g.Key)];
}
