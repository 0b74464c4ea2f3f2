using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.TwoSteps.RenewRecoveryCodes;

/// <summary>Makes new recovery codes; the old ones are void.</summary>
internal static class RenewRecoveryCodes
{
    /// <param name="Code">Of the app, or a recovery code: where the account has no password.</param>
    [Requires(HostPermissions.ManageOwnAccount)]
    internal sealed record Command(string? Password, string? Code = null) : IWrite<Response>;

    /// <param name="Recovery">They cannot be read again.</param>
    internal sealed record Response(IReadOnlyList<string> Recovery);

    internal sealed class Handler(ActingContext acting, Accounts accounts, SecondSteps steps, SignIn.SignInLimits limits, IStringLocalizer<RenewRecoveryCodesPage> texts) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(acting.Me(), cancellationToken) is not { TwoFactorEnabled: true } account) return Error.NotFound();
            if (!limits.AdmitStep(acting.Tenant.Id, account.Id)) return new Error(ErrorKind.Unavailable, SignIn.SignIn.TooOften, texts["TooOften"]);
            if (!await steps.IsHolderAsync(account, command.Password, command.Code, accounts, cancellationToken))
            {
                var (field, wrong) = account.PasswordHash is null ? (nameof(command.Code), texts["CodeWrong"]) : (nameof(command.Password), texts["PasswordWrong"]);
                return Error.Invalid("holder-unproven", wrong, new Dictionary<string, string[]> { [field] = [wrong] });
            }

            return new Response(await steps.NewRecoveryCodesAsync(account, cancellationToken));
        }
    }
}
