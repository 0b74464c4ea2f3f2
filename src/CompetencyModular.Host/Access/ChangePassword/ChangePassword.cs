using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.ChangePassword;

/// <summary>Changes one's own password and ends all other sessions: whoever knew the old one is out.</summary>
internal static class ChangePassword
{
    [Requires(PlatformPermissions.UseTheProduct)]
    internal sealed record Command(string Current, string New, string Again, Guid? KeepSession) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<ChangePasswordPage> texts)
        {
            RuleFor(c => c.New).MinimumLength(AccessSetup.PasswordLength).WithMessage(_ => texts["TooShort", AccessSetup.PasswordLength]);
            RuleFor(c => c.New).MaximumLength(200).NotEqual(c => c.Current).WithMessage(_ => texts["Same"]);
            RuleFor(c => c.Again).Equal(c => c.New).WithMessage(_ => texts["Differs"]);
        }
    }

    internal sealed class Handler(ActingContext acting, Accounts accounts, Sessions sessions, IStringLocalizer<ChangePasswordPage> texts) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(acting.Me(), cancellationToken) is not { } account) return Error.NotFound();
            if (!accounts.Verify(account, command.Current))
                return Error.Invalid("password-wrong", texts["Wrong"], new Dictionary<string, string[]> { [nameof(Command.Current)] = [texts["Wrong"]] });
            accounts.SetPassword(account, command.New);
            await sessions.EndOthersAsync(account.Id, command.KeepSession, cancellationToken);
            return Done.Value;
        }
    }
}
