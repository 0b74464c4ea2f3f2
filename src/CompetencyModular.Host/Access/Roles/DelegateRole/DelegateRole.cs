using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.Roles.DelegateRole;

/// <summary>
/// Lends a role of one's own to somebody for some days, such as a holiday. It lasts no longer than the lender holds it; what was lent is not lent on.
/// </summary>
internal static class DelegateRole
{
    private const int MostDays = 366;

    [Requires(HostPermissions.LendRoles)]
    internal sealed record Query : IRead<Response>;

    /// <param name="Roles">What one can lend: what one holds oneself.</param>
    internal sealed record Response(IReadOnlyList<string> Roles, IReadOnlyList<Line> Given, IReadOnlyList<Line> Taken);

    /// <param name="Person">The other one's name.</param>
    internal sealed record Line(Guid Id, string Person, string Role, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

    internal sealed class QueryHandler(PlatformDb db, ActingContext acting, Accounts accounts, Grants grants, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(acting.Me(), cancellationToken) is not { } account) return Error.NotFound();
            var (me, now) = (account.Id, time.GetUtcNow());
            var current = await (from delegation in db.Set<RoleDelegation>().AsNoTracking()
                                 join sender in db.Set<Account>() on delegation.FromAccountId equals sender.Id
                                 join to in db.Set<Account>() on delegation.ToAccountId equals to.Id
                                 join lender in db.Set<People.Person>() on sender.PersonId equals lender.Id
                                 join taker in db.Set<People.Person>() on to.PersonId equals taker.Id
                                 where (delegation.FromAccountId == me || delegation.ToAccountId == me) && delegation.EndsAt > now
                                 orderby delegation.EndsAt, delegation.Id
                                 select new { delegation, lender, taker }).Take(200).ToListAsync(cancellationToken);
            Line Of(RoleDelegation d, People.Person other) => new(d.Id, other.Name, d.Role, d.StartsAt, d.EndsAt);
            return new Response(
                [.. (await grants.HeldAsync(me, cancellationToken)).Where(r => r != RoleNames.Learner).Distinct()],
                [.. current.Where(c => c.delegation.FromAccountId == me).Select(c => Of(c.delegation, c.taker))],
                [.. current.Where(c => c.delegation.ToAccountId == me).Select(c => Of(c.delegation, c.lender))]);
        }
    }

    [Requires(HostPermissions.LendRoles)]
    internal sealed record Command(string? Email, string? Role, DateOnly? From, DateOnly? Until) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ITenant tenant, TimeProvider time, IStringLocalizer<DelegateRolePage> texts)
        {
            var today = tenant.DateAt(time.GetUtcNow());
            RuleFor(c => c.Email).Must(People.EmailAddress.IsValid).WithMessage(_ => texts["EmailWrong"]);
            RuleFor(c => c.From).NotNull();
            RuleFor(c => c.Until).NotNull().Must((c, until) => until >= c.From && until >= today && until <= today.AddDays(MostDays)).WithMessage(_ => texts["UntilWrong"]);
        }
    }

    internal sealed class Handler(PlatformDb db, ActingContext acting, Accounts accounts, Grants grants, IPeople people, RoleTexts roles, ITenant tenant, SessionCache cache, IEvents events, IStringLocalizer<DelegateRolePage> texts)
        : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(acting.Me(), cancellationToken) is not { } mine) return Error.NotFound();
            if (command.Role is not { } role || !(await grants.HeldAsync(mine.Id, cancellationToken)).Contains(role)) return Wrong(nameof(command.Role), texts["NotHeld"]);
            var to = await accounts.FindAsync(command.Email!, cancellationToken);
            if (to is null || !await db.Set<People.Person>().AnyAsync(p => p.Id == to.PersonId && p.IsActive, cancellationToken)) return Wrong(nameof(command.Email), texts["NobodyHere"]);
            if (to.Id == mine.Id) return Wrong(nameof(command.Email), texts["NotYourself"]);
            var delegation = new RoleDelegation { FromAccountId = mine.Id, ToAccountId = to.Id, Role = role, StartsAt = tenant.StartOf(command.From!.Value), EndsAt = tenant.EndOf(command.Until!.Value) };
            db.Add(delegation);
            var name = (await people.CardsAsync([acting.Me()], cancellationToken)).GetValueOrDefault(acting.Me())?.Name ?? "";
            events.Notify<PlatformModule>(to.PersonId, $"lent/{delegation.Id}", new NewNotice(NoticeKind.News, "Notice.RoleLent", "me", name, roles.Name(role), NewNotice.Day(command.Until.Value)));
            cache.Clear();
            return Done.Value;
        }

        private static Error Wrong(string field, string text) => Error.Invalid("lending-invalid", text, new Dictionary<string, string[]> { [field] = [text] });
    }

    /// <summary>Ends a lending at once; both may.</summary>
    [Requires(HostPermissions.ManageOwnAccount)]
    internal sealed record End(Guid DelegationId) : IWrite<Done>;

    internal sealed class EndHandler(PlatformDb db, ActingContext acting, Accounts accounts, SessionCache cache) : IWriteHandler<End, Done>
    {
        public async ValueTask<Result<Done>> Handle(End command, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(acting.Me(), cancellationToken) is not { } mine) return Error.NotFound();
            if (await db.Set<RoleDelegation>().FirstOrDefaultAsync(d => d.Id == command.DelegationId && (d.FromAccountId == mine.Id || d.ToAccountId == mine.Id), cancellationToken) is not { } lent) return Error.NotFound();
            db.Remove(lent);
            cache.Clear();
            return Done.Value;
        }
    }
}
