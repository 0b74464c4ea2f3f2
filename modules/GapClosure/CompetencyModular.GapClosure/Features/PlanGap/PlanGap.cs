using CompetencyModular.GapClosure.Domain;
using CompetencyModular.GapClosure.Domain.Planning;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Contracts;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CompetencyModular.GapClosure.Features.PlanGap;

/// <summary>One click returns the activities that together close the gap (R4.1), or the gap to a role that somebody aspires to (R4.2).</summary>
internal static class PlanGap
{
    [Requires(GapClosurePermissions.Plan)]
    internal sealed record Query(PersonRef Person, [FromBody] Options? Options = null) : IRead<Response>;

    /// <summary>What the plan is for.</summary>
    /// <param name="ProfileId">A future job profile; without it, the current ones.</param>
    /// <param name="Deadline">The last day on which everything must be finished, in the tenant's time zone.</param>
    /// <param name="Budget">The most that may be spent, in the tenant's currency.</param>
    /// <param name="Renew">Whether what lapses soon is renewed too: it is met now, and planned only when asked for (P3).</param>
    internal sealed record Options(Guid? ProfileId = null, DateOnly? Deadline = null, decimal? Budget = null, bool Renew = false);

    internal sealed class Validator : AbstractValidator<Query>
    {
        private static readonly DateOnly FirstDay = new(2000, 1, 1);
        private static readonly DateOnly LastDay = new(2999, 12, 31);

        public Validator()
        {
            RuleFor(q => q.Options!.Budget).InclusiveBetween(0, 1_000_000_000).When(q => q.Options?.Budget is not null);
            RuleFor(q => q.Options!.Deadline).InclusiveBetween(FirstDay, LastDay).When(q => q.Options?.Deadline is not null);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.PostRead<Query, Response>("people/{person}/plan", "The exact plan that closes a person's gap (P1 to P5); person is an id or “me”.");
    }

    internal sealed class Handler(PlanMaker maker, IPeopleAccess access, ICurrentUser user, ISkillLookup skills, IRequirementLookup profiles, ITenant tenant) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if ((query.Person.Id ?? user.PersonId) is not { } personId || !await access.MaySeeAsync(personId, cancellationToken)) return Error.NotFound();
            var options = query.Options ?? new Options();
            var goal = options.ProfileId is { } id ? await profiles.ProfileAsync(id, cancellationToken) : null;
            if (options.ProfileId is not null && goal is null) return Error.NotFound();

