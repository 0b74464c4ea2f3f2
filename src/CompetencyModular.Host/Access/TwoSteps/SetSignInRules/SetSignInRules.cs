using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.TwoSteps.SetSignInRules;

/// <summary>Says who must sign in with two steps. Whoever must and has none yet sets it up before anything else.</summary>
internal static class SetSignInRules
{
    [Requires(HostPermissions.ManageSignIn)]
    internal sealed record Query : IRead<Response>;

    /// <param name="Accounts">How many accounts there are, and</param>
    /// <param name="WithTwoSteps">how many of them have two steps.</param>
    internal sealed record Response(bool Everybody, IReadOnlyList<string> Roles, int Accounts, int WithTwoSteps);

    internal sealed class QueryHandler(PlatformDb db) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rules = await db.Set<SignInRules>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == SignInRules.TheOne, cancellationToken) ?? new SignInRules();
            return new Response(rules.EverybodyTwoSteps, rules.TwoStepRoles, await db.Set<Account>().CountAsync(cancellationToken), await db.Set<Account>().CountAsync(a => a.TwoFactorEnabled, cancellationToken));
        }
    }

    [Requires(HostPermissions.ManageSignIn)]
    internal sealed record Command(bool Everybody, IReadOnlyList<string>? Roles) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<SetSignInRulesPage> texts) =>
            RuleFor(c => c.Roles).Must(r => r is null || r.All(Access.Accounts.Roles.Contains)).WithMessage(_ => texts["RoleUnknown"]);
    }

    internal sealed class Handler(PlatformDb db, SessionCache cache) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var rules = await db.Set<SignInRules>().FirstOrDefaultAsync(r => r.Id == SignInRules.TheOne, cancellationToken);
            if (rules is null) db.Add(rules = new SignInRules());
            (rules.EverybodyTwoSteps, rules.TwoStepRoles) = (command.Everybody, [.. (command.Roles ?? []).Distinct().Order(StringComparer.Ordinal)]);
            cache.Clear();
            return Done.Value;
        }
    }
}
