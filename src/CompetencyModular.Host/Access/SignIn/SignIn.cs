using CompetencyModular.Host.Access.TwoSteps;
using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.SignIn;

/// <summary>
/// Signs somebody in with e-mail address or personnel number and password, and a second step where the account has one. One answer for every refusal: nobody
/// learns who has an account here; that an account has a second step is told to whoever knows its password. A code that was issued in place of a password leads to the choice of one.
/// </summary>
internal sealed class SignIn(ActingContext acting, Accounts accounts, Sessions sessions, SecondSteps steps, PasswordResets resets, SignInLimits limits, RefusedSignIns refused, OutboxWriter outbox, UnitOfWork work, IStringLocalizer<SignInPage> texts)
{
    /// <summary>The code of the answer to too many tries.</summary>
    public const string TooOften = "sign-in-too-often";

    /// <param name="email">The e-mail address or the personnel number.</param>
    /// <param name="code">The second step, where it comes along with the password.</param>
    public async Task<Result<SignInAnswer>> TryAsync(string? email, string? password, string? code, SessionKind kind, HttpContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(email) || string.IsNullOrEmpty(password)) return Error.Invalid("sign-in-incomplete", texts["Incomplete"]);
        if (!limits.Admit(acting.Tenant.Id, context.Connection.RemoteIpAddress, email)) return Refused(RefusedSignIns.Reason.TooOften, null, context);

        // Hashing takes its time; it happens before the write gate, not within.
        var account = await accounts.FindByNameAsync(email, cancellationToken);
        if (!accounts.Verify(account, password))
        {
            // Looked up for everybody, whether there is such an account or not. A program chooses no password.
            var issued = kind is SessionKind.Browser && password.Length <= 100 ? await resets.FindAsync(password, cancellationToken) : null;
            if (issued is null || issued.Id != account?.Id) return Refused(RefusedSignIns.Reason.Password, account, context);
            return new SignInAnswer(CodePage: await resets.FindInvitedAsync(password, cancellationToken) is null ? "/reset-password" : "/invitation");
        }

        if (!account!.TwoFactorEnabled) return await BeginAsync(account, kind, context, cancellationToken);
        return string.IsNullOrWhiteSpace(code) ? new SignInAnswer(Ticket: steps.Ticket(account)) : await WithCodeAsync(account, code, kind, context, cancellationToken);
    }

    /// <summary>The second step, after the password of somebody was right.</summary>
    public async Task<Result<SignInAnswer>> TryStepAsync(string? ticket, string? code, HttpContext context, CancellationToken cancellationToken)
    {
        if (await steps.AccountOfAsync(ticket, cancellationToken) is not { TwoFactorEnabled: true } account) return new Error(ErrorKind.Unauthenticated, "second-step-over", texts["StepOver"]);
        return await WithCodeAsync(account, code, SessionKind.Browser, context, cancellationToken);
    }

    private async Task<Result<SignInAnswer>> WithCodeAsync(Account account, string? code, SessionKind kind, HttpContext context, CancellationToken cancellationToken) =>
        limits.AdmitStep(acting.Tenant.Id, account.Id)
            ? await BeginAsync(account, kind, context, cancellationToken, ct => steps.UseAsync(account, code, ct))
            : Refused(RefusedSignIns.Reason.TooOften, account, context);

    private ValueTask<Result<SignInAnswer>> BeginAsync(Account account, SessionKind kind, HttpContext context, CancellationToken cancellationToken, Func<CancellationToken, Task<bool>>? step = null) =>
        work.RunAsync<Result<SignInAnswer>>("Platform.SignIn", async ct =>
        {
            if (step is not null && !await step(ct)) return Refused(RefusedSignIns.Reason.SecondStep, account, context);
            outbox.Actor = account.PersonId;
            await sessions.SweepAsync(ct);
            var (secret, expires) = await sessions.BeginAsync(account, kind, context.Request.Headers.UserAgent.ToString(), ct);
            return new SignInAnswer(secret, expires);
        }, cancellationToken);

    private Error Refused(RefusedSignIns.Reason reason, Account? account, HttpContext context)
    {
        refused.Note(acting.Tenant, reason, account?.PersonId, context.Connection.RemoteIpAddress);
        return reason switch
        {
            RefusedSignIns.Reason.TooOften => new Error(ErrorKind.Unavailable, TooOften, texts["TooOften"]),
            RefusedSignIns.Reason.SecondStep => new Error(ErrorKind.Unauthenticated, "second-step-refused", texts["StepRefused"]),
            _ => new Error(ErrorKind.Unauthenticated, "sign-in-refused", texts["Refused"]),
        };
    }
}

/// <summary>A session has begun; or, while the second step is pending, a ticket to it; or what was given is a code, for which there is a page.</summary>
internal sealed record SignInAnswer(string Secret = "", DateTimeOffset ExpiresAt = default, string? Ticket = null, string? CodePage = null);
