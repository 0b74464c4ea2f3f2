using CompetencyModular.Gamification.Domain;
using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.Gamification.Tests.Domain;

public sealed class CriterionTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Guid Person = Guid.CreateVersion7();
    private static readonly Guid Skill = Guid.CreateVersion7();
    private static readonly ActivityRef Course = new("Paths", "course", Guid.CreateVersion7());

    [Fact]
    public void Doing_the_same_again_does_not_count_as_another_activity()
    {
        var three = new Criterion(CriterionKind.Activities, 3, "", null);
        Deed[] deeds = [Done(Course, 1), Done(Course, 2, "2"), Done(New(), 3)];
        three.MetAt(deeds, []).ShouldBeNull();
        three.Progress(deeds, []).ShouldBe(2);
        three.MetAt([.. deeds, Done(New(), 9)], []).ShouldBe(Start.AddDays(9));
    }

    [Fact]
    public void Only_the_named_sort_of_activities_counts() =>
        new Criterion(CriterionKind.Activities, 1, "OJT/objective", null).MetAt([Done(Course, 1)], []).ShouldBeNull();

    [Fact]
    public void A_level_counts_from_the_first_time_that_it_or_a_higher_one_was_shown()
    {
        var able = new Criterion(CriterionKind.SkillLevel, 2, "", Skill);
        able.MetAt([Reached(1, 1)], []).ShouldBeNull();
        able.MetAt([Reached(1, 1), Reached(3, 5), Reached(2, 7)], []).ShouldBe(Start.AddDays(5));
        able.MetAt([Deed.Reached(Person, Guid.CreateVersion7(), 4, Guid.CreateVersion7(), Start, null)], []).ShouldBeNull();
    }

    [Fact]
    public void What_was_withdrawn_does_not_count()
    {
        var deed = Reached(3, 1);
        deed.Withdraw(Start.AddDays(2));
        new Criterion(CriterionKind.SkillLevel, 2, "", Skill).MetAt([deed], []).ShouldBeNull();
    }

    [Fact]
    public void Points_count_from_the_instant_at_which_their_sum_was_there_and_what_was_taken_back_never_was()
    {
        var rule = PointRule.Of(Guid.CreateVersion7(), new RuleTerms(DeedKind.ActivityCompleted, "", 1, 60, false, true));
        var entries = new[] { Done(Course, 1), Done(New(), 2), Done(New(), 3) }.Select(d => LedgerEntry.Of(d, rule, Start)).ToList();
        var hundred = new Criterion(CriterionKind.Points, 100, "", null);
        hundred.MetAt([], entries).ShouldBe(Start.AddDays(2));
        hundred.MetAt([], [.. entries, entries[0].Reverse("mistaken", Start.AddDays(9))]).ShouldBe(Start.AddDays(3));
        hundred.Progress([], entries).ShouldBe(100);
    }

    private static ActivityRef New() => new("Paths", "course", Guid.CreateVersion7());

    private static Deed Done(ActivityRef activity, int day, string occurrence = "1") => Deed.Completed(Person, activity, occurrence, "", Start.AddDays(day), null);

    private static Deed Reached(int ordinal, int day) => Deed.Reached(Person, Skill, ordinal, Guid.CreateVersion7(), Start.AddDays(day), null);
}
