using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;

namespace CompetencyModular.Host.Access.SignOut;

/// <summary><c>POST /sign-out</c>: ends this browser's session. Open to all, because somebody whose session has ended already wants to get out too.</summary>
internal static class SignOut
{
    public static void Map(WebApplication app) => app.MapPost("/sign-out", HandleAsync).WithMetadata(new AllowAnonymousAttribute()).ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(HttpContext context, IAntiforgery antiforgery, ActingContext acting, Sessions sessions, UnitOfWork work)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        if (acting.HasTenant && SessionMiddleware.SecretOf(context) is { } secret)
        {
            var ended = await work.RunAsync<Result<Done>>("Platform.SignOut", async ct =>
            {
                await sessions.EndAsync(secret, ct);
                return Done.Value;
            }, context.RequestAborted);
            // Whoever is told that they are out must be out: the cookie goes with the session, not before it.
            if (ended.Error is not null) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            sessions.Forget(secret);
        }

        SessionMiddleware.SignOut(context);
        SignIn.SecondStepPage.Forget(context);
        if (acting.DeviceId is not null) SharedDevices.SharedDevices.Clear(context);
        return Results.LocalRedirect("/sign-in");
    }
}
