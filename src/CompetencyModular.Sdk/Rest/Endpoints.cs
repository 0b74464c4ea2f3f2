using System.Reflection;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CompetencyModular.Sdk.Rest;

/// <summary>
/// Offers a use case over REST, under <c>/api/v1/{prefix}/</c>. The host finds it, gates it by the message's feature and permission and takes bearer tokens only.
/// </summary>
public interface IEndpoint
{
    /// <summary>Maps one route, with <see cref="UseCaseEndpoints.Get{TQuery,T}"/> or <see cref="UseCaseEndpoints.Post{TCommand,T}"/>.</summary>
    static abstract void Map(IEndpointRouteBuilder api);
}

/// <summary>Names the use case that an endpoint sends, so that the host can find its permission.</summary>
public sealed record UseCaseMetadata(Type Message)
{
    /// <summary>The permission that the use case requires; null where it names none.</summary>
    public string? Permission { get; } = Message.GetCustomAttribute<RequiresAttribute>()?.Permission;
}

/// <summary>Maps use cases. The message's members bind by attribute and name as in <c>[AsParameters]</c>: route, query, <c>[FromBody]</c>.</summary>
public static class UseCaseEndpoints
{
    /// <summary>Maps a read to GET.</summary>
    /// <param name="api">The module's group.</param>
    /// <param name="pattern">Below the module's prefix.</param>
    /// <param name="summary">One sentence for the API's document.</param>
    public static RouteHandlerBuilder Get<TQuery, T>(this IEndpointRouteBuilder api, string pattern, string summary) where TQuery : IRead<T> =>
        Describe<TQuery, T>(api.MapOnDemand(HttpMethods.Get, pattern, async ([AsParameters] TQuery query, ISend send, CancellationToken ct) => ToHttp(await send.SendAsync(query, ct))), summary);

    /// <summary>Maps a write to POST; parameters as for <see cref="Get{TQuery,T}"/>.</summary>
    public static RouteHandlerBuilder Post<TCommand, T>(this IEndpointRouteBuilder api, string pattern, string summary) where TCommand : IWrite<T> =>
        Describe<TCommand, T>(api.MapOnDemand(HttpMethods.Post, pattern, async ([AsParameters] TCommand command, ISend send, CancellationToken ct) => ToHttp(await send.SendAsync(command, ct))), summary);

    /// <summary>Maps a read that needs a body to POST; parameters as for <see cref="Get{TQuery,T}"/>.</summary>
    public static RouteHandlerBuilder PostRead<TQuery, T>(this IEndpointRouteBuilder api, string pattern, string summary) where TQuery : IRead<T> =>
        Describe<TQuery, T>(api.MapOnDemand(HttpMethods.Post, pattern, async ([AsParameters] TQuery query, ISend send, CancellationToken ct) => ToHttp(await send.SendAsync(query, ct))), summary);

    private static RouteHandlerBuilder Describe<TMessage, T>(RouteHandlerBuilder endpoint, string summary) => endpoint
        .WithMetadata(new UseCaseMetadata(typeof(TMessage)))
        .WithSummary(summary)
        .Produces<T>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static IResult ToHttp<T>(Result<T> result) => result.Error is { } error ? ToProblem(error) : TypedResults.Ok(result.Value);

    /// <summary>An error as RFC 9457 problem details with its code in <c>code</c> and messages per field in <c>errors</c>.</summary>
    public static ProblemHttpResult ToProblem(Error error)
    {
        var problem = new ProblemDetails { Status = StatusOf(error.Kind), Title = error.Message.Length > 0 ? error.Message : error.Code };
        problem.Extensions["code"] = error.Code;
        if (error.Fields is { Count: > 0 } fields) problem.Extensions["errors"] = fields;
        return TypedResults.Problem(problem);
    }

    /// <summary>The HTTP status of a sort of refusal.</summary>
    public static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status503ServiceUnavailable,
    };
}
