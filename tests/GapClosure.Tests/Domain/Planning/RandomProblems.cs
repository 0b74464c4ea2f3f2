using CompetencyModular.GapClosure.Domain.Planning;
using CompetencyModular.Sdk.Activities;
using CsCheck;

namespace CompetencyModular.GapClosure.Tests.Domain.Planning;

/// <summary>Small catalogues with everything in them: several skills per activity, both kinds of prerequisites and circles of them, exclusions,
/// equivalences, events, hidden, full and completed offers, budgets and deadlines. Numbers are small, so that ties are frequent.</summary>
internal static class RandomProblems
{
    private static readonly Gen<SkillLevel> Level = Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], (skill, level) => new SkillLevel(Problems.Skill(skill), level));

    private static Gen<Candidate> CandidateNumber(int number, int count)
    {
        var others = Gen.Int[1, count].Select(Problems.Course);
        var prerequisite = Gen.Frequency(
            (1, others.Select(Prerequisite.Completed)),
            (2, Level.Select(level => Prerequisite.Held(level.SkillId, level.Ordinal))));
        var prerequisites = Gen.Frequency((3, Gen.Const(Array.Empty<Prerequisite>())), (3, prerequisite.Array[1, 2]));
        var some = Gen.Frequency((5, Gen.Const(Array.Empty<ActivityRef>())), (1, others.Array[1, 2]));
        var end = Gen.Frequency((3, Gen.Const((int?)null)), (1, Gen.Int[-1, 16].Select(minute => (int?)minute)));
        var state = Gen.Frequency((12, Gen.Const(0)), (1, Gen.Int[1, 4]));
        return Gen.Select(Gen.Int[0, 6], Gen.Int[0, 3], Level.Array[1, 3], prerequisites, end, some, some, state,
            (minutes, money, outcomes, before, endsAt, excludes, likewise, special) => new Candidate(
                new ActivityOffer(
                    Problems.Course(number), new ActivityLink("", "", "course"), minutes, money,
                    special switch { 1 => OfferVisibility.Hidden, 2 => OfferVisibility.Full, _ => OfferVisibility.Open },
                    before,
                    endsAt is { } minute ? Problems.Now.AddMinutes(minute) : null,
                    excludes, likewise,
                    special is 3 or 4 ? OfferProgress.Completed : OfferProgress.NotStarted),
                outcomes,
                AwardCounts: special == 3));
    }

    public static Gen<PlanProblem> UpTo(int candidates)
    {
        var gap = Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Bool, Gen.Int[1, 3],
            (skill, level, mandatory, weight) => new Gap(Problems.Skill(skill), level, mandatory, weight));
        var held = Gen.Select(Gen.Int[1, 4], Gen.Int[0, 2], (skill, level) => (Problems.Skill(skill), level)).Array[0, 2];
        var weights = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], (minute, money) => new PlanSettings(minute, money, HoursPerWeek: 168));
        var deadline = Gen.Frequency((3, Gen.Const((int?)null)), (1, Gen.Int[1, 20].Select(minute => (int?)minute)));
        var budget = Gen.Frequency((3, Gen.Const((int?)null)), (1, Gen.Int[0, 5].Select(money => (int?)money)));
        var catalogue = Gen.Int[0, candidates].SelectMany(count => Catalogue(count));
        return Gen.Select(gap.Array[0, 5], held, catalogue, weights, deadline, budget, (gaps, levels, offers, settings, minutes, money) => new PlanProblem(
            [.. gaps.DistinctBy(g => (g.SkillId, g.Mandatory))],
            levels.DistinctBy(level => level.Item1).ToDictionary(level => level.Item1, level => level.level),
            offers, settings, Problems.Now,
            minutes is { } minute ? Problems.Now.AddMinutes(minute) : null,
            money));
    }

    /// <summary>Larger ones, whose events need no preparation: trying every order of work would take too long.</summary>
    public static Gen<PlanProblem> WithoutPreparation(int candidates) => UpTo(candidates).Select(problem => problem with
    {
        Candidates = [.. problem.Candidates.Select(c => c.Offer.EndsAt is null ? c : c with { Offer = c.Offer with { Prerequisites = [] } })],
    });

    private static Gen<Candidate[]> Catalogue(int count)
    {
        var catalogue = Gen.Const(Array.Empty<Candidate>());
        for (var number = 1; number <= count; number++)
        {
            var next = CandidateNumber(number, count);
            catalogue = Gen.Select(catalogue, next, (before, candidate) => (Candidate[])[.. before, candidate]);
        }
        return catalogue;
    }
}
