using CompetencyModular.Gamification.Domain;
using CsCheck;

namespace CompetencyModular.Gamification.Tests.Domain;

public sealed class RankingTests
{
    private static readonly Gen<int[]> Boards = Gen.Int[0, 5].Array[0, 30].Select(scores => scores.OrderDescending().ToArray());

    [Theory]
    [InlineData(RankStyle.Standard, new[] { 1, 2, 2, 4, 4, 4, 7 })]
    [InlineData(RankStyle.Dense, new[] { 1, 2, 2, 3, 3, 3, 4 })]
    [InlineData(RankStyle.EarliestFirst, new[] { 1, 2, 3, 4, 5, 6, 7 })]
    internal void X2_Ties_are_counted_as_the_organisation_says(RankStyle style, int[] ranks) => Ranking.Of([9, 7, 7, 5, 5, 5, 1], 0, 0, style).ShouldBe(ranks);

    [Fact]
    public void X2_A_standard_rank_is_one_more_than_how_many_are_strictly_ahead() => Boards.Sample(scores =>
        Ranking.Of(scores, 0, 0, RankStyle.Standard).ShouldBe(scores.Select(s => 1 + scores.Count(o => o > s))));

    [Fact]
    public void X2_A_page_boundary_never_changes_a_rank() => Gen.Select(Boards, Gen.Int[1, 7], Gen.Enum<RankStyle>()).Sample((scores, size, style) =>
    {
        var paged = scores.Chunk(size).SelectMany((page, number) =>
        {
            var ahead = scores.Where(s => s > page[0]);
            return Ranking.Of(page, number * size, style is RankStyle.Dense ? ahead.Distinct().Count() : ahead.Count(), style);
        });
        paged.ShouldBe(Ranking.Of(scores, 0, 0, style));
    });

    [Fact]
    public void X3_A_team_is_compared_by_its_average_so_that_a_small_one_can_be_first()
    {
        var (large, small) = (Team("Large", 12, 1200), Team("Small", 5, 505));
        TeamTable.Of([large, small], RankStyle.Standard).Select(p => p.Team.Name).ShouldBe(["Small", "Large"]);

        TeamPlace Team(string name, int members, long points) => new(Guid.CreateVersion7(), name, members, points, TeamPlace.ScoreOf(points, members, TeamScore.Average), DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public void X3_A_team_is_compared_by_its_sum_where_the_organisation_says_so() => TeamPlace.ScoreOf(1200, 12, TeamScore.Sum).ShouldBe(1200);

    [Fact]
    public void X2_Teams_with_equal_scores_share_a_place_and_the_earlier_stands_first()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        TeamPlace[] teams = [new(Guid.CreateVersion7(), "Alpha", 5, 50, 1000, start.AddDays(2)), new(Guid.CreateVersion7(), "Beta", 5, 50, 1000, start), new(Guid.CreateVersion7(), "Gamma", 5, 40, 800, start)];
        TeamTable.Of(teams, RankStyle.Standard).Select(p => (p.Team.Name, p.Rank)).ShouldBe([("Beta", 1), ("Alpha", 1), ("Gamma", 3)]);
    }
}