            var made = await maker.MakeAsync(personId, options.ProfileId, options.Deadline is { } day ? tenant.EndOf(day) : null, options.Budget, options.Renew, cancellationToken);
            if (made is null) return Error.NotFound();
            var writer = new Writer(made, await skills.SkillsAsync([.. made.SkillIds()], cancellationToken));
            return writer.Write(personId, goal);
        }
    }

    /// <summary>A plan.</summary>
    /// <param name="PersonId">Whose.</param>
    /// <param name="ProfileId">The future profile it leads to; null for the current ones.</param>
    /// <param name="Goal">The future profile's name.</param>
    /// <param name="Requirements">How many skills are required; with 0 there is nothing to plan for.</param>
    /// <param name="Gaps">How many of them are not held at the level required, or are to be renewed.</param>
    /// <param name="Steps">What to do, in order.</param>
    /// <param name="Totals">What it takes altogether.</param>
    /// <param name="Uncovered">The gaps that stay open, each with its reason (P1).</param>
    /// <param name="Alternatives">Up to three other ways.</param>
    /// <param name="LeftOut">What one might have expected in the plan, and why it is not.</param>
    /// <param name="IsProven">Whether no better plan exists; if not, it is "not proven cheapest" (P4).</param>
    /// <param name="Bound">No plan that closes as much costs less than this; null if the search ended before it knew.</param>
    internal sealed record Response(
        Guid PersonId, Guid? ProfileId, string? Goal, int Requirements, int Gaps, IReadOnlyList<Step> Steps, Totals Totals, IReadOnlyList<Open> Uncovered,
        IReadOnlyList<Alternative> Alternatives, IReadOnlyList<NotTaken> LeftOut, bool IsProven, decimal? Bound)
    {
        /// <summary>How many are met now and lapse soon (G3).</summary>
        public int Expiring { get; init; }
    }

    /// <summary>What a set of steps takes.</summary>
    /// <param name="Minutes">Working time.</param>
    /// <param name="Money">In the tenant's currency.</param>
    /// <param name="Cost">Money and working time at the tenant's rate, in its currency: what a plan keeps least (P3).</param>
    /// <param name="Finish">When the last step ends; null without steps.</param>
    internal sealed record Totals(long Minutes, decimal Money, decimal Cost, DateTimeOffset? Finish);

    /// <summary>An activity of the plan.</summary>
    /// <param name="Activity">Its reference, <c>Module/kind/id</c>.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="Url">Its page.</param>
    /// <param name="Kind">What it is, such as <c>course</c>.</param>
    /// <param name="Minutes">Working time.</param>
    /// <param name="Money">In the tenant's currency.</param>
    /// <param name="Progress">How far the person is with it.</param>
    /// <param name="Contributes">The levels that are first reached here.</param>
    /// <param name="Closes">The names of the skills whose gap it closes.</param>
    /// <param name="Enables">The titles of later steps that could not start without it.</param>
    /// <param name="ExpectedFinish">An event's end, else by the pace the organisation plans with.</param>
    internal sealed record Step(
        string Activity, string Title, string Url, string Kind, int Minutes, decimal Money, OfferProgress Progress,
        IReadOnlyList<Rise> Contributes, IReadOnlyList<string> Closes, IReadOnlyList<string> Enables, DateTimeOffset ExpectedFinish);

    /// <summary>A skill that rises from one level to another.</summary>
    internal sealed record Rise(Guid SkillId, string Skill, int From, string FromLevel, int To, string ToLevel);

    /// <summary>A gap that stays open, with the reason and the highest level on offer where that is above the one held.</summary>
    internal sealed record Open(Guid SkillId, string Skill, int Required, string RequiredLevel, bool Mandatory, UncoveredReason Reason, string? HighestOnOffer);

    /// <summary>Another way to close the same gaps.</summary>
    internal sealed record Alternative(AlternativeKind Kind, IReadOnlyList<Step> Steps, Totals Totals);

    /// <summary>An activity that is not in the plan.</summary>
    internal sealed record NotTaken(string Activity, string Title, string Url, LeftOutReason Reason, string? Instead);

    private static IEnumerable<Guid> SkillIds(this MadePlan made) => made.Plan is not { } plan ? []
        : made.Gap.Skills.Select(s => s.SkillId)
            .Concat(plan.Steps.Concat(plan.Alternatives.SelectMany(a => a.Steps)).SelectMany(s => s.Contributions).Select(c => c.SkillId)).Distinct();

    /// <summary>Puts titles and level names to the planner's answer.</summary>
    private sealed class Writer(MadePlan made, IReadOnlyDictionary<Guid, SkillCard> skills)
    {
        public Response Write(Guid personId, ProfileInForce? goal) => made.Plan is not { } plan
            ? new(personId, goal?.ProfileId, goal?.Name, made.Gap.Skills.Count, 0, [], new Totals(0, 0, 0, null), [], [], [], true, 0) { Expiring = Expiring }
            : new(personId, goal?.ProfileId, goal?.Name, made.Gap.Skills.Count, made.Open,
                Steps(plan.Steps), Of(plan.Totals),
                [.. plan.Uncovered.Select(u => new Open(u.Gap.SkillId, Name(u.Gap.SkillId), u.Gap.Required, Level(u.Gap.SkillId, u.Gap.Required), u.Gap.Mandatory, u.Reason,
                    u.HighestOnOffer is { } highest ? Level(u.Gap.SkillId, highest) : null))],
                [.. plan.Alternatives.Select(a => new Alternative(a.Kind, Steps(a.Steps), Of(a.Totals)))],
                [.. plan.LeftOut.Where(l => made.Offers.ContainsKey(l.Activity)).Select(l => new NotTaken(l.Activity.ToString(), Title(l.Activity), made.Offers[l.Activity].Link.Url, l.Reason, l.Instead is { } instead ? Title(instead) : null))],
                plan.IsProven, plan.Bound / PlanningSettings.CostUnit) { Expiring = Expiring };

        private int Expiring => made.Gap.Skills.Count(s => s.FallsTo is not null);

        private IReadOnlyList<Step> Steps(IReadOnlyList<PlanStep> steps) => [.. steps.Select(s =>
        {
            var offer = made.Offers[s.Activity];
            return new Step(s.Activity.ToString(), offer.Link.Title, offer.Link.Url, offer.Link.KindKey, offer.Minutes, offer.Money, offer.Progress,
                [.. s.Contributions.Select(c => new Rise(c.SkillId, Name(c.SkillId), c.From, Level(c.SkillId, c.From), c.To, Level(c.SkillId, c.To)))],
                [.. s.Closes.Select(g => Name(g.SkillId)).Distinct()], [.. s.Enables.Select(Title)], s.ExpectedFinish);
        })];

        private static Totals Of(PlanTotals totals) => new(totals.Minutes, totals.Money, totals.Cost / PlanningSettings.CostUnit, totals.Finish);

        private string Title(ActivityRef activity) => made.Offers.TryGetValue(activity, out var offer) ? offer.Link.Title : activity.ToString();

        private string Name(Guid skillId) => skills.TryGetValue(skillId, out var skill) ? skill.Name : skillId.ToString();

        private string Level(Guid skillId, int ordinal) =>
            skills.TryGetValue(skillId, out var skill) && ordinal < skill.Levels.Count ? skill.Levels[ordinal].Name : ordinal.ToString(System.Globalization.CultureInfo.CurrentCulture);
    }
}
