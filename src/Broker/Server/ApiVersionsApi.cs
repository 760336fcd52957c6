using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;

namespace Connect.Broker.Server;

/// <summary>Tells clients which requests are answered in which versions, and which features are on (KIP-35, KIP-584).</summary>
internal sealed class ApiVersionsApi(RequestRouter router)
{
    /// <summary>Feature levels of Kafka 4.3: clients choose transactions of the second version and the newer group protocol by these.</summary>
    private static readonly (string Name, short Min, short Max)[] Features =
    [
        ("group.version", 0, 1),
        ("metadata.version", 7, 30),
        ("transaction.version", 0, 2),
    ];

    private ApiVersionsResponse? _answer;
    private ApiVersionsResponse? _answerBefore4;

    public void Map() => router.Map<ApiVersionsRequest, ApiVersionsResponse>(Answer);

    /// <summary>The answer to an ApiVersions request in a version that is not known here; always sent in version 0.</summary>
    public static ApiVersionsResponse UnknownVersion() => new()
    {
        ErrorCode = ErrorCode.UnsupportedVersion,
        ApiKeys = [Describe(ApiKey.ApiVersions, ApiVersionsRequest.MinVersion, ApiVersionsRequest.MaxVersion)],
    };

    private ValueTask<ApiVersionsResponse?> Answer(ApiVersionsRequest request, RequestContext context)
    {
        if (context.ApiVersion >= 3 && !(IsSoftwareName(request.ClientSoftwareName) && IsSoftwareName(request.ClientSoftwareVersion)))
            return new(new ApiVersionsResponse { ErrorCode = ErrorCode.InvalidRequest });

        // Before version 4, clients refuse a feature whose lowest level is 0 (KAFKA-17011).
        return new(context.ApiVersion >= 4 ? _answer ??= Build(_ => true) : _answerBefore4 ??= Build(f => f.Min > 0));
    }

    private ApiVersionsResponse Build(Func<(string Name, short Min, short Max), bool> supported) => new()
    {
        ApiKeys = [.. router.Routes.Select(Describe).OrderBy(k => k.ApiKey)],
        SupportedFeatures = [.. Features.Where(supported)
            .Select(f => new ApiVersionsResponse.SupportedFeatureKey { Name = f.Name, MinVersion = f.Min, MaxVersion = f.Max })],
        FinalizedFeaturesEpoch = 1,
        FinalizedFeatures = [.. Features
            .Select(f => new ApiVersionsResponse.FinalizedFeatureKey { Name = f.Name, MinVersionLevel = f.Max, MaxVersionLevel = f.Max })],
    };

    // librdkafka takes codecs it may use from a Produce range that begins with 0, though nobody may use those versions (KAFKA-18659).
    private static ApiVersionsResponse.ApiVersion Describe(Route route)
        => Describe(route.Key, route.Key == ApiKey.Produce ? (short)0 : route.MinVersion, route.MaxVersion);

    private static ApiVersionsResponse.ApiVersion Describe(ApiKey key, short min, short max)
        => new() { ApiKey = (short)key, MinVersion = min, MaxVersion = max };

    /// <summary>Letters and digits, with dots and dashes between them (KIP-511).</summary>
    private static bool IsSoftwareName(string name)
        => name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');
}
