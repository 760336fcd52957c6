using Microsoft.AspNetCore.Http;

namespace Connect.Api.Errors;

/// <summary>An answer that is an error (<c>ConnectRestException</c>): a status and a text.</summary>
internal sealed class RestException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public static RestException BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);

    public static RestException NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    public static RestException Conflict(string message) => new(StatusCodes.Status409Conflict, message);
}
