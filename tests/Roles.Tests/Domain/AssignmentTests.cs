using CompetencyModular.Roles.Domain;
using Shouldly;
using Xunit;

namespace CompetencyModular.Roles.Tests.Domain;

public sealed class AssignmentTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2026, 3, 1);

    [Fact]
    public void G1_An_assignment_is_active_from_its_first_day_to_its_last()
    {
        var assignment = From(Day, Day.AddDays(5));

        assignment.IsActiveOn(Day.AddDays(-1)).ShouldBeFalse();
        assignment.IsActiveOn(Day).ShouldBeTrue();
        assignment.IsActiveOn(Day.AddDays(5)).ShouldBeTrue();
        assignment.IsActiveOn(Day.AddDays(6)).ShouldBeFalse();
    }

    [Fact]
    public void G1_A_suspended_assignment_is_held_but_requires_nothing_and_comes_back_by_itself()
    {
        var assignment = From(Day, null);

        assignment.Suspend(Day.AddDays(2), Day.AddDays(4), "parental leave");

        assignment.IsActiveOn(Day.AddDays(1)).ShouldBeTrue();
        assignment.IsActiveOn(Day.AddDays(2)).ShouldBeFalse();
        assignment.IsHeldOn(Day.AddDays(2)).ShouldBeTrue();
        assignment.IsActiveOn(Day.AddDays(5)).ShouldBeTrue();
    }

    [Fact]
    public void Ending_an_assignment_keeps_what_was()
    {
        var assignment = From(Day, null);

        assignment.End(Day.AddDays(3));

        assignment.IsActiveOn(Day.AddDays(3)).ShouldBeTrue();
        assignment.IsActiveOn(Day.AddDays(4)).ShouldBeFalse();
    }

    [Fact]
    public void An_assignment_ended_before_it_began_was_a_mistake_and_never_held()
    {
        var assignment = From(Day, null);

        assignment.End(Day.AddDays(-1));

        assignment.IsWithdrawn.ShouldBeTrue();
        assignment.IsHeldOn(Day).ShouldBeFalse();
    }

    [Fact]
    public void Making_room_for_another_primary_profile_ends_the_one_before()
    {
        var assignment = From(Day, null);

        assignment.GiveWay(Day.AddDays(10));

        assignment.Until.ShouldBe(Day.AddDays(9));
    }

    [Fact]
    public void A_primary_profile_that_is_kept_goes_on_as_an_additional_one()
    {
        var assignment = From(Day, Day.AddDays(20));

        var additional = assignment.StepBack(Day.AddDays(10), null, Now, null).ShouldHaveSingleItem();

        assignment.IsPrimary.ShouldBeTrue();
        additional.IsPrimary.ShouldBeFalse();
        (additional.From, additional.Until).ShouldBe((Day.AddDays(10), Day.AddDays(20)));
    }

    [Fact]
    public void A_primary_profile_is_primary_again_when_the_one_that_took_its_place_for_a_time_ends()
    {
        var assignment = From(Day, null);

        var goesOn = assignment.StepBack(Day.AddDays(10), Day.AddDays(20), Now, null);

        assignment.Until.ShouldBe(Day.AddDays(9));
        goesOn.Select(a => (a.IsPrimary, a.From, a.Until)).ShouldBe([(false, Day.AddDays(10), (DateOnly?)Day.AddDays(20)), (true, Day.AddDays(21), null)]);
    }

    [Fact]
    public void G1_What_rests_goes_on_resting_when_another_profile_becomes_the_primary_one()
    {
        var assignment = From(Day, null);
        assignment.Suspend(Day.AddDays(5), Day.AddDays(15), "parental leave");
        assignment.Suspend(Day.AddDays(1), Day.AddDays(2), "long over");

        var additional = assignment.StepBack(Day.AddDays(10), null, Now, null).ShouldHaveSingleItem();

        additional.Suspensions.Select(s => (s.From, s.Until)).ShouldBe([(Day.AddDays(10), Day.AddDays(15))]);
        additional.Promote(Day.AddDays(12), Now, null).IsActiveOn(Day.AddDays(14)).ShouldBeFalse();
    }

    [Fact]
    public void A_suspension_that_ends_before_it_began_never_was()
    {
        var suspension = new Suspension(Guid.NewGuid(), Guid.NewGuid(), Day.AddDays(5), null, "sabbatical");

        suspension.EndBy(Day);

        suspension.Covers(Day.AddDays(5)).ShouldBeFalse();
    }

    [Fact]
    public void G1_An_exemption_covers_its_days_and_its_profile()
    {
        var profile = Guid.NewGuid();
        var one = new Exemption(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), profile, Day, Day.AddDays(1), "reads no drawings", Now, null);
        var everywhere = new Exemption(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), null, Day, null, "colour blind", Now, null);

        one.Covers(Day, profile).ShouldBeTrue();
        one.Covers(Day, Guid.NewGuid()).ShouldBeFalse();
        one.Covers(Day.AddDays(2), profile).ShouldBeFalse();
        everywhere.Covers(Day.AddDays(1000), Guid.NewGuid()).ShouldBeTrue();
    }

    private static Assignment From(DateOnly from, DateOnly? until) => Assignment.Begin(Guid.NewGuid(), Guid.NewGuid(), isPrimary: true, from, until, Now, by: null);
}
