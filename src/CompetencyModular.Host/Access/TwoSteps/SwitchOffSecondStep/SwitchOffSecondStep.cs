using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.TwoSteps.SwitchOffSecondStep;

/// <summary>Switches one's own second step off, where the organisation does not ask for it. A password that does not stand alone must be changed first thing.</summary>
internal static class SwitchOffSecondStep
{
    /// <param name="Code">Of the app, or a recovery code: where the account has no password.</param>
    [Requires(HostPermissions.ManageOwnAccount)]
    internal sealed record Command(string? Password, string? Code = null) : IWrite<Done>;

    internal sealed class Handler(ActingContext acting, Accounts accounts, Sessions sessions, SecondSteps steps, SignIn.SignInLimits limits, SessionCache cache, IEvents events, IStringLocalizer<SwitchOffSecondStepPage> texts)
        : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(acting.Me(), cancellationToken) is not { TwoFactorEnabled: true } account) return Error.NotFound();
            if (!limits.AdmitStep(acting.Tenant.Id, account.Id)) return new Error(ErrorKind.Unavailable, SignIn.SignIn.TooOften, texts["TooOften"]);
            if (await sessions.MustHaveTwoStepsAsync(account.Id, cancellationToken)) return Error.Conflict("two-steps-required", texts["Required"]);
            if (!await steps.IsHolderAsync(account, command.Password, command.Code, accounts, cancellationToken))
            {
                var (field, wrong) = account.PasswordHash is null ? (nameof(command.Code), texts["CodeWrong"]) : (nameof(command.Password), texts["PasswordWrong"]);
                return Error.Invalid("holder-unproven", wrong, new Dictionary<string, string[]> { [field] = [wrong] });
            }

            await steps.SwitchOffAsync(account, cancellationToken);
            if (account.PasswordHash is not null && await accounts.RefusalAsync(account, command.Password, cancellationToken) is not null) account.MustChangePassword = true;
            events.Notify<PlatformModule>(account.PersonId, "two-steps", new NewNotice(NoticeKind.News, "Notice.TwoStepsOff", "me/security"));
            cache.Clear();
            return Done.Value;
        }
    }
}
