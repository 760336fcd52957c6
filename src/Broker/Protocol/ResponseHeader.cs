using System.Buffers.Binary;
using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol;

/// <summary>The length, correlation id and tagged fields in front of every answer.</summary>
internal static class ResponseHeader
{
    private const int LengthPrefix = 4;

    public static void Begin(WireBuffer answer, int correlationId, bool flexible)
    {
        answer.Append(LengthPrefix);
        BinaryPrimitives.WriteInt32BigEndian(answer.Append(4), correlationId);
        if (flexible) answer.Append(1)[0] = 0;
    }

    /// <summary>Fills in the length when the whole answer is known.</summary>
    public static void Complete(WireBuffer answer) => BinaryPrimitives.WriteInt32BigEndian(answer.Span, answer.TotalLength - LengthPrefix);
}
