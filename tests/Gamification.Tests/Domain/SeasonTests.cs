using CompetencyModular.Gamification.Domain;

namespace CompetencyModular.Gamification.Tests.Domain;

public sealed class SeasonTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static Season Spring => Season.Of(Guid.CreateVersion7(), "Spring", Start, Start.AddDays(90), []).Value;

    [Fact]
    public void X4_A_season_holds_its_first_instant_and_not_the_next_ones()
    {
        var spring = Spring;
        spring.Contains(Start).ShouldBeTrue();
        spring.Contains(Start.AddDays(90).AddTicks(-1)).ShouldBeTrue();
        spring.Contains(Start.AddDays(90)).ShouldBeFalse();
        spring.Contains(Start.AddTicks(-1)).ShouldBeFalse();
    }

    [Fact]
    public void Seasons_follow_each_other_without_sharing_an_instant()
    {
        Season.Of(Guid.CreateVersion7(), "Summer", Start.AddDays(90), Start.AddDays(180), [Spring]).IsSuccess.ShouldBeTrue();
        Season.Of(Guid.CreateVersion7(), "Summer", Start.AddDays(89), Start.AddDays(180), [Spring]).Error.ShouldBe(GamificationErrors.SeasonsOverlap);
    }

    [Fact]
    public void A_season_that_ends_as_it_begins_is_refused() =>
        Season.Of(Guid.CreateVersion7(), "None", Start, Start, []).Error.ShouldBe(GamificationErrors.SeasonEndsBeforeItStarts);

    [Fact]
    public void A_season_may_be_moved_within_its_own_days()
    {
        var spring = Spring;
        spring.Change("Spring", Start.AddDays(1), Start.AddDays(80), [spring]).IsSuccess.ShouldBeTrue();
    }
}
