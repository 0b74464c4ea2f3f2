using CompetencyModular.Host.Mail.ReviewMail;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Mail.SendTestMail;

/// <summary>Sends a mail to oneself: the way to see that the configuration is right.</summary>
internal static class SendTestMail
{
    [Requires(HostPermissions.ManageSignIn)]
    internal sealed record Command : IWrite<Done>;

    internal sealed class Handler(PlatformDb db, ActingContext acting, IMailer mailer, IStringLocalizer<ReviewMailPage> texts) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (!mailer.IsConfigured) return Error.Conflict("mail-not-configured", texts["NotConfigured"]);
            var to = await db.Set<Access.Account>().Where(a => a.Id == acting.AccountId).Select(a => a.Email).FirstOrDefaultAsync(cancellationToken);
            if (to is null) return Error.NotFound();
            mailer.Send(to, texts["TestSubject", acting.Tenant.Name], texts["TestText", acting.Tenant.Name, mailer.LinkTo("admin/mail")]);
            return Done.Value;
        }
    }
}
