using CompetencyModular.Host.Access.SignIn;
using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.Passkeys.SignInWithPasskey;

/// <summary>Signs somebody in by a passkey alone: what they have, opened by what they know or are. It counts as two steps.</summary>
internal sealed class SignInWithPasskey(
    PlatformDb db, ActingContext acting, PasskeyCeremonies ceremonies, Sessions sessions, SignInLimits limits, RefusedSignIns refused, OutboxWriter outbox, UnitOfWork work, TimeProvider time, IStringLocalizer<SignInPage> texts)
{
    public async Task<Result<SignInAnswer>> TryAsync(string? state, string? credential, HttpContext context, CancellationToken cancellationToken)
    {
        if (!limits.AdmitPasskey(acting.Tenant.Id, context.Connection.RemoteIpAddress)) return Refused(RefusedSignIns.Reason.TooOften, null, context);
        if (await ceremonies.CheckAsync(state, credential, context) is not { } shown) return Refused(RefusedSignIns.Reason.Passkey, null, context);
        return await work.RunAsync<Result<SignInAnswer>>("Platform.SignInWithPasskey", async ct =>
        {
            var id = PasskeyCeremonies.IdOf(shown.Passkey);
            var passkey = await db.Set<Passkey>().FirstOrDefaultAsync(p => p.CredentialId == id && p.AccountId == shown.Account.Id, ct);
            if (passkey is null || !await db.Set<People.Person>().AnyAsync(p => p.Id == shown.Account.PersonId && p.IsActive, ct)) return Refused(RefusedSignIns.Reason.Passkey, shown.Account, context);
            (passkey.SignCount, passkey.IsBackedUp, passkey.LastUsedAt) = (shown.Passkey.SignCount, shown.Passkey.IsBackedUp, time.GetUtcNow());
            outbox.Actor = shown.Account.PersonId;
            await sessions.SweepAsync(ct);
            var (secret, expires) = await sessions.BeginAsync(shown.Account, SessionKind.Browser, context.Request.Headers.UserAgent.ToString(), ct, byPasskey: true);
            return new SignInAnswer(secret, expires);
        }, cancellationToken);
    }

    private Error Refused(RefusedSignIns.Reason reason, Account? account, HttpContext context)
    {
        refused.Note(acting.Tenant, reason, account?.PersonId, context.Connection.RemoteIpAddress);
        return reason is RefusedSignIns.Reason.TooOften ? new(ErrorKind.Unavailable, SignIn.SignIn.TooOften, texts["TooOften"]) : new(ErrorKind.Unauthenticated, "passkey-refused", texts["PasskeyRefused"]);
    }
}
