using Connect.Compatibility.Tests.Format;

namespace Connect.Compatibility.Tests.Kinds;

internal static class RecordKinds
{
    public static VectorKind Print { get; } = new((v, _) => Canonical.Quoted(RecordReader.Read(v.Input)!.ToString()), Expectations.Plain);
}
