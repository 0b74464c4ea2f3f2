using System.Globalization;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.SignIn;

/// <summary><c>POST /api/v1/sign-in</c>: the one endpoint of the API that needs no token.</summary>
internal static class SignInEndpoint
{
    public static void Map(WebApplication app) => app.MapPost("/api/v1/sign-in", async (Request request, HttpContext context, SignIn signIn, IStringLocalizer<SignInPage> texts) =>
        {
            var result = await signIn.TryAsync(request.Email, request.Password, request.Code, SessionKind.Token, context, context.RequestAborted);
            if (result is { IsSuccess: true, Value.Ticket: null }) return (IResult)TypedResults.Ok(new Response(result.Value.Secret, result.Value.ExpiresAt));
            var error = result.Error ?? new Error(ErrorKind.Unauthenticated, "second_factor_required", texts["StepRequired"]);
            if (error.Code == SignIn.TooOften) context.Response.Headers.RetryAfter = SignInLimits.Window.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            return UseCaseEndpoints.ToProblem(error);
        })
        .WithMetadata(new AllowAnonymousAttribute())
        .WithTags("Platform")
        .WithSummary("Signs in with e-mail address or personnel number and password, and the code of the second step where the account has one, and returns a bearer token for this API. Without that code the answer is 401 second_factor_required.")
        .Produces<Response>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>Who signs in, by e-mail address or personnel number (as <c>email</c>); the code is that of the authenticator app, or a recovery code.</summary>
    internal sealed record Request(string? Email, string? Password, string? Code);

    /// <summary>The token, to be sent as <c>Authorization: Bearer …</c>, and the instant at which it ends (UTC).</summary>
    internal sealed record Response(string Token, DateTimeOffset ExpiresAt);
}
