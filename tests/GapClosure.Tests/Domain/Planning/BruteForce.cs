using CompetencyModular.GapClosure.Domain.Planning;
using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.GapClosure.Tests.Domain.Planning;

/// <summary>How good a plan is by P3; smaller is better.</summary>
internal sealed record Score(long Mandatory, long Desirable, decimal Cost, long Finish, IReadOnlyList<int> Courses) : IComparable<Score>
{
    public int CompareTo(Score? other)
    {
        var first = Comparer<(long, long, decimal, long, int)>.Default.Compare(Key, other!.Key);
        return first != 0 ? first : Courses.Zip(other.Courses, (a, b) => a.CompareTo(b)).FirstOrDefault(difference => difference != 0);
    }

    private (long, long, decimal, long, int) Key => (Mandatory, Desirable, Cost, Finish, Courses.Count);
}

/// <summary>
/// Tries every subset of the offers, and every order of work where that matters, minute by minute. It shares nothing with the planner and
/// expects a pace at which a minute of work is a minute of the calendar (168 hours a week).
/// </summary>
internal static class BruteForce
{
    public static Score Best(PlanProblem problem)
    {
        var usable = problem.Candidates
            .Where(c => c.Offer.Visibility == OfferVisibility.Open && !(c.AwardCounts && c.Offer.Progress == OfferProgress.Completed))
            .Where(c => c.Offer.EndsAt is null || c.Offer.EndsAt > problem.Now)
            .OrderBy(c => c.Offer.Activity).ToArray();
        Score? best = null;
        for (var mask = 0; mask < 1 << usable.Length; mask++)
        {
            var set = usable.Where((_, index) => (mask >> index & 1) == 1).ToArray();
            var hopeful = ScoreOf(problem, set, finish: 0);
            if (best is not null && hopeful.CompareTo(best) >= 0) continue;
            if (set.Sum(c => c.Offer.Money) > problem.Budget || AnyExclusion(set)) continue;
            if (EarliestFinish(problem, set) is not { } finish || problem.Now.AddMinutes(finish) > problem.Deadline) continue;
            var score = hopeful with { Finish = finish };
            if (best is null || score.CompareTo(best) < 0) best = score;
        }
        return best!;
    }

    /// <summary>Whether any set of offers that can be done closes any gap.</summary>
    public static bool CanCloseAny(PlanProblem problem) => problem.Gaps.Any(gap =>
        problem.Held.GetValueOrDefault(gap.SkillId) < gap.Required && Best(problem with { Gaps = [gap] }) is { Mandatory: 0, Desirable: 0 });

    public static Score ScoreOf(PlanProblem problem, IReadOnlyCollection<Candidate> set, long finish)
    {
        var open = problem.Gaps.Distinct().Where(gap => LevelAfter(problem, set, gap.SkillId) < gap.Required).ToList();
        return new Score(
            open.Where(gap => gap.Mandatory).Sum(gap => gap.Weight),
            open.Where(gap => !gap.Mandatory).Sum(gap => gap.Weight),
            set.Sum(c => (problem.Settings.MinuteWeight * c.Offer.Minutes) + (problem.Settings.MoneyWeight * c.Offer.Money)),
            finish,
            [.. set.Select(c => Problems.NumberOf(c.Offer.Activity)).Order()]);
    }

    /// <summary>The earliest minute after now at which all of a set can be done, or null if it cannot.</summary>
    public static long? EarliestFinish(PlanProblem problem, IReadOnlyList<Candidate> set)
    {
        var paced = set.Where(c => c.Offer.EndsAt is null).ToList();
        // Only who prepares for an event cares what is worked on first.
        var orderMatters = set.Any(c => c.Offer.EndsAt is not null && c.Offer.Prerequisites.Count > 0);
        var orders = orderMatters ? Permutations(paced) : [paced];
        return orders.Select(order => Simulate(problem, set, order)).Where(finish => finish is not null).Min();
    }

    public static bool Holds(PlanProblem problem, Prerequisite prerequisite, IReadOnlyCollection<Candidate> done)
    {
        if (prerequisite.Skill is { } level) return LevelAfter(problem, done, level.SkillId) >= level.Ordinal;
        var wanted = prerequisite.Activity!.Value;
        var likewise = problem.Candidates.FirstOrDefault(c => c.Offer.Activity == wanted)?.Offer.EquivalentTo ?? [];
        return done.Concat(problem.Candidates.Where(c => c.Offer.Progress == OfferProgress.Completed))
            .Any(c => c.Offer.Activity == wanted || likewise.Contains(c.Offer.Activity));
    }

    private static int LevelAfter(PlanProblem problem, IEnumerable<Candidate> done, Guid skill) =>
        done.SelectMany(c => c.Outcomes).Where(o => o.SkillId == skill).Select(o => o.Ordinal).Append(problem.Held.GetValueOrDefault(skill)).Max();

    private static bool AnyExclusion(Candidate[] set) =>
        set.Any(a => set.Any(b => a != b && (a.Offer.Excludes ?? []).Contains(b.Offer.Activity)));

    private static long? Simulate(PlanProblem problem, IReadOnlyList<Candidate> set, IReadOnlyList<Candidate> priority)
    {
        var done = new List<Candidate>();
        var left = set.ToDictionary(c => c, c => c.Offer.EndsAt is null ? c.Offer.Minutes : 0);
        for (var minute = 0L; ; minute++)
        {
            bool finished;
            do
            {
                finished = false;
                foreach (var candidate in set.Where(c => !done.Contains(c) && left[c] == 0 && c.Offer.Prerequisites.All(p => Holds(problem, p, done))))
                {
                    if (candidate.Offer.EndsAt is { } end && (end - problem.Now).TotalMinutes != minute) continue;
                    done.Add(candidate);
                    finished = true;
                    break;
                }
            }
            while (finished);
            if (done.Count == set.Count) return minute;
            var next = priority.FirstOrDefault(c => !done.Contains(c) && left[c] > 0 && c.Offer.Prerequisites.All(p => Holds(problem, p, done)));
            if (next is not null) left[next]--;
            else if (!set.Any(c => !done.Contains(c) && c.Offer.EndsAt > problem.Now.AddMinutes(minute))) return null;
        }
    }

    private static IEnumerable<IReadOnlyList<Candidate>> Permutations(IReadOnlyList<Candidate> list)
    {
        if (list.Count <= 1) return [list];
        return list.SelectMany((first, index) => Permutations([.. list.Where((_, other) => other != index)]).Select(rest => (IReadOnlyList<Candidate>)[first, .. rest]));
    }
}
