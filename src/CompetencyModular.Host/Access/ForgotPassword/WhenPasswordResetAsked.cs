using CompetencyModular.Host.Mail;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.ForgotPassword;

/// <summary>Writes the mail, where there is somebody to write to.</summary>
internal sealed class WhenPasswordResetAsked(PlatformDb db, PasswordResets resets, IMailer mailer, ITenant tenant, IStringLocalizer<ForgotPasswordPage> texts) : IConsumer<PasswordResetAsked>
{
    public async Task HandleAsync(PasswordResetAsked happened, EventContext context, CancellationToken cancellationToken)
    {
        if (!mailer.IsConfigured) return;
        var email = await (from account in db.Set<Account>()
                           join person in db.Set<People.Person>() on account.PersonId equals person.Id
                           where account.Id == happened.AccountId && person.IsActive
                           select account.Email).FirstOrDefaultAsync(cancellationToken);
        if (email is null) return;
        var (code, _) = await resets.IssueAsync(happened.AccountId, PasswordResets.ByMail, cancellationToken);
        using var language = new SpokenIn(happened.Culture);
        mailer.Send(email, texts["MailSubject", tenant.Name], texts["MailText", tenant.Name, mailer.LinkTo($"reset-password?code={code}")]);
    }
}
