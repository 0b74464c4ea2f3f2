using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.TwoSteps.SetUpSecondStep;

/// <summary>Offers a key for the authenticator app, and switches two steps on once the app's first code is right.</summary>
internal static class SetUpSecondStep
{
    [Requires(HostPermissions.ManageOwnAccount)]
    internal sealed record Query(string? Offer) : IRead<Response>;

    /// <param name="Offer">To be sent back with the code; nobody else can use it.</param>
    /// <param name="Key">For whoever types it into the app.</param>
    /// <param name="Address">For the app's camera.</param>
    internal sealed record Response(string Offer, string Key, string Address, bool IsOn);

    internal sealed class QueryHandler(ActingContext acting, Accounts accounts, SecondSteps steps) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(acting.PersonId ?? Guid.Empty, cancellationToken) is not { } account) return Error.NotFound();
            // A slip of the pen does not make the app's entry worthless: the same key is shown again.
            var offer = steps.KeyOf(query.Offer, account.Id) is not null ? query.Offer! : steps.Offer(account.Id);
            var key = steps.KeyOf(offer, account.Id)!;
            return new Response(offer, key, Totp.Address(key, acting.Tenant.Name, await accounts.NameOfAsync(account, cancellationToken)), account.TwoFactorEnabled);
        }
    }

    /// <summary>Asks for the password: whoever finds an open browser must not lock its owner out.</summary>
    [Requires(HostPermissions.ManageOwnAccount)]
    internal sealed record Command(string? Offer, string? Code, string? Password) : IWrite<Codes>;

    /// <param name="Recovery">They cannot be read again.</param>
    internal sealed record Codes(IReadOnlyList<string> Recovery);

    internal sealed class Handler(ActingContext acting, Accounts accounts, SecondSteps steps, SignIn.SignInLimits limits, SessionCache cache, IEvents events, IStringLocalizer<SetUpSecondStepPage> texts)
        : IWriteHandler<Command, Codes>
    {
        public async ValueTask<Result<Codes>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(acting.Me(), cancellationToken) is not { } account) return Error.NotFound();
            if (!limits.AdmitStep(acting.Tenant.Id, account.Id)) return new Error(ErrorKind.Unavailable, SignIn.SignIn.TooOften, texts["TooOften"]);
            if (account.TwoFactorEnabled) return Error.Conflict("two-steps-on", texts["IsOn"]);
            if (account.PasswordHash is not null && !accounts.Verify(account, command.Password ?? "")) return Wrong(nameof(command.Password), texts["PasswordWrong"]);
            if (steps.KeyOf(command.Offer, account.Id) is not { } key) return Wrong(nameof(command.Code), texts["OfferOver"]);
            if (!steps.TrySwitchOn(account, key, command.Code)) return Wrong(nameof(command.Code), texts["CodeWrong"]);
            events.Notify<PlatformModule>(account.PersonId, "two-steps", new NewNotice(NoticeKind.News, "Notice.TwoStepsOn", "me/security"));
            cache.Clear();
            return new Codes(await steps.NewRecoveryCodesAsync(account, cancellationToken));
        }

        private static Error Wrong(string field, string text) => Error.Invalid("second-step-invalid", text, new Dictionary<string, string[]> { [field] = [text] });
    }
}
