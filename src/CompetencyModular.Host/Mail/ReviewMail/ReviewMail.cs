using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Mail.ReviewMail;

/// <summary>Whether mail can leave, through which server, and what became of the mail of the last days.</summary>
internal static class ReviewMail
{
    [Requires(HostPermissions.ManageSignIn)]
    internal sealed record Query : IRead<Response>;

    /// <param name="MyAddress">Where a test mail goes: to oneself and nobody else; null for somebody without an account.</param>
    /// <param name="Stuck">What has not left yet or never did, the newest first; addresses are left out.</param>
    internal sealed record Response(bool IsConfigured, string Server, string From, string PublicAddress, int Waiting, int Sent, string? MyAddress, IReadOnlyList<StuckMail> Stuck);

    internal sealed record StuckMail(DateOnly Day, int Attempts, string Error, bool GivenUp);

    internal sealed class Handler(PlatformDb db, ActingContext acting, MailOptions options, ITenant tenant) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var mails = db.Set<OutgoingMail>().AsNoTracking();
            var stuck = await mails.Where(m => m.Error != null && m.State != MailState.Sent).OrderByDescending(m => m.CreatedAt).ThenBy(m => m.Id).Take(10).ToListAsync(cancellationToken);
            return new Response(
                options.IsConfigured, options.Host is null ? "" : $"{options.Host}:{options.Port} ({options.Security})", options.From ?? "", options.PublicAddress?.ToString() ?? "",
                await mails.CountAsync(m => m.State == MailState.Due, cancellationToken), await mails.CountAsync(m => m.State == MailState.Sent, cancellationToken),
                await db.Set<Access.Account>().Where(a => a.Id == acting.AccountId).Select(a => a.Email).FirstOrDefaultAsync(cancellationToken),
                [.. stuck.Select(m => new StuckMail(tenant.DateAt(m.CreatedAt), m.Attempts, m.Error!, m.State is MailState.GivenUp))]);
        }
    }
}
