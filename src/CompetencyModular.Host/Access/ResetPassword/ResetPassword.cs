using CompetencyModular.Host.Access.ForgotPassword;
using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Notices;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.ResetPassword;

/// <summary>Chooses a new password with a code. The code is used up, and every session and token of the account ends; a second step stays as it is.</summary>
internal sealed class ResetPassword(ResetLimits limits, PasswordResets resets, Accounts accounts, Sessions sessions, OutboxWriter outbox, IEvents events, UnitOfWork work, IStringLocalizer<ResetPasswordPage> texts)
{
    public async Task<Result<Done>> TryAsync(ResetInput input, HttpContext context, CancellationToken cancellationToken)
    {
        if (!limits.AdmitPlace(context)) return new Error(ErrorKind.Unavailable, SignIn.SignIn.TooOften, texts["TooOften"]);
        if (Check(input) is { } wrong) return wrong;
        return await work.RunAsync<Result<Done>>("Platform.ResetPassword", async ct =>
        {
            if (await resets.FindAsync(input.Code!, ct) is not { } account) return Wrong(nameof(input.Code), texts["CodeWrong"]);
            if (await accounts.RefusalAsync(account, input.New, ct) is { } refused) return Wrong(nameof(input.New), refused);
            outbox.Actor = account.PersonId;
            accounts.SetPassword(account, input.New!);
            await resets.UsedAsync(account, ct);
            await sessions.EndOthersAsync(account.Id, null, ct);
            events.Notify<PlatformModule>(account.PersonId, "password", new NewNotice(NoticeKind.News, "Notice.PasswordReset", "me/security"));
            return Done.Value;
        }, cancellationToken);
    }

    private Error? Check(ResetInput input) =>
        string.IsNullOrWhiteSpace(input.Code) || input.Code.Length > 100 ? Wrong(nameof(input.Code), texts["CodeWrong"])
        : input.New != input.Again ? Wrong(nameof(input.Again), texts["Differs"]) : null;

    private static Error Wrong(string field, string text) => Error.Invalid("reset-invalid", text, new Dictionary<string, string[]> { [field] = [text] });
}

/// <summary>What the page asks for.</summary>
internal sealed class ResetInput
{
    public string? Code { get; set; }

    public string? New { get; set; }

    public string? Again { get; set; }
}
