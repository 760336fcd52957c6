using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Server;
using Connect.Broker.Topics;

namespace Connect.Broker.Admin.Topics;

internal sealed class DeleteTopicsHandler(TopicRegistry topics)
{
    private const short StatesSince = 6;

    public DeleteTopicsResponse Answer(DeleteTopicsRequest request, RequestContext context)
    {
        var asked = context.ApiVersion >= StatesSince
            ? request.Topics.ConvertAll(t => (t.Name, t.TopicId))
            : request.TopicNames.ConvertAll(n => ((string?)n, Guid.Empty));
        var response = new DeleteTopicsResponse();
        foreach (var (name, id) in asked.Distinct())
        {
            var (error, message) = Delete(name, id, asked, out var deleted);
            response.Responses.Add(new()
            {
                Name = deleted?.Name ?? name,
                TopicId = deleted?.Id ?? id,
                ErrorCode = error,
                ErrorMessage = message,
            });
        }

        return response;
    }

    private (ErrorCode Error, string? Message) Delete(string? name, Guid id, List<(string? Name, Guid Id)> asked, out TopicInfo? topic)
    {
        topic = null;
        if (name is not null && id != Guid.Empty) return (ErrorCode.InvalidRequest, "You may not specify both topic name and topic id.");
        if (name is null && id == Guid.Empty) return (ErrorCode.InvalidRequest, "Neither topic name nor id were specified.");
        if (asked.Count(a => a == (name, id)) > 1)
            return (ErrorCode.InvalidRequest, name is null ? "Duplicate topic id." : "Duplicate topic name.");
        if (!topics.Settings.Log.DeleteTopics) return (ErrorCode.TopicDeletionDisabled, "Topic deletion is disabled.");
        var found = name is null ? topics.TryGet(id, out var info) : topics.TryGet(name, out info);
        if (!found) return name is null ? (ErrorCode.UnknownTopicId, ErrorText.UnknownTopicId) : (ErrorCode.UnknownTopicOrPartition, ErrorText.UnknownTopic);
        if (name is not null && asked.Contains((null, info!.Id)))
            return (ErrorCode.InvalidRequest, "The provided topic name maps to an ID that was already supplied.");
        var error = topics.Delete(info!.Id);
        if (error == ErrorCode.UnknownTopicId && name is not null) error = ErrorCode.UnknownTopicOrPartition;
        if (error == ErrorCode.None) topic = info;
        return (error, null);
    }
}
