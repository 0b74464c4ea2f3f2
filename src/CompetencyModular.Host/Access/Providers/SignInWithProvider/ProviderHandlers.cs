using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using CompetencyModular.Host.Tenancy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CompetencyModular.Host.Access.Providers.SignInWithProvider;

/// <summary>
/// ASP.NET Core's own handler of OpenID Connect, made for a provider of the tenant that asks. It is not among the host's schemes: which providers there are is
/// each tenant's matter, and changes while the host runs.
/// </summary>
internal sealed class ProviderHandlers(IDataProtectionProvider protection, ILoggerFactory logs)
{
    private readonly ConcurrentDictionary<(Guid TenantId, Guid ProviderId, int Version), OpenIdConnectOptions> known = new();

    public static string CallbackOf(Guid providerId) => $"/sign-in/callback/{providerId}";

    public async Task<OpenIdConnectHandler> ForAsync(SignInProvider provider, HttpContext context)
    {
        var services = context.RequestServices;
        var tenantId = services.GetRequiredService<ActingContext>().Tenant.Id;
        var secrets = services.GetRequiredService<TenantSecrets>();
        var options = known.GetOrAdd((tenantId, provider.Id, provider.Version), _ => Make(provider, secrets));
        var scheme = new AuthenticationScheme(SchemeOf(provider), displayName: null, typeof(OpenIdConnectHandler));
        var handler = new OpenIdConnectHandler(new One(options), logs, HtmlEncoder.Default, UrlEncoder.Default);
        await handler.InitializeAsync(scheme, context);
        return handler;
    }

    private static string SchemeOf(SignInProvider provider) => $"provider {provider.Id:N}";

    private OpenIdConnectOptions Make(SignInProvider provider, TenantSecrets secrets)
    {
        var issuer = provider.Issuer;
        var options = new OpenIdConnectOptions
        {
            Authority = issuer,
            ClientId = provider.ClientId,
            ClientSecret = provider.ProtectedSecret is { } kept ? secrets.Unprotect(ProviderSecrets.Purpose, kept) : null,
            RequireHttpsMetadata = !ProviderSecrets.IsThisMachine(issuer),
            ResponseType = OpenIdConnectResponseType.Code,
            ResponseMode = OpenIdConnectResponseMode.Query,
            UsePkce = true,
            GetClaimsFromUserInfoEndpoint = true,
            MapInboundClaims = false,
            SaveTokens = false,
            DisableTelemetry = true,
            CallbackPath = CallbackOf(provider.Id),
            SignInScheme = SchemeOf(provider),
            BackchannelTimeout = TimeSpan.FromSeconds(15),
            RemoteAuthenticationTimeout = TimeSpan.FromMinutes(15),
            TokenValidationParameters = new TokenValidationParameters
            {
                NameClaimType = "sub",
                // What was configured decides, not what a document at that address says of itself.
                IssuerValidator = (found, _, _) => found.TrimEnd('/') == issuer.TrimEnd('/') ? found : throw new SecurityTokenInvalidIssuerException($"The issuer {found} is not the one that was configured."),
                ValidAudience = provider.ClientId,
            },
            Events = new OpenIdConnectEvents { OnTicketReceived = ProviderArrivals.ArrivedAsync, OnRemoteFailure = ProviderArrivals.RefusedAsync, OnAccessDenied = ProviderArrivals.DeniedAsync },
        };
        foreach (var scope in new[] { "email" }) options.Scope.Add(scope);
        foreach (var claim in new[] { "sub", "email_verified", provider.EmailClaim, provider.GivenNameClaim, provider.FamilyNameClaim, provider.PersonnelNumberClaim }.Where(c => c.Length > 0).Distinct()) options.ClaimActions.MapJsonKey(claim, claim);
        // Both come back with a link from elsewhere, which is what Lax lets through; a script never reads them.
        (options.CorrelationCookie.SameSite, options.NonceCookie.SameSite) = (SameSiteMode.Lax, SameSiteMode.Lax);
        (options.CorrelationCookie.SecurePolicy, options.NonceCookie.SecurePolicy) = (CookieSecurePolicy.Always, CookieSecurePolicy.Always);
        new OpenIdConnectPostConfigureOptions(protection).PostConfigure(SchemeOf(provider), options);
        return options;
    }

    private sealed class One(OpenIdConnectOptions options) : IOptionsMonitor<OpenIdConnectOptions>
    {
        public OpenIdConnectOptions CurrentValue => options;

        public OpenIdConnectOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<OpenIdConnectOptions, string?> listener) => null;
    }
}

/// <summary>What the pages and the handler both know of a provider's configuration.</summary>
internal static class ProviderSecrets
{
    public const string Purpose = "sign-in provider";

    /// <summary>Whether an address is of this very machine, where http will do.</summary>
    public static bool IsThisMachine(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback;

    public static bool IsIssuer(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Query.Length == 0 && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0 && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
