using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.SignIn;

/// <summary>Signs somebody in with e-mail and password. One answer for every refusal: nobody learns who has an account here.</summary>
internal sealed class SignIn(ActingContext acting, Accounts accounts, Sessions sessions, SignInLimits limits, OutboxWriter outbox, UnitOfWork work, IStringLocalizer<SignInPage> texts)
{
    /// <summary>The code of the answer to too many tries.</summary>
    public const string TooOften = "sign-in-too-often";

    public async Task<Result<(string Secret, DateTimeOffset ExpiresAt)>> TryAsync(string? email, string? password, SessionKind kind, HttpContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(email) || string.IsNullOrEmpty(password)) return Error.Invalid("sign-in-incomplete", texts["Incomplete"]);
        if (!limits.Admit(acting.Tenant.Id, context.Connection.RemoteIpAddress, email)) return new Error(ErrorKind.Unavailable, TooOften, texts["TooOften"]);

        // Hashing takes its time; it happens before the write gate, not within.
        var account = await accounts.FindAsync(email, cancellationToken);
        if (!accounts.Verify(account, password)) return new Error(ErrorKind.Unauthenticated, "sign-in-refused", texts["Refused"]);
        return await work.RunAsync<Result<(string, DateTimeOffset)>>("Platform.SignIn", async ct =>
        {
            outbox.Actor = account!.PersonId;
            await sessions.SweepAsync(ct);
            return sessions.Begin(account.Id, kind, context.Request.Headers.UserAgent.ToString());
        }, cancellationToken);
    }
}
