namespace Connect.Api.Http;

/// <summary>What a method does on the paths of a template.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The path; <c>{name}</c> stands for any segment, <c>{task}</c> for one that is an integer.</param>
/// <param name="Handler">Answers a request.</param>
internal sealed record Operation(string Method, string Template, Func<RestRequest, Task<Answer>> Handler)
{
    /// <summary>One line that tells what it does.</summary>
    public required string Summary { get; init; }

    /// <summary>Its query parameters and their JSON types.</summary>
    public IReadOnlyList<(string Name, string Type)> Query { get; init; } = [];

    /// <summary>The type of the body that it reads; null for none.</summary>
    public Type? Body { get; init; }

    /// <summary>The type of its answer; null for none.</summary>
    public Type? Result { get; init; }

    /// <summary>The status when all goes well.</summary>
    public int Success { get; init; } = 200;

    /// <summary>Whether it is for the listeners of administrators, if there are such.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>Whether it is answered without credentials even if the API asks for them.</summary>
    public bool IsOpen { get; init; }
}
