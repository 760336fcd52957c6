namespace Connect.Broker.Topics;

/// <summary>A data folder that this broker must not touch; the message is one line for the one who starts it.</summary>
internal sealed class DataFolderException(string message) : Exception(message);
