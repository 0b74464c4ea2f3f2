using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using FluentValidation;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.Passkeys.RegisterPasskey;

/// <summary>One's own passkeys: adds one that a phone, a computer or a security key has just made, and takes one away.</summary>
internal static class RegisterPasskey
{
    private const int Most = 20;

    [Requires(HostPermissions.ManageOwnAccount)]
    internal sealed record Query : IRead<Response>;

    internal sealed record Response(IReadOnlyList<Line> Passkeys);

    /// <param name="IsBackedUp">Whether it is kept by the maker of the device too, such as for a new phone.</param>
    internal sealed record Line(Guid Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, bool IsBackedUp);

    internal sealed class QueryHandler(PlatformDb db, ActingContext acting, Accounts accounts) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(acting.PersonId ?? Guid.Empty, cancellationToken) is not { } account) return Error.NotFound();
            var own = await db.Set<Passkey>().AsNoTracking().Where(p => p.AccountId == account.Id).OrderBy(p => p.CreatedAt).ThenBy(p => p.Id).Take(Most).ToListAsync(cancellationToken);
            return new Response([.. own.Select(p => new Line(p.Id, p.Name, p.CreatedAt, p.LastUsedAt, p.IsBackedUp))]);
        }
    }

    /// <param name="Made">What the authenticator made, after its answer was checked.</param>
    [Requires(HostPermissions.ManageOwnAccount)]
    internal sealed record Command(string? Name, string? Password, UserPasskeyInfo? Made) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Name).NotEmpty().MaximumLength(100);
    }

    internal sealed class Handler(PlatformDb db, ActingContext acting, Accounts accounts, SignIn.SignInLimits limits, IEvents events, TimeProvider time, IStringLocalizer<PasskeysPage> texts) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(acting.Me(), cancellationToken) is not { } account) return Error.NotFound();
            if (!limits.AdmitStep(acting.Tenant.Id, account.Id)) return new Error(ErrorKind.Unavailable, SignIn.SignIn.TooOften, texts["TooOften"]);
            if (account.PasswordHash is not null && !accounts.Verify(account, command.Password ?? "")) return Wrong(nameof(command.Password), texts["PasswordWrong"]);
            if (command.Made is not { } made) return Wrong(nameof(command.Name), texts["NotMade"]);
            if (await db.Set<Passkey>().CountAsync(p => p.AccountId == account.Id, cancellationToken) >= Most) return Wrong(nameof(command.Name), texts["TooMany", Most]);
            db.Add(Passkey.Of(account.Id, made, command.Name!.Trim(), time.GetUtcNow()));
            events.Notify<PlatformModule>(account.PersonId, "passkey", new NewNotice(NoticeKind.News, "Notice.PasskeyAdded", "me/security/passkeys", command.Name.Trim()));
            return Done.Value;
        }

        private static Error Wrong(string field, string text) => Error.Invalid("passkey-invalid", text, new Dictionary<string, string[]> { [field] = [text] });
    }

    [Requires(HostPermissions.ManageOwnAccount)]
    internal sealed record Remove(Guid PasskeyId) : IWrite<Done>;

    internal sealed class RemoveHandler(PlatformDb db, ActingContext acting, Accounts accounts) : IWriteHandler<Remove, Done>
    {
        public async ValueTask<Result<Done>> Handle(Remove command, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(acting.Me(), cancellationToken) is not { } account) return Error.NotFound();
            if (await db.Set<Passkey>().FirstOrDefaultAsync(p => p.Id == command.PasskeyId && p.AccountId == account.Id, cancellationToken) is not { } passkey) return Error.NotFound();
            db.Remove(passkey);
            return Done.Value;
        }
    }
}
