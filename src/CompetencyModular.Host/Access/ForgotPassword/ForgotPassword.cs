using System.Globalization;
using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.People;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.ForgotPassword;

/// <summary>
/// Asks for a new password by mail. What happens until the answer is the same for an address that somebody has here and for one that nobody has: whether
/// there is a mail to write is found out later, when nobody waits for it.
/// </summary>
internal sealed class ForgotPassword(ResetLimits limits, Accounts accounts, IEvents events, UnitOfWork work, IStringLocalizer<ForgotPasswordPage> texts)
{
    public async Task<Result<Done>> AskAsync(string? email, HttpContext context, CancellationToken cancellationToken)
    {
        if (!EmailAddress.IsValid(email)) return Error.Invalid("email-wrong", texts["EmailWrong"], new Dictionary<string, string[]> { ["Email"] = [texts["EmailWrong"]] });
        if (!limits.AdmitPlace(context)) return new Error(ErrorKind.Unavailable, SignIn.SignIn.TooOften, texts["TooOften"]);
        // Somebody else's mailbox is not to be filled; whoever asks again is told the same.
        if (!limits.AdmitAddress(context, email!)) return Done.Value;
        var account = await accounts.FindAsync(email!, cancellationToken);
        return await work.RunAsync("Platform.AskForNewPassword", _ =>
        {
            events.Publish(new PasswordResetAsked(account?.Id ?? Guid.CreateVersion7(), CultureInfo.CurrentUICulture.Name));
            return new ValueTask<Result<Done>>(Done.Value);
        }, cancellationToken);
    }
}

/// <summary>Somebody asked for a new password; for an address that nobody has, the id is nobody's.</summary>
[Event("platform.password-reset-asked")]
internal sealed record PasswordResetAsked(Guid AccountId, string Culture) : IEvent
{
    public string StreamKey => $"account/{AccountId}";
}
