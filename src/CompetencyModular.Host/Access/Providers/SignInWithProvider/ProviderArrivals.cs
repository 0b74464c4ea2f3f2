using System.Security.Claims;
using CompetencyModular.Host.Access.SignIn;
using CompetencyModular.Host.Access.TwoSteps;
using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.People;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Messaging;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access.Providers.SignInWithProvider;

/// <summary>
/// Signs in whoever a provider vouches for. The provider's subject decides; at the first sign-in the e-mail address finds the account, or the person, where
/// the provider says that it verified it. Somebody unknown is added only where the administrators want that.
/// </summary>
internal sealed class ProviderArrivals(PlatformDb db, Accounts accounts, PasswordResets resets, Sessions sessions, SecondSteps steps, OutboxWriter outbox, UnitOfWork work)
{
    /// <summary>How the page learns which of its texts says why; the address tells nothing else.</summary>
    public const string Refusal = "refused";

    public static async Task ArrivedAsync(TicketReceivedContext received)
    {
        var http = received.HttpContext;
        received.HandleResponse();
        var result = received.Principal is { } principal && http.GetRouteValue("ProviderId") is { } id && Guid.TryParse(id.ToString(), out var providerId)
            ? await http.RequestServices.GetRequiredService<ProviderArrivals>().SignInAsync(providerId, principal, http.Request.Headers.UserAgent.ToString(), http.RequestAborted)
            : new Error(ErrorKind.Unauthenticated, "provider", "");
        if (result.Error is { } error)
        {
            http.Response.Redirect($"/sign-in?{Refusal}={error.Code}");
            return;
        }

        var target = received.ReturnUri is ['/', not '/' and not '\\', ..] ? received.ReturnUri : "/";
        if (result.Value.Ticket is { } ticket)
        {
            SecondStepPage.Keep(http, ticket);
            http.Response.Redirect($"/sign-in/second-step?returnUrl={Uri.EscapeDataString(target)}");
            return;
        }

        SessionMiddleware.SignIn(http, result.Value.Secret, result.Value.ExpiresAt);
        http.Response.Redirect(target);
    }

    public static Task RefusedAsync(RemoteFailureContext failed)
    {
        // What was wrong is for the log; whoever tampered learns nothing.
        failed.HttpContext.RequestServices.GetRequiredService<ILogger<ProviderArrivals>>().LogWarning("A sign-in by a provider was refused: {Reason}", failed.Failure?.GetType().Name);
        failed.HandleResponse();
        failed.Response.Redirect($"/sign-in?{Refusal}=provider");
        return Task.CompletedTask;
    }

    public static Task DeniedAsync(AccessDeniedContext denied)
    {
        denied.HandleResponse();
        denied.Response.Redirect("/sign-in");
        return Task.CompletedTask;
    }

    private async Task<Result<SignInAnswer>> SignInAsync(Guid providerId, ClaimsPrincipal principal, string client, CancellationToken cancellationToken) =>
        await work.RunAsync<Result<SignInAnswer>>("Platform.SignInWithProvider", async ct =>
        {
            if (await db.Set<SignInProvider>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == providerId && p.IsOn, ct) is not { } provider) return Refuse("provider");
            if (principal.FindFirstValue("sub") is not { Length: > 0 and <= 300 } subject) return Refuse("provider");
            var found = await AccountAsync(provider, subject, principal, ct);
            if (found.Error is { } error) return error;
            var account = found.Value;
            if (!await db.Set<Person>().AnyAsync(p => p.Id == account.PersonId && p.IsActive, ct) && db.ChangeTracker.Entries<Person>().All(e => e.Entity.Id != account.PersonId || !e.Entity.IsActive)) return Refuse("provider-left");
            outbox.Actor = account.PersonId;
            if (account.TwoFactorEnabled) return new SignInAnswer(Ticket: steps.Ticket(account));
            await sessions.SweepAsync(ct);
            var (secret, expires) = await sessions.BeginAsync(account, SessionKind.Browser, client, ct);
            return new SignInAnswer(secret, expires);
        }, cancellationToken);

    private async Task<Result<Account>> AccountAsync(SignInProvider provider, string subject, ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        var linked = await (from login in db.Set<ExternalLogin>() join account in db.Set<Account>() on login.AccountId equals account.Id
                            where login.ProviderId == provider.Id && login.Subject == subject select account).FirstOrDefaultAsync(cancellationToken);
        if (linked is not null) return linked;

        var email = principal.FindFirstValue(provider.EmailClaim)?.Trim();
        if (!EmailAddress.IsValid(email)) return Refuse("provider-email");
        if (provider.Domains.Count > 0 && !provider.Domains.Any(d => email!.EndsWith($"@{d}", StringComparison.OrdinalIgnoreCase))) return Refuse("provider-domain");
        // Who may say an address unverified could be anybody. A provider that says nothing of it is believed for the organisation's own domains alone.
        var verified = principal.FindFirstValue("email_verified");
        if (verified is null ? provider.Domains.Count == 0 : !bool.TryParse(verified, out var isVerified) || !isVerified) return Refuse("provider-email");

        var known = await accounts.FindAsync(email!, cancellationToken);
        if (known is null && provider.CreatesPeople) known = accounts.AddWithoutPassword((await PersonAsync(provider, email!, principal, cancellationToken)).Id, email!, provider.Role);
        if (known is null) return Refuse("provider-unknown");
        await resets.UsedAsync(known, cancellationToken);
        db.Add(new ExternalLogin { ProviderId = provider.Id, Subject = subject, AccountId = known.Id });
        return known;
    }

    /// <summary>The person without an account whom the claims are about, or a new one.</summary>
    private async Task<Person> PersonAsync(SignInProvider provider, string email, ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        string Claim(string name, string otherwise) => name.Length > 0 && principal.FindFirstValue(name)?.Trim() is { Length: > 0 } value ? value.Length > 100 ? value[..100] : value : otherwise;
        var number = Claim(provider.PersonnelNumberClaim, "") is { Length: > 0 and <= 50 } given ? given : null;
        var without = db.Set<Person>().Where(p => p.IsActive && !db.Set<Account>().Any(a => a.PersonId == p.Id));
        var known = number is null ? null : await without.FirstOrDefaultAsync(p => p.PersonnelNumber == number || db.Set<Person>().Any(m => m.MergedIntoId == p.Id && m.PersonnelNumber == number), cancellationToken);
        known ??= await without.Where(p => p.Email == email).OrderBy(p => p.Id).FirstOrDefaultAsync(cancellationToken);
        if (known is not null) return known;
        var taken = number is not null && await db.Set<Person>().AnyAsync(p => p.PersonnelNumber == number, cancellationToken);
        var person = new Person { PersonnelNumber = taken ? null : number }.Describe(Claim(provider.GivenNameClaim, email.Split('@')[0]), Claim(provider.FamilyNameClaim, ""), email, "", "");
        db.Add(person);
        return person;
    }

    private static Error Refuse(string code) => new(ErrorKind.Unauthenticated, code, "");
}
