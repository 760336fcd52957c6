using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>DescribeUserScramCredentials (key 50), version 0: the request.</summary>
internal sealed class DescribeUserScramCredentialsRequest : IRequest
{
    public static ApiKey Api => ApiKey.DescribeUserScramCredentials;

    public static short MinVersion => 0;

    public static short MaxVersion => 0;

    public static short FlexibleSince => 0;

    public List<UserName>? Users = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.NullableArray(ref Users);
        w.NoTags();
    }

    internal sealed class UserName : IStruct
    {
        public string Name = "";

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.NoTags();
        }
    }
}

/// <summary>DescribeUserScramCredentials (key 50), version 0: the response.</summary>
internal sealed class DescribeUserScramCredentialsResponse : IMessage
{
    public static short FlexibleSince => 0;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public string? ErrorMessage = "";
    public List<DescribeUserScramCredentialsResult> Results = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Error(ref ErrorCode);
        w.NullableString(ref ErrorMessage);
        w.Array(ref Results);
        w.NoTags();
    }

    internal sealed class DescribeUserScramCredentialsResult : IStruct
    {
        public string User = "";
        public ErrorCode ErrorCode;
        public string? ErrorMessage = "";
        public List<CredentialInfo> CredentialInfos = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref User);
            w.Error(ref ErrorCode);
            w.NullableString(ref ErrorMessage);
            w.Array(ref CredentialInfos);
            w.NoTags();
        }
    }

    internal sealed class CredentialInfo : IStruct
    {
        public sbyte Mechanism;
        public int Iterations;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int8(ref Mechanism);
            w.Int32(ref Iterations);
            w.NoTags();
        }
    }
}
