using CompetencyModular.GapClosure.Domain.Planning;
using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.GapClosure.Tests.Domain.Planning;

/// <summary>Short words for problems, so that a test reads like the rule it proves.</summary>
internal static class Problems
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    public static readonly Guid A = Skill(1);
    public static readonly Guid B = Skill(2);
    public static readonly Guid C = Skill(3);

    public static Guid Skill(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    public static ActivityRef Course(int number) => new("Paths", "course", new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2]));

    public static int NumberOf(ActivityRef activity) => BitConverter.ToInt32(activity.Id.ToByteArray());

    public static Gap Needs(Guid skill, int level, bool mandatory = true, int weight = 1) => new(skill, level, mandatory, weight);

    public static Candidate ACourse(int number, int minutes, params (Guid Skill, int Level)[] outcomes) => new(
        new ActivityOffer(Course(number), new ActivityLink($"Course {number}", $"/courses/{number}", "course"), minutes, 0, OfferVisibility.Open, []),
        [.. outcomes.Select(outcome => new SkillLevel(outcome.Skill, outcome.Level))],
        AwardCounts: false);

    public static Candidate For(this Candidate candidate, decimal money) => candidate.With(offer => offer with { Money = money });

    public static Candidate After(this Candidate candidate, params int[] courses) => candidate.With(offer => offer with
    {
        Prerequisites = [.. offer.Prerequisites, .. courses.Select(course => Prerequisite.Completed(Course(course)))],
    });

    public static Candidate Asking(this Candidate candidate, Guid skill, int level) => candidate.With(offer => offer with
    {
        Prerequisites = [.. offer.Prerequisites, Prerequisite.Held(skill, level)],
    });

    public static Candidate Ending(this Candidate candidate, TimeSpan fromNow) => candidate.With(offer => offer with { EndsAt = Now + fromNow });

    public static Candidate NotBeside(this Candidate candidate, params int[] courses) =>
        candidate.With(offer => offer with { Excludes = [.. courses.Select(Course)] });

    public static Candidate LikewiseDoneBy(this Candidate candidate, params int[] courses) =>
        candidate.With(offer => offer with { EquivalentTo = [.. courses.Select(Course)] });

    public static Candidate Hidden(this Candidate candidate) => candidate.With(offer => offer with { Visibility = OfferVisibility.Hidden });

    public static Candidate Full(this Candidate candidate) => candidate.With(offer => offer with { Visibility = OfferVisibility.Full });

    public static Candidate Completed(this Candidate candidate, bool counts) =>
        candidate.With(offer => offer with { Progress = OfferProgress.Completed }) with { AwardCounts = counts };

    public static PlanProblem Problem(IEnumerable<Gap> gaps, params Candidate[] candidates) =>
        new([.. gaps], new Dictionary<Guid, int>(), candidates, new PlanSettings(1, 1), Now);

    public static PlanProblem Holding(this PlanProblem problem, Guid skill, int level) =>
        problem with { Held = new Dictionary<Guid, int>(problem.Held) { [skill] = level } };

    public static PlanProblem Within(this PlanProblem problem, decimal budget) => problem with { Budget = budget };

    public static PlanProblem By(this PlanProblem problem, TimeSpan fromNow) => problem with { Deadline = Now + fromNow };

    public static GapPlan Plan(this PlanProblem problem) => GapPlanner.Plan(problem, CancellationToken.None);

    public static int[] Courses(this IEnumerable<PlanStep> steps) => [.. steps.Select(step => NumberOf(step.Activity))];

    public static int[] Courses(this GapPlan plan) => plan.Steps.Courses();

    private static Candidate With(this Candidate candidate, Func<ActivityOffer, ActivityOffer> change) =>
        candidate with { Offer = change(candidate.Offer) };
}
