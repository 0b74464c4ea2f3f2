using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.TwoSteps.SetSignInRules;

/// <summary>Says who must sign in with two steps. Whoever must and has none yet sets it up before anything else.</summary>
internal static class SetSignInRules
{
    [Requires(HostPermissions.ManageSignIn)]
    internal sealed record Query : IRead<Response>;

    /// <param name="Known">All roles there are.</param>
    /// <param name="Accounts">How many accounts there are, and</param>
    /// <param name="WithTwoSteps">how many of them have two steps.</param>
    internal sealed record Response(bool Everybody, IReadOnlyList<string> Roles, IReadOnlyList<string> Known, int Accounts, int WithTwoSteps);

    internal sealed class QueryHandler(PlatformDb db, Authority authority) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rules = await db.Set<SignInRules>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == SignInRules.TheOne, cancellationToken) ?? new SignInRules();
            return new Response(rules.EverybodyTwoSteps, rules.TwoStepRoles, await authority.RolesAsync(cancellationToken), await db.Set<Account>().CountAsync(cancellationToken), await db.Set<Account>().CountAsync(a => a.TwoFactorEnabled, cancellationToken));
        }
    }

    [Requires(HostPermissions.ManageSignIn)]
    internal sealed record Command(bool Everybody, IReadOnlyList<string>? Roles) : IWrite<Done>;

    internal sealed class Handler(PlatformDb db, Authority authority, SessionCache cache, IStringLocalizer<SetSignInRulesPage> texts) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var known = await authority.RolesAsync(cancellationToken);
            if (command.Roles?.Any(r => !known.Contains(r)) == true)
                return Error.Invalid("role-unknown", texts["RoleUnknown"], new Dictionary<string, string[]> { [nameof(command.Roles)] = [texts["RoleUnknown"]] });
            var rules = await db.Set<SignInRules>().FirstOrDefaultAsync(r => r.Id == SignInRules.TheOne, cancellationToken);
            if (rules is null) db.Add(rules = new SignInRules());
            (rules.EverybodyTwoSteps, rules.TwoStepRoles) = (command.Everybody, [.. (command.Roles ?? []).Distinct().Order(StringComparer.Ordinal)]);
            cache.Clear();
            return Done.Value;
        }
    }
}
