using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.TwoSteps.SwitchOffSecondStep;

/// <summary>Switches one's own second step off, where the organisation does not ask for it. A password that is too short to stand alone must be changed first thing.</summary>
internal static class SwitchOffSecondStep
{
    [Requires(HostPermissions.ManageOwnAccount)]
    internal sealed record Command(string? Password) : IWrite<Done>;

    internal sealed class Handler(ActingContext acting, Accounts accounts, Sessions sessions, SecondSteps steps, SignIn.SignInLimits limits, SessionCache cache, IEvents events, IStringLocalizer<SwitchOffSecondStepPage> texts)
        : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(acting.Me(), cancellationToken) is not { TwoFactorEnabled: true } account) return Error.NotFound();
            if (!limits.AdmitStep(acting.Tenant.Id, account.Id)) return new Error(ErrorKind.Unavailable, SignIn.SignIn.TooOften, texts["TooOften"]);
            if (await sessions.MustHaveTwoStepsAsync(account.Id, cancellationToken)) return Error.Conflict("two-steps-required", texts["Required"]);
            if (!accounts.Verify(account, command.Password ?? ""))
                return Error.Invalid("password-wrong", texts["PasswordWrong"], new Dictionary<string, string[]> { [nameof(command.Password)] = [texts["PasswordWrong"]] });
            await steps.SwitchOffAsync(account, cancellationToken);
            if (command.Password!.Length < AccessSetup.PasswordLength) account.MustChangePassword = true;
            events.Notify<PlatformModule>(account.PersonId, "two-steps", new NewNotice(NoticeKind.News, "Notice.TwoStepsOff", "me/security"));
            cache.Clear();
            return Done.Value;
        }
    }
}
