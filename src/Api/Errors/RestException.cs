using Microsoft.AspNetCore.Http;

namespace Connect.Api.Errors;

/// <summary>An answer that is an error (<c>ConnectRestException</c>): a status and a text.</summary>
internal sealed class RestException(int status, string message) : Exception(message)
{
    private const string BadRequestClass = "org.apache.kafka.connect.runtime.rest.errors.BadRequestException";

    public int Status { get; } = status;

    /// <summary>What Connect calls such an error, where it shows that.</summary>
    public string JavaClass { get; init; } = BadRequestClass;

    public static RestException BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);

    public static RestException NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    public static RestException Conflict(string message) => new(StatusCodes.Status409Conflict, message);
}
