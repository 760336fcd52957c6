using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Server;

/// <summary>One kind of request: reads it, has it answered, writes the answer.</summary>
internal abstract class Route
{
    public abstract ApiKey Key { get; }

    public abstract short MinVersion { get; }

    public abstract short MaxVersion { get; }

    public abstract short FlexibleSince { get; }

    /// <summary>Reads the body and answers it into <paramref name="answer"/>. False: the protocol wants no answer.</summary>
    /// <exception cref="WireFormatException">The body is not a request of this kind and version.</exception>
    public abstract ValueTask<bool> AnswerAsync(byte[] frame, int start, int length, RequestContext context, WireBuffer answer);
}

internal sealed class Route<TRequest, TResponse>(RequestHandler<TRequest, TResponse> handler) : Route
    where TRequest : class, IRequest, new()
    where TResponse : class, IMessage, new()
{
    public override ApiKey Key => TRequest.Api;

    public override short MinVersion => TRequest.MinVersion;

    public override short MaxVersion => TRequest.MaxVersion;

    public override short FlexibleSince => TRequest.FlexibleSince;

    public override async ValueTask<bool> AnswerAsync(byte[] frame, int start, int length, RequestContext context, WireBuffer answer)
    {
        var request = WireReader.ReadRequest<TRequest>(frame, start, length, context.ApiVersion);
        var response = await handler(request, context).ConfigureAwait(false);
        if (response is null) return false;
        WireWriter.Write(answer, response, context.ApiVersion);
        return true;
    }
}
