using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.Invitations;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.GrantAccess;

/// <summary>
/// Lets a person sign in, with roles. Nobody gives or takes a role that holds a high-risk permission they lack themselves, and an auditor's role
/// has an end.
/// </summary>
internal static class GrantAccess
{
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Command(Guid PersonId, string? Email, IReadOnlyList<string> Roles, DateOnly? AuditorUntil, bool NewPassword) : IWrite<Response>;

    /// <param name="Password">The first password, or a new one, to be handed over; null where it stays as it is. It cannot be read again.</param>
    internal sealed record Response(string? Password);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ITenant tenant, TimeProvider time, IStringLocalizer<GrantAccessPage> texts)
        {
            RuleFor(c => c.Email).Must(EmailAddress.IsValid).When(c => !string.IsNullOrWhiteSpace(c.Email)).WithMessage(_ => texts["EmailWrong"]);
            RuleFor(c => c.Roles).NotEmpty().WithMessage(_ => texts["NoRole"]);
            RuleFor(c => c.AuditorUntil).Must(day => day >= tenant.DateAt(time.GetUtcNow())).When(c => c.Roles.Contains(RoleNames.Auditor)).WithMessage(_ => texts["AuditorEnds"]);
        }
    }

    internal sealed class Handler(PlatformDb db, Authority authority, Accounts accounts, Sessions sessions, PasswordResets resets, ITenant tenant, RoleTexts roles, IStringLocalizer<GrantAccessPage> texts)
        : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Set<Person>().FindAsync([command.PersonId], cancellationToken) is not { MergedIntoId: null } person) return Error.NotFound();
            var known = await authority.RolesAsync(cancellationToken);
            if (command.Roles.Any(r => !known.Contains(r))) return Wrong(nameof(command.Roles), texts["RoleUnknown"]);
            var email = string.IsNullOrWhiteSpace(command.Email) ? null : command.Email.Trim();
            if (email is null && person.PersonnelNumber is null) return Wrong(nameof(command.Email), texts["NoName"]);
            if (email is not null && await accounts.FindAsync(email, cancellationToken) is { } taken && taken.PersonId != command.PersonId) return Wrong(nameof(command.Email), texts["EmailTaken"]);

            var account = await accounts.OfPersonAsync(command.PersonId, cancellationToken);
            var held = account is null ? [] : await db.Set<RoleGrant>().Where(g => g.AccountId == account.Id).Select(g => g.Role).ToListAsync(cancellationToken);
            foreach (var role in held.Except(command.Roles).Concat(command.Roles.Except(held)))
                if (!await authority.MayGiveAsync(role, cancellationToken)) return Wrong(nameof(command.Roles), texts["MayNotGive", roles.Name(role)]);
            if (account is not null && held.Contains(RoleNames.Administrator) && !command.Roles.Contains(RoleNames.Administrator) && (await authority.MustStayAsync([command.PersonId], cancellationToken)).Count > 0)
                return Wrong(nameof(command.Roles), texts["LastAdministrator"]);
            // A new password, or another address to sign in with, would hand over whatever the account may do.
            if (account is not null && (command.NewPassword || account.Email != email) && await authority.AboveAsync(account.Id, cancellationToken) is { } above)
                return Wrong(command.NewPassword ? nameof(command.NewPassword) : nameof(command.Email), texts["MayNotGive", roles.Name(above)]);

            var password = account is null || command.NewPassword ? Accounts.NewPassword() : null;
            if (account is null) account = accounts.Add(command.PersonId, email, password!, mustChangePassword: true);
            else await ChangeAsync(account, email, password, cancellationToken);
            await accounts.SetRolesAsync(account.Id, command.Roles, command.AuditorUntil is { } last ? tenant.EndOf(last) : null, cancellationToken);
            return new Response(password);
        }

        private async Task ChangeAsync(Account account, string? email, string? password, CancellationToken cancellationToken)
        {
            accounts.Rename(account, email);
            if (password is null) return;
            accounts.SetPassword(account, password);
            account.MustChangePassword = true;
            await resets.UsedAsync(account, cancellationToken);
            await sessions.EndOthersAsync(account.Id, null, cancellationToken);
        }

        private static Error Wrong(string field, string text) => Error.Invalid("access-invalid", text, new Dictionary<string, string[]> { [field] = [text] });
    }

    /// <summary>The roles that there are to give.</summary>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Choices : IRead<IReadOnlyList<string>>;

    internal sealed class ChoicesHandler(Authority authority) : IReadHandler<Choices, IReadOnlyList<string>>
    {
        public async ValueTask<Result<IReadOnlyList<string>>> Handle(Choices query, CancellationToken cancellationToken) => (await authority.RolesAsync(cancellationToken)).ToList();
    }

    /// <summary>Takes the account away; the person and all they have shown stay.</summary>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Remove(Guid PersonId) : IWrite<Done>;

    internal sealed class RemoveHandler(PlatformDb db, ActingContext acting, Authority authority, Accounts accounts, Sessions sessions, RoleTexts roles, TimeProvider time, IStringLocalizer<GrantAccessPage> texts) : IWriteHandler<Remove, Done>
    {
        public async ValueTask<Result<Done>> Handle(Remove command, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(command.PersonId, cancellationToken) is not { } account) return Error.NotFound();
            if (command.PersonId == acting.PersonId) return Error.Conflict("own-account", texts["NotYourOwn"]);
            if (await authority.AboveAsync(account.Id, cancellationToken) is { } above) return Error.Conflict("role-above", texts["MayNotGive", roles.Name(above)]);
            if ((await authority.MustStayAsync([command.PersonId], cancellationToken)).Count > 0) return Error.Conflict("last-administrator", texts["LastAdministrator"]);
            await sessions.EndOthersAsync(account.Id, null, cancellationToken);
            if (await db.Set<Invitation>().FirstOrDefaultAsync(i => i.PersonId == command.PersonId && i.AcceptedAt == null && i.WithdrawnAt == null, cancellationToken) is { } invitation)
                (invitation.WithdrawnAt, invitation.IsDue) = (time.GetUtcNow(), false);
            db.Remove(account);
            return Done.Value;
        }
    }
}
