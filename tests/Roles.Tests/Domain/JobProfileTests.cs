using CompetencyModular.Roles.Domain;
using Shouldly;
using Xunit;

namespace CompetencyModular.Roles.Tests.Domain;

public sealed class JobProfileTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2026, 3, 1);
    private static readonly Guid Skill = Guid.NewGuid();

    [Fact]
    public void G1_A_draft_is_not_in_force()
    {
        var profile = AProfile();
        profile.Revise([Requires(2)]);

        profile.InForceOn(Day).ShouldBeNull();
    }

    [Fact]
    public void G1_A_version_is_in_force_from_its_day_until_the_next_takes_over()
    {
        var profile = AProfile();
        Publish(profile, Requires(2), Day);
        Publish(profile, Requires(3), Day.AddDays(10));

        LevelOn(profile, Day.AddDays(-1)).ShouldBeNull();
        LevelOn(profile, Day).ShouldBe(2);
        LevelOn(profile, Day.AddDays(9)).ShouldBe(2);
        LevelOn(profile, Day.AddDays(10)).ShouldBe(3);
    }

    [Fact]
    public void G1_Of_two_versions_of_one_day_the_later_is_in_force()
    {
        var profile = AProfile();
        Publish(profile, Requires(2), Day);
        Publish(profile, Requires(3), Day);

        LevelOn(profile, Day).ShouldBe(3);
        profile.Versions.Count(v => v.IsInForceOn(Day)).ShouldBe(1);
    }

    [Fact]
    public void A_version_does_not_come_into_force_before_the_one_it_follows()
    {
        var profile = AProfile();
        Publish(profile, Requires(2), Day);
        profile.Revise([Requires(3)]);

        Should.Throw<ArgumentOutOfRangeException>(() => profile.Publish(Day.AddDays(-1), Now));
    }

    [Fact]
    public void Revising_a_published_profile_leaves_what_is_in_force_alone()
    {
        var profile = AProfile();
        Publish(profile, Requires(2), Day);

        profile.Revise([Requires(3)]);

        LevelOn(profile, Day).ShouldBe(2);
        profile.Draft!.Number.ShouldBe(2);
    }

    [Fact]
    public void A_draft_is_revised_in_place()
    {
        var profile = AProfile();
        profile.Revise([Requires(2), Requires(1, Guid.NewGuid())]);

        profile.Revise([Requires(4)]);

        profile.Versions.Count.ShouldBe(1);
        profile.Draft!.Asks([Requires(4)]).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 0)]
    [InlineData(1, 6)]
    public void None_is_no_requirement_and_weights_are_one_to_five(int ordinal, int weight) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new RequirementTerms(Skill, ordinal, 1, true, weight));

    [Fact]
    public void Describing_a_profile_with_the_same_words_changes_nothing()
    {
        var profile = AProfile();

        profile.Describe(" Analyst ", "", "", "").ShouldBeFalse();
        profile.Describe("Analyst", "Delivery", "", "").ShouldBeTrue();
    }

    private static int? LevelOn(JobProfile profile, DateOnly day) => profile.InForceOn(day)?.Requirements.Single().Ordinal;

    private static void Publish(JobProfile profile, RequirementTerms terms, DateOnly from)
    {
        profile.Revise([terms]);
        profile.Publish(from, Now);
    }

    private static RequirementTerms Requires(int ordinal, Guid? skill = null) => new(skill ?? Skill, ordinal, 1, true, RequirementTerms.UsualWeight);

    private static JobProfile AProfile() => JobProfile.Create(Guid.NewGuid(), "Analyst", "", "", "");
}
