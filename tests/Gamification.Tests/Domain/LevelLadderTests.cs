using CompetencyModular.Gamification.Domain;
using CsCheck;

namespace CompetencyModular.Gamification.Tests.Domain;

public sealed class LevelLadderTests
{
    [Fact]
    public void X1_The_level_is_the_largest_whose_threshold_the_total_reaches() =>
        Gen.Select(Gen.Int[1, 1000], Gen.Long[0, 1_000_000_000_000]).Sample((step, total) =>
        {
            var ladder = new LevelLadder(step);
            var level = ladder.LevelOf(total);
            ladder.Threshold(level).ShouldBeLessThanOrEqualTo(total);
            ladder.Threshold(level + 1).ShouldBeGreaterThan(total);
            var progress = ladder.ProgressOf(total);
            (progress.Level, progress.Done + ladder.Threshold(level)).ShouldBe((level, total));
            progress.Missing.ShouldBeGreaterThan(0);
        });

    [Theory]
    [InlineData(-20, 1)]
    [InlineData(0, 1)]
    [InlineData(99, 1)]
    [InlineData(100, 2)]
    [InlineData(299, 2)]
    [InlineData(300, 3)]
    [InlineData(599, 3)]
    [InlineData(600, 4)]
    public void Each_level_asks_for_one_step_more_than_the_one_before(long total, int level) => new LevelLadder(100).LevelOf(total).ShouldBe(level);
}
