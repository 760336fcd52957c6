using Connect.Kafka.Producing;
using Connect.Runtime.Errors;
using Connect.Runtime.Pipeline;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;

namespace Connect.Runtime.Sources;

/// <summary>Transforms records and converts them to bytes; one that goes wrong is reported.</summary>
internal sealed class SourceRecordWriter(RecordConverters converters, TransformationChain transformations, ErrorHandling errors)
{
    private string _stage = "";
    private string _class = "";

    /// <summary>The record after the transformations, with its bytes; null if it was dropped.</summary>
    /// <exception cref="RetriableException">It may work another time.</exception>
    /// <exception cref="ConnectException">The record is wrong, and that is not tolerated.</exception>
    public SourceRecord? Write(SourceRecord record, RecordBytes bytes)
    {
        try
        {
            var written = Transform(record);
            if (written is not null) Convert(written, bytes);
            return written;
        }
        catch (Exception e) when (e is not RetriableException)
        {
            Report(e, record);
            return null;
        }
    }

    /// <summary>Reports the record that went wrong last.</summary>
    /// <exception cref="ConnectException">That is not tolerated.</exception>
    public void Report(Exception error, SourceRecord record)
    {
        var className = _stage == Stage.Transformation ? transformations.CurrentClass : _class;
        errors.Log(new Failure(error, _stage, className), () => $"source record is = {record}");
        errors.ThrowUnlessTolerated(error);
    }

    private SourceRecord? Transform(SourceRecord record)
    {
        if (transformations.Count == 0) return record;
        _stage = Stage.Transformation;
        return (SourceRecord?)transformations.Apply(record);
    }

    /// <summary>Apart from the rest, so that records without headers pay for no closure.</summary>
    private void ConvertHeaders(SourceRecord record, string topic, RecordBytes bytes)
    {
        (_stage, _class) = (Stage.HeaderConverter, converters.HeaderClass);
        foreach (var header in record.Headers)
            bytes.AddHeader(header.Key, output => converters.Header.FromConnectHeader(topic, header.Key, header.Schema, header.Value, output));
    }

    private void Convert(SourceRecord record, RecordBytes bytes)
    {
        bytes.Clear();
        var topic = record.Topic ?? throw new DataException("The record has no topic");
        if (record.Timestamp is < -1) throw new DataException($"Invalid record timestamp {record.Timestamp}");
        if (record.Headers.Count > 0) ConvertHeaders(record, topic, bytes);
        (_stage, _class) = (Stage.KeyConverter, converters.KeyClass);
        var start = bytes.Position;
        bytes.SetKey(start, converters.Key.FromConnectData(topic, record.Headers, record.KeySchema, record.Key, bytes.Output));
        (_stage, _class) = (Stage.ValueConverter, converters.ValueClass);
        start = bytes.Position;
        bytes.SetValue(start, converters.Value.FromConnectData(topic, record.Headers, record.ValueSchema, record.Value, bytes.Output));
    }
}
