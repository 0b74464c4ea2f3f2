using CompetencyModular.Host.Access.ForgotPassword;
using CompetencyModular.Host.Access.Passkeys;
using CompetencyModular.Host.Access.SignIn;
using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Messaging;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.Invitations.AcceptInvitation;

/// <summary>
/// Somebody who was invited chooses how to sign in from now on, with the code from the link or the letter, and is signed in. The code is used up. Whether it
/// was never given, was used, withdrawn or has expired: the answer is one.
/// </summary>
internal sealed class AcceptInvitation(
    PlatformDb db, ResetLimits limits, PasswordResets resets, Accounts accounts, PasskeyCeremonies ceremonies, Sessions sessions, OutboxWriter outbox, UnitOfWork work, TimeProvider time, IStringLocalizer<AcceptInvitationPage> texts)
{
    /// <summary>Whose code it is.</summary>
    public async Task<Result<Invited>> FindAsync(string? code, HttpContext context, CancellationToken cancellationToken)
    {
        if (!limits.MayTryCode(context)) return new Error(ErrorKind.Unavailable, SignIn.SignIn.TooOften, texts["TooOften"]);
        if (code is { Length: > 0 and <= 100 } && await resets.FindInvitedAsync(code, cancellationToken) is { } found) return new Invited(found.Account, found.Person.Name, await accounts.NameOfAsync(found.Account, cancellationToken));
        limits.NoteWrongCode(context);
        return Wrong(nameof(code), texts["CodeWrong"]);
    }

    public async Task<Result<SignInAnswer>> WithPasswordAsync(string? code, string? chosen, string? again, HttpContext context, CancellationToken cancellationToken)
    {
        if (chosen != again) return Wrong("Again", texts["Differs"]);
        return await AcceptAsync(code, context, byPasskey: false, async (account, ct) =>
        {
            if (await accounts.RefusalAsync(account, chosen, ct) is { } refused) return Error.Invalid("password-refused", refused, new Dictionary<string, string[]> { ["New"] = [refused] });
            accounts.SetPassword(account, chosen!);
            return null;
        }, cancellationToken);
    }

    public async Task<Result<SignInAnswer>> WithPasskeyAsync(string? code, string? state, string? credential, HttpContext context, CancellationToken cancellationToken)
    {
        if ((await FindAsync(code, context, cancellationToken)) is not { IsSuccess: true } found) return Wrong("", texts["CodeWrong"]);
        if (await ceremonies.CheckNewAsync(found.Value.Account, state, credential, context) is not { } made) return Wrong("", texts["NotMade"]);
        return await AcceptAsync(code, context, byPasskey: true, (account, _) =>
        {
            if (account.Id != found.Value.Account.Id) return Task.FromResult<Error?>(Wrong("", texts["CodeWrong"]));
            db.Add(Passkey.Of(account.Id, made, ClientName.Of(context.Request.Headers.UserAgent.ToString()) is { Length: > 0 } device ? device : texts["Passkey"], time.GetUtcNow()));
            // Of two who come with the same code at once, the second is told that the account was changed meanwhile.
            account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
            return Task.FromResult<Error?>(null);
        }, cancellationToken);
    }

    private async Task<Result<SignInAnswer>> AcceptAsync(string? code, HttpContext context, bool byPasskey, Func<Account, CancellationToken, Task<Error?>> open, CancellationToken cancellationToken)
    {
        if (!limits.MayTryCode(context)) return new Error(ErrorKind.Unavailable, SignIn.SignIn.TooOften, texts["TooOften"]);
        var answer = await work.RunAsync<Result<SignInAnswer>>("Platform.AcceptInvitation", async ct =>
        {
            if (code is not { Length: > 0 and <= 100 } || await resets.FindInvitedAsync(code, ct) is not { } found) return Wrong("", texts["CodeWrong"]);
            if (await open(found.Account, ct) is { } refused) return refused;
            outbox.Actor = found.Account.PersonId;
            await resets.UsedAsync(found.Account, ct);
            var (secret, expires) = await sessions.BeginAsync(found.Account, SessionKind.Browser, context.Request.Headers.UserAgent.ToString(), ct, byPasskey);
            return new SignInAnswer(secret, expires);
        }, cancellationToken);
        if (answer.Error is { Code: "invitation-invalid" }) limits.NoteWrongCode(context);
        return answer;
    }

    private static Error Wrong(string field, string text) => Error.Invalid("invitation-invalid", text, field.Length == 0 ? null : new Dictionary<string, string[]> { [field] = [text] });
}

/// <param name="SignsInAs">What they enter to sign in from now on.</param>
internal sealed record Invited(Account Account, string Name, string SignsInAs);
