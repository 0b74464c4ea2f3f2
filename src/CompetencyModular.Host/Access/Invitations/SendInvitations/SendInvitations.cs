using CompetencyModular.Host.Access.Invitations.InvitePeople;
using CompetencyModular.Host.Mail;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.Sdk.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.Invitations.SendInvitations;

/// <summary>Writes the mails of invitations, a few at a time: whoever invites a whole company waits for none of them, and holds up nobody.</summary>
internal static class SendInvitations
{
    private const int AtOnce = 50;

    /// <summary>Whether any is due.</summary>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Query : IRead<bool>;

    internal sealed class QueryHandler(PlatformDb db, IMailer mailer) : IReadHandler<Query, bool>
    {
        public async ValueTask<Result<bool>> Handle(Query query, CancellationToken cancellationToken) => mailer.IsConfigured && await db.Set<Invitation>().AnyAsync(i => i.IsDue, cancellationToken);
    }

    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Command : IWrite<Done>;

    internal sealed class Handler(PlatformDb db, PasswordResets resets, IMailer mailer, ITenant tenant, TimeProvider time, IStringLocalizer<InvitePeoplePage> texts) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var due = await (from invitation in db.Set<Invitation>()
                             join account in db.Set<Account>() on invitation.PersonId equals account.PersonId into accounts
                             from account in accounts.DefaultIfEmpty()
                             join person in db.Set<People.Person>() on invitation.PersonId equals person.Id
                             where invitation.IsDue
                             orderby invitation.Id
                             select new { invitation, account, person.GivenName, person.IsActive }).Take(AtOnce).ToListAsync(cancellationToken);
            var now = time.GetUtcNow();
            foreach (var next in due)
            {
                next.invitation.IsDue = false;
                // Somebody may have left, or given up waiting, since.
                if (!next.IsActive || next.account?.Email is not { } email || next.invitation.At(now) is not InvitationState.Open) continue;
                var code = resets.Issue(next.invitation, next.account.Id);
                using var language = new SpokenIn(next.invitation.Culture);
                var until = tenant.DateAt(next.invitation.ExpiresAt.AddTicks(-1)).ToString("D", System.Globalization.CultureInfo.GetCultureInfo(next.invitation.Culture));
                mailer.Send(email, texts["MailSubject", tenant.Name], texts["MailText", next.GivenName, tenant.Name, mailer.LinkTo($"invitation?code={code}"), until, email]);
            }

            return Done.Value;
        }
    }

    internal sealed class Work(ISend send) : IBackgroundWork
    {
        public async Task<bool> DoNextAsync(CancellationToken cancellationToken) =>
            (await send.SendAsync(new Query(), cancellationToken)) is { IsSuccess: true, Value: true } && (await send.SendAsync(new Command(), cancellationToken)).IsSuccess;
    }
}
