using System.Globalization;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Authorization;

namespace CompetencyModular.Host.Access.SignIn;

/// <summary><c>POST /api/v1/sign-in</c>: the one endpoint of the API that needs no token.</summary>
internal static class SignInEndpoint
{
    public static void Map(WebApplication app) => app.MapPost("/api/v1/sign-in", async (Request request, HttpContext context, SignIn signIn) =>
        {
            var result = await signIn.TryAsync(request.Email, request.Password, SessionKind.Token, context, context.RequestAborted);
            if (result.Error is not { } error) return (IResult)TypedResults.Ok(new Response(result.Value.Secret, result.Value.ExpiresAt));
            if (error.Code == SignIn.TooOften) context.Response.Headers.RetryAfter = SignInLimits.Window.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            return UseCaseEndpoints.ToProblem(error);
        })
        .WithMetadata(new AllowAnonymousAttribute())
        .WithTags("Platform")
        .WithSummary("Signs in with e-mail and password and returns a bearer token for this API.")
        .Produces<Response>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>Who signs in.</summary>
    internal sealed record Request(string? Email, string? Password);

    /// <summary>The token, to be sent as <c>Authorization: Bearer …</c>, and the instant at which it ends (UTC).</summary>
    internal sealed record Response(string Token, DateTimeOffset ExpiresAt);
}
