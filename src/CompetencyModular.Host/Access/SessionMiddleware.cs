using System.Security.Claims;
using CompetencyModular.Host.Access.ChangePassword;
using CompetencyModular.Host.Access.SignIn;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Rest;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access;

/// <summary>Finds out who is asking: a bearer token for the API, a cookie for everything else, and neither for the other's part.</summary>
internal sealed class SessionMiddleware(RequestDelegate next, SessionCache cache, SessionsSeen seen, TimeProvider time)
{
    /// <summary>Only sent back over https or to this very machine, whole host, no script can read it.</summary>
    public const string Cookie = "__Host-competency";

    public async Task InvokeAsync(HttpContext context, ActingContext acting)
    {
        if (acting.HasTenant && acting.AccountId is null && SecretOf(context) is { } secret && await FindAsync(context, SessionKey.Of(acting.Tenant.Id, secret)) is { } signedIn)
        {
            acting.ActAs(signedIn.PersonId, signedIn.AccountId, signedIn.Permissions, signedIn.SessionId, signedIn.Name);
            acting.On(signedIn.DeviceId, signedIn.Idle);
            // Forms are bound to the session by this name; it grants nothing.
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, signedIn.SessionId.ToString())], "session"));
            await OnSharedDeviceAsync(context, acting);
            if (signedIn.First is not FirstOfAll.Nothing && !MayComeFirst(signedIn.First, context.Request.Path))
            {
                if (signedIn.Kind is SessionKind.Browser) context.Response.Redirect(PageOf(signedIn.First));
                else await RefuseAsync(context, signedIn.First);
                return;
            }
        }

        else
        {
            await OnSharedDeviceAsync(context, acting);
        }

        await next(context);
    }

    /// <summary>Finds out whether people share the device that asks; then nothing of one is left to the next: no cache and no way back keeps a page.</summary>
    private static async Task OnSharedDeviceAsync(HttpContext context, ActingContext acting)
    {
        var path = context.Request.Path;
        if (!acting.HasTenant || path.StartsWithSegments("/_content") || path.StartsWithSegments("/_framework") || KindFor(context) is not SessionKind.Browser) return;
        if (acting.DeviceId is null && SharedDevices.SharedDevices.IsNamedBy(context)) acting.On(await context.RequestServices.GetRequiredService<SharedDevices.SharedDevices>().OfAsync(context));
        if (acting.DeviceId is null) return;
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
    }

    public static string? SecretOf(HttpContext context) => KindFor(context) is SessionKind.Browser
        ? context.Request.Cookies[Cookie]
        : context.Request.Headers.Authorization.ToString() is ['B' or 'b', 'e', 'a', 'r', 'e', 'r', ' ', .. var token] ? token.Trim() : null;

    public static void SignIn(HttpContext context, string secret, DateTimeOffset expiresAt) => context.Response.Cookies.Append(Cookie, secret, new CookieOptions
    {
        HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true,
        // A shared device keeps nobody beyond its browser.
        Expires = context.RequestServices.GetRequiredService<ActingContext>().DeviceId is null ? expiresAt : null,
    });

    public static void SignOut(HttpContext context) => context.Response.Cookies.Delete(Cookie, new CookieOptions { Secure = true, Path = "/" });

    private async Task<SignedIn?> FindAsync(HttpContext context, SessionKey key)
    {
        var now = time.GetUtcNow();
        if (!cache.TryGet(key, now, out var signedIn)) signedIn = await context.RequestServices.GetRequiredService<Sessions>().ReadAsync(key, context.RequestAborted);
        if (signedIn is null || signedIn.ExpiresAt <= now || (signedIn.Kind is SessionKind.Browser) != (KindFor(context) is SessionKind.Browser)) return null;
        // What is remembered may be older than what was written down since.
        if (IsIdle(signedIn) && ((signedIn = await context.RequestServices.GetRequiredService<Sessions>().ReadAsync(key, context.RequestAborted)) is null || IsIdle(signedIn)))
        {
            await SharedDevices.SharedDevices.EndIdleAsync(context, SecretOf(context)!);
            return null;
        }

        seen.Note(key.TenantId, signedIn.SessionId, now);
        return signedIn;

        bool IsIdle(SignedIn session) => session.EndsIdle is { } idle && now - seen.At(key.TenantId, session.SessionId, session.LastSeenAt) > idle;
    }

    private static SessionKind KindFor(HttpContext context) => context.Request.Path.StartsWithSegments("/api/v1") ? SessionKind.Token : SessionKind.Browser;

    private static string PageOf(FirstOfAll first) => first is FirstOfAll.Password ? "/me/password" : "/me/security/two-steps";

    /// <summary>Somebody else knows this password, or the organisation asks for two steps: until that is done, a token opens nothing but the way there.</summary>
    private static Task RefuseAsync(HttpContext context, FirstOfAll first) => UseCaseEndpoints.ToProblem(first is FirstOfAll.Password
        ? new Error(ErrorKind.Forbidden, "password_change_required", context.RequestServices.GetRequiredService<IStringLocalizer<ChangePasswordPage>>()["Required"])
        : new Error(ErrorKind.Forbidden, "second_factor_set_up_required", context.RequestServices.GetRequiredService<IStringLocalizer<SecondStepPage>>()["SetUpRequired"])).ExecuteAsync(context);

    private static bool MayComeFirst(FirstOfAll first, PathString path) =>
        path.StartsWithSegments(PageOf(first)) || path.StartsWithSegments("/api/v1" + PageOf(first)) || path.StartsWithSegments("/sign-out") || path.StartsWithSegments("/_content") || path.StartsWithSegments("/_framework") || path.StartsWithSegments("/language");
}
