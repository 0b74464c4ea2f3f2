using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.GapClosure.Domain.Planning;

/// <summary>Says of activities that award a skill with a gap why they are not in the plan (P5). What a person may not see is not spoken of.</summary>
internal sealed class LeftOut(PlanNetwork network, Reach reach, SearchResult result)
{
    /// <summary>Nobody reads a longer list.</summary>
    public const int Most = 20;

    private readonly Dictionary<ActivityRef, int> indexOf =
        network.Items.Select((item, index) => (item.Activity, index)).ToDictionary(pair => pair.Activity, pair => pair.index);

    public IReadOnlyList<LeftOutActivity> Explain() =>
        [.. network.Candidates
            .Where(candidate => candidate.Offer.Visibility != OfferVisibility.Hidden && !network.IsOver(candidate) && !IsChosen(candidate))
            .Select(candidate => (Candidate: candidate, Raised: RaisedBy(candidate).ToList()))
            .Where(one => one.Raised.Count > 0)
            .OrderByDescending(one => WeightOf(one.Raised.Where(demand => Closes(one.Candidate, demand)), mandatory: true))
            .ThenByDescending(one => WeightOf(one.Raised.Where(demand => Closes(one.Candidate, demand)), mandatory: false))
            .ThenByDescending(one => WeightOf(one.Raised, mandatory: true))
            .ThenBy(one => one.Candidate.Offer.Activity)
            .Take(Most)
            .Select(one => Explain(one.Candidate, [.. one.Raised.Where(demand => Closes(one.Candidate, demand))]))];

    private LeftOutActivity Explain(Candidate candidate, IReadOnlyList<Demand> closes)
    {
        var activity = candidate.Offer.Activity;
        if (network.AlreadyCounts(candidate)) return new LeftOutActivity(activity, LeftOutReason.AlreadyCompleted);
        if (candidate.Offer.Visibility == OfferVisibility.Full) return new LeftOutActivity(activity, LeftOutReason.Full);
        if (closes.Count == 0) return new LeftOutActivity(activity, LeftOutReason.LevelTooLow);

        var index = indexOf[activity];
        if (!reach.IsReachable(index)) return new LeftOutActivity(activity, LeftOutReason.PrerequisiteUnreachable);
        if (!reach.IsAffordable(index)) return new LeftOutActivity(activity, LeftOutReason.OverBudget);
        if (!reach.IsPossible(index)) return new LeftOutActivity(activity, LeftOutReason.PastDeadline);

        // A step that closes all that this one would is the best answer, else the one that closes most of it.
        var instead = result.Best.Items
            .Select(item => (Item: item, Closed: closes.Count(demand => network.Items[item].Gives.Contains(demand.Condition))))
            .Where(one => one.Closed > 0).OrderByDescending(one => one.Closed).ThenBy(one => one.Item)
            .Select(one => (ActivityRef?)network.Items[one.Item].Activity).FirstOrDefault();
        var closesMore = closes.Any(demand => !network.Givers[demand.Condition].Any(result.Best.Items.Contains));
        if (instead is not null && !closesMore) return new LeftOutActivity(activity, LeftOutReason.CoveredBy, instead);

        var barredBy = result.Best.Items.Where(item => network.Items[index].Excludes.Contains(item)).Select(item => (int?)item).FirstOrDefault();
        if (barredBy is { } bar) return new LeftOutActivity(activity, LeftOutReason.Excluded, network.Items[bar].Activity);
        // It would close a gap that stays open, and nothing in the plan bars it: a limit does.
        return new LeftOutActivity(activity, (result.KnowsWhatCloses, network.Budget, network.Deadline) switch
        {
            (false, _, _) => LeftOutReason.NotFoundInTime,
            (_, not null, _) => LeftOutReason.OverBudget,
            (_, _, not null) => LeftOutReason.PastDeadline,
            _ => LeftOutReason.Excluded,
        });
    }

    private bool IsChosen(Candidate candidate) => indexOf.TryGetValue(candidate.Offer.Activity, out var index) && result.Best.Items.Contains(index);

    private IEnumerable<Demand> RaisedBy(Candidate candidate) => network.Demands
        .Where(demand => candidate.Outcomes.Any(o => o.SkillId == demand.Gap.SkillId && o.Ordinal > network.LevelLeft(o.SkillId)));

    private static bool Closes(Candidate candidate, Demand demand) =>
        candidate.Outcomes.Any(o => o.SkillId == demand.Gap.SkillId && o.Ordinal >= demand.Gap.Required);

    private static long WeightOf(IEnumerable<Demand> demands, bool mandatory) => demands.Where(d => d.Gap.Mandatory == mandatory).Sum(d => d.Weight);
}
