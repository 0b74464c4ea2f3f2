using CompetencyModular.GapClosure.Domain;
using CompetencyModular.GapClosure.Domain.Planning;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.SkillsAnalysis.Contracts;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure;

/// <summary>Gathers what a plan depends on, from the gap, the award rules and all activity sources, and has it planned or checked.</summary>
internal sealed class PlanMaker(IGapLookup gaps, IAwardLookup awards, IActivityCatalog activities, GapClosureDb db, TimeProvider time)
{
    /// <summary>The plan for a person's current profiles, or for a future one; null when there is no such profile.</summary>
    /// <param name="personId">Whose.</param>
    /// <param name="profileId">The future profile; null for the current ones.</param>
    /// <param name="deadline">When everything must be finished, if that matters.</param>
    /// <param name="budget">The most that may be spent, if that matters.</param>
    /// <param name="renew">Whether what lapses within the horizon is renewed too (P3).</param>
    /// <param name="cancellationToken">Stops the queries and the search.</param>
    public async Task<MadePlan?> MakeAsync(Guid personId, Guid? profileId, DateTimeOffset? deadline, decimal? budget, bool renew, CancellationToken cancellationToken)
    {
        var gap = profileId is { } profile
            ? await gaps.ToProfileAsync(personId, profile, cancellationToken)
            : await gaps.OfPersonAsync(personId, cancellationToken);
        if (gap is null) return null;

        var open = gap.Skills.Where(s => s.Missing > 0 || (renew && s.FallsTo is not null)).ToList();
        if (open.Count == 0) return new MadePlan(gap, 0, null, new Dictionary<ActivityRef, ActivityOffer>());
        var lapsing = open.Where(s => s.FallsTo is not null).GroupBy(s => s.SkillId).ToDictionary(g => g.Key, g => g.Min(s => s.FallsTo!.Value));

        var problem = await GatherAsync(personId, [.. open.Select(s => new Gap(s.SkillId, s.Required, s.Mandatory, s.Weight))], renew, cancellationToken);
        var plan = GapPlanner.Plan(problem with { Deadline = deadline, Budget = budget, Lapsing = lapsing }, cancellationToken);
        return new MadePlan(gap, open.Count, plan, OffersOf(problem));
    }

    /// <summary>What it takes to close each of several sets of gaps of one person. What a plan depends on is read once for all of them.</summary>
    public async Task<IReadOnlyList<PlanEffort>> WeighAsync(Guid personId, IReadOnlyList<IReadOnlyList<Gap>> sets, CancellationToken cancellationToken)
    {
        var problem = await GatherAsync(personId, [], false, cancellationToken);
        // A page waits for all of them.
        var settings = problem.Settings with { TimeLimit = TimeSpan.FromSeconds(1) };
        return [.. sets.Select(open => GapPlanner.Weigh(problem with { Gaps = open, Settings = settings }, cancellationToken))];
    }

    /// <summary>The offers of a plan's steps if it can still be done as it stands, without any search; null if not.</summary>
    public async Task<IReadOnlyDictionary<ActivityRef, ActivityOffer>?> CheckAsync(Guid personId, IReadOnlyList<ActivityRef> steps, bool renew, CancellationToken cancellationToken)
    {
        var problem = await GatherAsync(personId, [], renew, cancellationToken);
        return PlanCheck.CanBeDone(problem, steps) ? OffersOf(problem) : null;
    }

    private async Task<PlanProblem> GatherAsync(Guid personId, IReadOnlyList<Gap> open, bool renew, CancellationToken cancellationToken)
    {
        var held = await gaps.LevelsAsync(personId, cancellationToken);
        var outcomes = await awards.AwardsAsync(cancellationToken);
        var counting = await awards.CountingNowAsync(personId, stays: renew, cancellationToken);
        var offers = await activities.OffersForAsync(personId, cancellationToken);
        var settings = await db.Settings.AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? new PlanningSettings();
        var candidates = offers.Select(o => new Candidate(o, outcomes.GetValueOrDefault(o.Activity, []), counting.Contains(o.Activity))).ToList();
        return new PlanProblem(open, held, candidates, settings.ToPlanSettings(), time.GetUtcNow());
    }

    private static Dictionary<ActivityRef, ActivityOffer> OffersOf(PlanProblem problem) => problem.Candidates.ToDictionary(c => c.Offer.Activity, c => c.Offer);
}

/// <summary>A plan with what it was made from.</summary>
/// <param name="Gap">The gap it closes.</param>
/// <param name="Open">How many requirements are not held, or are to be renewed.</param>
/// <param name="Plan">The plan; null where nothing is missing.</param>
/// <param name="Offers">The activities it speaks of.</param>
internal sealed record MadePlan(PersonGap Gap, int Open, GapPlan? Plan, IReadOnlyDictionary<ActivityRef, ActivityOffer> Offers);
