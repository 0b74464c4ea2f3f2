using CompetencyModular.Host.Access.ForgotPassword;
using CompetencyModular.Host.Persistence;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access.Providers.SignInWithProvider;

/// <summary><c>/sign-in/with/…</c> leads to a provider, <c>/sign-in/callback/…</c> is where it leads back to. Open to all, because nobody is signed in yet.</summary>
internal static class ProviderEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/sign-in/with/{ProviderId:guid}", LeaveAsync).WithMetadata(new AllowAnonymousAttribute()).ExcludeFromDescription();
        app.MapGet("/sign-in/callback/{ProviderId:guid}", ComeBackAsync).WithMetadata(new AllowAnonymousAttribute()).ExcludeFromDescription();
    }

    private static async Task LeaveAsync(Guid providerId, string? returnUrl, HttpContext context, PlatformDb db, ProviderHandlers handlers, ResetLimits limits, ILogger<ProviderArrivals> log)
    {
        if (await FindAsync(db, providerId, context) is not { } provider) return;
        if (!limits.AdmitPlace(context))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        try
        {
            var target = returnUrl is ['/', not '/' and not '\\', ..] ? returnUrl : "/";
            await (await handlers.ForAsync(provider, context)).ChallengeAsync(new AuthenticationProperties { RedirectUri = target });
        }
        catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException or TaskCanceledException && !context.Response.HasStarted)
        {
            log.LogWarning("The provider {Provider} does not answer: {Reason}", providerId, exception.GetType().Name);
            context.Response.Redirect($"/sign-in?{ProviderArrivals.Refusal}=provider-away");
        }
    }

    private static async Task ComeBackAsync(Guid providerId, HttpContext context, PlatformDb db, ProviderHandlers handlers, ResetLimits limits)
    {
        if (await FindAsync(db, providerId, context) is not { } provider) return;
        if (!limits.AdmitPlace(context))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (!await (await handlers.ForAsync(provider, context)).HandleRequestAsync()) context.Response.Redirect("/sign-in");
    }

    private static async Task<SignInProvider?> FindAsync(PlatformDb db, Guid id, HttpContext context)
    {
        var provider = await db.Set<SignInProvider>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id && p.IsOn, context.RequestAborted);
        if (provider is null) context.Response.StatusCode = StatusCodes.Status404NotFound;
        return provider;
    }
}
