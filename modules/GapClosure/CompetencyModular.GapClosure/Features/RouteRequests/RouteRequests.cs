using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using FluentValidation;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.GapClosure.Features.RouteRequests;

/// <summary>Sets who decides on requests: in general, and for single skills (A2). What waits already stays where it is.</summary>
internal static class RouteRequests
{
    /// <param name="Skill">The skill's name; without it the rule is for all skills that have none of their own.</param>
    /// <param name="People">For named people: one a line, each a name, an e-mail address or a personnel number that means one person.</param>
    /// <param name="MinOrdinal">For holders of the skill: the level from which they may decide.</param>
    /// <param name="UnitId">For a group: the unit whose people decide.</param>
    [Requires(GapClosurePermissions.Route)]
    internal sealed record Command(string? Skill, ApproverKind Kind, string? People, int MinOrdinal, int Quorum, Guid? UnitId = null) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<RouteRequestsPage> texts)
        {
            RuleFor(c => c.Kind).IsInEnum();
            RuleFor(c => c.Quorum).InclusiveBetween(1, 5);
            RuleFor(c => c.MinOrdinal).InclusiveBetween(1, 1000).When(c => c.Kind is ApproverKind.Holders);
            RuleFor(c => c.UnitId).NotNull().When(c => c.Kind is ApproverKind.Group).WithMessage(_ => texts["UnitMissing"]);
            RuleFor(c => c.People).NotEmpty().MaximumLength(4000).When(c => c.Kind is ApproverKind.Named);
            RuleFor(c => c.Quorum).Must((c, quorum) => quorum <= LinesOf(c.People).Length).When(c => c.Kind is ApproverKind.Named && LinesOf(c.People).Length > 0).WithMessage(_ => texts["QuorumTooHigh"]);
            RuleFor(c => c.People).Must(p => LinesOf(p).Length <= RoutingRule.MostNamed).When(c => c.Kind is ApproverKind.Named).WithMessage(_ => texts["TooMany", RoutingRule.MostNamed]);
        }
    }

    internal sealed class Handler(GapClosureDb db, ISkillLookup skills, IPeople people, IStringLocalizer<RouteRequestsPage> texts) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            Guid? skillId = null;
            if (!string.IsNullOrWhiteSpace(command.Skill))
            {
                var name = command.Skill.Trim();
                if (!(await skills.ByNameAsync([name], cancellationToken)).TryGetValue(name, out var id)) return Wrong(nameof(command.Skill), texts["SkillUnknown"]);
                skillId = id;
                var levels = (await skills.SkillsAsync([id], cancellationToken))[id].Levels.Count - 1;
                if (command.Kind is ApproverKind.Holders && command.MinOrdinal > levels) return Wrong(nameof(command.MinOrdinal), texts["LevelTooHigh", levels]);
            }

            var named = new List<Guid>();
            if (command.Kind is ApproverKind.Named)
            {
                // At most twenty, typed by hand: each is looked up by itself, so that the wrong one can be told.
                foreach (var line in LinesOf(command.People))
                {
                    if (await people.FindAsync(line, 2, cancellationToken) is not [var one]) return Wrong(nameof(command.People), texts["NotOnePerson", line]);
                    named.Add(one.Id);
                }
            }

            if (command.Kind is ApproverKind.Group && (await people.UnitsAsync(cancellationToken)).All(u => u.Id != command.UnitId)) return Wrong(nameof(command.UnitId), texts["UnitMissing"]);
            var rule = await db.RoutingRules.FirstOrDefaultAsync(r => r.SkillId == skillId, cancellationToken) ?? db.RoutingRules.Add(new RoutingRule { SkillId = skillId }).Entity;
            (rule.Kind, rule.People, rule.MinOrdinal, rule.Quorum) = (command.Kind, named, command.MinOrdinal, command.Quorum);
            rule.UnitId = command.Kind is ApproverKind.Group ? command.UnitId : null;
            return Done.Value;
        }

        private static Error Wrong(string field, string text) => Error.Invalid("gap-closure.routing-invalid", text, new Dictionary<string, string[]> { [field] = [text] });
    }

    /// <summary>Removes a rule: the general one holds again, and without that the line manager decides.</summary>
    [Requires(GapClosurePermissions.Route)]
    internal sealed record Remove(Guid Id) : IWrite<Done>;

    internal sealed class RemoveHandler(GapClosureDb db) : IWriteHandler<Remove, Done>
    {
        public async ValueTask<Result<Done>> Handle(Remove command, CancellationToken cancellationToken)
        {
            if (await db.RoutingRules.FirstOrDefaultAsync(r => r.Id == command.Id, cancellationToken) is not { } rule) return Error.NotFound();
            db.RoutingRules.Remove(rule);
            return Done.Value;
        }
    }

    /// <summary>Sets how long a decision can be undone, and how long a request waits before those who may decide are reminded and before HR sees it.</summary>
    /// <param name="RemindAfterDays">0 for never.</param>
    [Requires(GapClosurePermissions.Route)]
    internal sealed record SetTimes(int UndoMinutes, int RemindAfterDays, int EscalateAfterDays) : IWrite<Done>;

    internal sealed class TimesValidator : AbstractValidator<SetTimes>
    {
        public TimesValidator()
        {
            RuleFor(c => c.UndoMinutes).InclusiveBetween(0, 1440);
            RuleFor(c => c.RemindAfterDays).InclusiveBetween(0, 365);
            RuleFor(c => c.EscalateAfterDays).InclusiveBetween(1, 365);
        }
    }

    internal sealed class TimesHandler(GapClosureDb db) : IWriteHandler<SetTimes, Done>
    {
        public async ValueTask<Result<Done>> Handle(SetTimes command, CancellationToken cancellationToken)
        {
            var settings = await db.ApprovalSettings.FirstOrDefaultAsync(cancellationToken) ?? db.ApprovalSettings.Add(new ApprovalSettings()).Entity;
            (settings.UndoMinutes, settings.RemindAfterDays, settings.EscalateAfterDays) = (command.UndoMinutes, command.RemindAfterDays, command.EscalateAfterDays);
            return Done.Value;
        }
    }

    [Requires(GapClosurePermissions.Route)]
    internal sealed record Query : IRead<Response>;

    internal sealed record Response(IReadOnlyList<Row> Rules, int UndoMinutes, int RemindAfterDays, int EscalateAfterDays, IReadOnlyList<UnitCard> Units);

    /// <param name="Skill">The skill's name; null for the general rule.</param>
    /// <param name="Level">The level from which holders decide, by name where the skill is known.</param>
    /// <param name="Unit">The unit whose people decide, by name.</param>
    internal sealed record Row(Guid Id, string? Skill, ApproverKind Kind, IReadOnlyList<string> People, string Level, int Quorum, string Unit);

    internal sealed class QueryHandler(GapClosureDb db, ISkillLookup skills, IPeople people) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rules = await db.RoutingRules.AsNoTracking().Take(500).ToListAsync(cancellationToken);
            var cards = await skills.SkillsAsync([.. rules.Select(r => r.SkillId).OfType<Guid>()], cancellationToken);
            var names = await people.CardsAsync([.. rules.SelectMany(r => r.People).Distinct()], cancellationToken);
            var units = await people.UnitsAsync(cancellationToken);
            var settings = await db.ApprovalSettings.AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? new ApprovalSettings();
            var rows = rules.Where(r => r.SkillId is not { } id || cards.ContainsKey(id)).Select(r =>
            {
                var card = r.SkillId is { } id ? cards[id] : null;
                var level = card is not null && r.MinOrdinal < card.Levels.Count ? card.Levels[r.MinOrdinal].Name : r.MinOrdinal.ToString(System.Globalization.CultureInfo.CurrentCulture);
                return new Row(r.Id, card?.Name, r.Kind, [.. r.People.Where(names.ContainsKey).Select(p => names[p].Name)], level, r.Quorum, units.FirstOrDefault(u => u.Id == r.UnitId)?.Name ?? "");
            }).OrderBy(r => r.Skill is not null).ThenBy(r => r.Skill, StringComparer.CurrentCulture).ToList();
            return new Response(rows, settings.UndoMinutes, settings.RemindAfterDays, settings.EscalateAfterDays, units);
        }
    }

    private static string[] LinesOf(string? lines) => (lines ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Get<Query, Response>("routing", "Who decides on requests for confirmation, in general and for single skills, and the times that the organisation sets.");
    }
}
