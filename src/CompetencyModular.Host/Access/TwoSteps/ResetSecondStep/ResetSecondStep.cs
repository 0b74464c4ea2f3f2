using CompetencyModular.Host.Mail;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.TwoSteps.ResetSecondStep;

/// <summary>
/// Takes the second step off the account of somebody who lost phone and recovery codes. They are signed out everywhere and told who did it, so that
/// nobody's guard is let down in silence.
/// </summary>
internal static class ResetSecondStep
{
    [Requires(HostPermissions.ManageSignIn)]
    internal sealed record Query(Guid PersonId) : IRead<Response>;

    internal sealed record Response(string Name, bool TwoSteps, int RecoveryCodes);

    internal sealed class QueryHandler(PlatformDb db, Accounts accounts, IPeople people) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(query.PersonId, cancellationToken) is not { } account) return Error.NotFound();
            var cards = await people.CardsAsync([query.PersonId], cancellationToken);
            return new Response(cards[query.PersonId].Name, account.TwoFactorEnabled, await db.Set<RecoveryCode>().CountAsync(c => c.AccountId == account.Id, cancellationToken));
        }
    }

    [Requires(HostPermissions.ManageSignIn)]
    internal sealed record Command(Guid PersonId) : IWrite<Done>;

    internal sealed class Handler(ActingContext acting, Accounts accounts, Authority authority, SecondSteps steps, Sessions sessions, IPeople people, IMailer mailer, RoleTexts roles, IEvents events, IStringLocalizer<ResetSecondStepPage> texts)
        : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(command.PersonId, cancellationToken) is not { } account) return Error.NotFound();
            if (command.PersonId == acting.PersonId) return Error.Conflict("own-account", texts["NotYourOwn"]);
            if (!account.TwoFactorEnabled) return Error.Conflict("two-steps-off", texts["IsOff"]);
            if (await authority.AboveAsync(account.Id, cancellationToken) is { } above) return Error.Conflict("role-above", texts["MayNot", roles.Name(above)]);
            await steps.SwitchOffAsync(account, cancellationToken);
            await sessions.EndOthersAsync(account.Id, null, cancellationToken);
            var by = (await people.CardsAsync([acting.Me()], cancellationToken)).GetValueOrDefault(acting.Me())?.Name ?? "";
            events.Notify<PlatformModule>(command.PersonId, "two-steps", new NewNotice(NoticeKind.News, "Notice.SecondStepReset", "me/security", by));
            if (mailer.IsConfigured && account.Email is { } email)
            {
                using var language = new SpokenIn(acting.Tenant.Culture);
                mailer.Send(email, texts["MailSubject", acting.Tenant.Name], texts["MailText", by, acting.Tenant.Name, mailer.LinkTo("me/security")]);
            }

            return Done.Value;
        }
    }
}
