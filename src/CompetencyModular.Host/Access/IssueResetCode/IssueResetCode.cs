using CompetencyModular.Host.Mail;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.IssueResetCode;

/// <summary>Gives somebody a one-time code for a new password, to be handed over: where no mail leaves, or none arrives. The person is told that it was issued.</summary>
internal static class IssueResetCode
{
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Command(Guid PersonId) : IWrite<Response>;

    /// <param name="Code">It cannot be read again.</param>
    /// <param name="Link">A page that takes the code; null where no public address is configured.</param>
    internal sealed record Response(string Code, string? Link, DateTimeOffset ExpiresAt);

    internal sealed class Handler(PlatformDb db, Accounts accounts, Authority authority, PasswordResets resets, IMailer mailer, RoleTexts roles, IEvents events, IStringLocalizer<IssueResetCodePage> texts)
        : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(command.PersonId, cancellationToken) is not { } account) return Error.NotFound();
            if (!await db.Set<People.Person>().AnyAsync(p => p.Id == command.PersonId && p.IsActive, cancellationToken)) return Error.Conflict("has-left", texts["HasLeft"]);
            // Whoever holds the code may do all that the account may.
            if (await authority.AboveAsync(account.Id, cancellationToken) is { } above) return Error.Conflict("role-above", texts["MayNot", roles.Name(above)]);
            var (code, expires) = await resets.IssueAsync(account.Id, PasswordResets.ByHand, cancellationToken);
            events.Notify<PlatformModule>(command.PersonId, "reset-code", new NewNotice(NoticeKind.News, "Notice.ResetCodeIssued", "me/security"));
            return new Response(code, mailer.IsConfigured ? mailer.LinkTo($"reset-password?code={code}") : null, expires);
        }
    }
}
