using System.Diagnostics;
using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.GapClosure.Domain.Planning;

/// <summary>Says of every gap that stays open why it does (P1).</summary>
internal sealed class OpenGaps(
    PlanProblem problem, PlanNetwork network, Reach reach, SearchResult result, CancellationToken cancellationToken)
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(1);

    public IReadOnlyList<UncoveredGap> Explain() =>
        [.. Enumerable.Range(0, network.Demands.Length)
            .Where(demand => !reach.CanClose(demand) || result.Best.Open.Contains(demand))
            .Select(demand => new UncoveredGap(network.Demands[demand].Gap, ReasonFor(demand), HighestOnOffer(network.Demands[demand].Gap)))];

    private UncoveredReason ReasonFor(int demand)
    {
        if (reach.CanClose(demand)) return result.KnowsWhatCloses ? WhatBites(demand) : UncoveredReason.NotFoundInTime;

        var givers = network.Givers[network.Demands[demand].Condition];
        if (givers.Any(reach.IsReachable)) return givers.Any(reach.IsAffordable) ? UncoveredReason.PastDeadline : UncoveredReason.OverBudget;
        if (givers.Length > 0) return UncoveredReason.PrerequisiteUnreachable;

        var gap = network.Demands[demand].Gap;
        var leading = network.Candidates
            .Where(candidate => !network.IsOver(candidate) && candidate.Outcomes.Any(o => o.SkillId == gap.SkillId && o.Ordinal >= gap.Required))
            .ToLookup(network.AlreadyCounts);
        // A waiting list is something to act on, so it comes before what cannot be seen.
        if (leading[false].Any(candidate => candidate.Offer.Visibility == OfferVisibility.Full)) return UncoveredReason.OnlyFullEvents;
        if (leading[false].Any()) return UncoveredReason.NoneVisible;
        return leading[true].Any() ? UncoveredReason.OnlyCompleted : UncoveredReason.NoActivity;
    }

    /// <summary>It could be closed alone, but not beside what matters more: which limit, when lifted, makes room for it?</summary>
    private UncoveredReason WhatBites(int demand)
    {
        if (problem.Budget is not null && Fits(problem with { Budget = null })) return UncoveredReason.OverBudget;
        if (problem.Deadline is not null && Fits(problem with { Deadline = null })) return UncoveredReason.PastDeadline;
        if (Fits(problem with { Candidates = [.. problem.Candidates.Select(WithoutExclusions)] })) return UncoveredReason.Excluded;
        return problem.Budget is not null ? UncoveredReason.OverBudget : UncoveredReason.PastDeadline;

        bool Fits(PlanProblem relaxed)
        {
            var gaps = network.Demands.Where((_, index) => index == demand || (reach.CanClose(index) && !result.Best.Open.Contains(index)));
            var wider = new PlanNetwork(relaxed with { Gaps = [.. gaps.Select(d => d.Gap)] });
            var (items, demands) = new Reach(wider).Narrow();
            var started = Stopwatch.GetTimestamp();
            var program = new CoverProgram(wider, items, demands, mayStayOpen: false);
            return program.Minimise(null, null, () => LongEnough - Stopwatch.GetElapsedTime(started), cancellationToken).Best is not null;
        }

        static Candidate WithoutExclusions(Candidate candidate) => candidate with { Offer = candidate.Offer with { Excludes = [] } };
    }

    private int? HighestOnOffer(Gap gap)
    {
        var levels = network.Items.SelectMany(item => item.Candidate.Outcomes)
            .Where(outcome => outcome.SkillId == gap.SkillId && outcome.Ordinal < gap.Required && outcome.Ordinal > network.LevelLeft(gap.SkillId))
            .Select(outcome => outcome.Ordinal)
            .ToList();
        return levels.Count > 0 ? levels.Max() : null;
    }
}
