using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.GapClosure.Features.DelegateDecisions;

/// <summary>Lets somebody else decide for one, for a time and, where wanted, about one skill alone (A2).</summary>
internal static class DelegateDecisions
{
    /// <param name="To">Who: a name, an e-mail address or a personnel number that means one person.</param>
    /// <param name="Skill">The name of the skill it is limited to; without it, everything.</param>
    /// <param name="Until">The last day.</param>
    [Requires(GapClosurePermissions.Delegate)]
    internal sealed record Command(string? To, string? Skill, DateOnly? From, DateOnly? Until) : IWrite<Guid>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<DelegateDecisionsPage> texts, ITenant tenant, TimeProvider time)
        {
            RuleFor(c => c.To).NotEmpty().MaximumLength(200);
            RuleFor(c => c.From).NotNull();
            RuleFor(c => c.Until).NotNull();
            RuleFor(c => c.Until).Must((c, until) => until >= c.From).When(c => c is { From: not null, Until: not null }).WithMessage(_ => texts["EndsBeforeItBegins"]);
            RuleFor(c => c.Until).Must(until => until >= tenant.DateAt(time.GetUtcNow())).When(c => c.Until is not null).WithMessage(_ => texts["EndsInThePast"]);
            RuleFor(c => c.Until).Must((c, until) => until <= c.From!.Value.AddYears(1)).When(c => c is { From: not null, Until: not null }).WithMessage(_ => texts["TooLong"]);
        }
    }

    internal sealed class Handler(GapClosureDb db, IPeople people, ISkillLookup skills, ICurrentUser user, ITenant tenant, IStringLocalizer<DelegateDecisionsPage> texts) : IWriteHandler<Command, Guid>
    {
        public async ValueTask<Result<Guid>> Handle(Command command, CancellationToken cancellationToken)
        {
            var me = user.Me();
            var found = await people.FindAsync(command.To, 2, cancellationToken);
            if (found is not [var to]) return Wrong(nameof(command.To), found.Count == 0 ? "NobodyFound" : "SeveralFound");
            if (to.Id == me) return Wrong(nameof(command.To), "NotToOneself");
            Guid? skillId = null;
            if (!string.IsNullOrWhiteSpace(command.Skill))
            {
                if (!(await skills.ByNameAsync([command.Skill.Trim()], cancellationToken)).TryGetValue(command.Skill.Trim(), out var id)) return Wrong(nameof(command.Skill), "SkillUnknown");
                skillId = id;
            }

            var delegation = new Delegation(me, to.Id, skillId, tenant.StartOf(command.From!.Value), tenant.EndOf(command.Until!.Value));
            db.Delegations.Add(delegation);
            return delegation.Id;
        }

        private Error Wrong(string field, string text) => Error.Invalid("gap-closure.delegation-invalid", texts[text], new Dictionary<string, string[]> { [field] = [texts[text]] });
    }

    /// <summary>Takes a delegation back at once.</summary>
    [Requires(GapClosurePermissions.Delegate)]
    internal sealed record Revoke(Guid Id) : IWrite<Done>;

    internal sealed class RevokeHandler(GapClosureDb db, ICurrentUser user, TimeProvider time) : IWriteHandler<Revoke, Done>
    {
        public async ValueTask<Result<Done>> Handle(Revoke command, CancellationToken cancellationToken)
        {
            var me = user.Me();
            if (await db.Delegations.FirstOrDefaultAsync(d => d.Id == command.Id && d.FromId == me, cancellationToken) is not { } delegation) return Error.NotFound();
            delegation.Revoke(time.GetUtcNow());
            return Done.Value;
        }
    }

    /// <summary>What one has delegated and what was delegated to one, as long as it lasts or is to come.</summary>
    [Requires(GapClosurePermissions.Delegate)]
    internal sealed record Query : IRead<Response>;

    internal sealed record Response(IReadOnlyList<Row> Given, IReadOnlyList<Row> Taken);

    internal sealed record Row(Guid Id, string Person, string? Skill, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

    internal sealed class QueryHandler(GapClosureDb db, IPeople people, ISkillLookup skills, ICurrentUser user, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var me = user.Me();
            var now = time.GetUtcNow();
            var found = await db.Delegations.AsNoTracking().Where(d => (d.FromId == me || d.ToId == me) && d.RevokedAt == null && d.EndsAt > now).OrderBy(d => d.StartsAt).ToListAsync(cancellationToken);
            var names = await people.CardsAsync([.. found.SelectMany(d => new[] { d.FromId, d.ToId }).Distinct()], cancellationToken);
            var cards = await skills.SkillsAsync([.. found.Select(d => d.SkillId).OfType<Guid>().Distinct()], cancellationToken);
            Row ToRow(Delegation d, Guid other) => new(
                d.Id, names.TryGetValue(other, out var name) ? name.Name : "", d.SkillId is { } skill ? cards.GetValueOrDefault(skill)?.Name : null, d.StartsAt, d.EndsAt);
            return new Response([.. found.Where(d => d.FromId == me).Select(d => ToRow(d, d.ToId))], [.. found.Where(d => d.ToId == me).Select(d => ToRow(d, d.FromId))]);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Get<Query, Response>("delegations", "Whom the signed-in person lets decide for them, and for whom they decide, as long as that lasts or is to come.");
    }
}
