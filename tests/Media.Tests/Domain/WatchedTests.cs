using CompetencyModular.Media.Domain;
using CsCheck;

namespace CompetencyModular.Media.Tests.Domain;

public sealed class WatchedTests
{
    private static readonly Gen<Part> AnyPart = Gen.Select(Gen.Int[0, 200], Gen.Int[0, 60], (from, length) => new Part(from, from + length));

    [Fact]
    public void A_part_that_is_played_twice_counts_once() => Watched.Of([new(0, 40), new(20, 60), new(20, 60)], 100).Seconds.ShouldBe(60);

    [Fact]
    public void Parts_stay_apart_where_something_was_skipped()
    {
        var watched = Watched.Of([new(50, 70), new(0, 10)], 100);

        watched.Parts.ShouldBe([new(0, 10), new(50, 70)]);
        watched.ShareOf(100).ShouldBe(0.3, 1e-9);
    }

    [Fact]
    public void What_lies_beyond_the_end_does_not_count() => Watched.Of([new(90, 500)], 100).Seconds.ShouldBe(10);

    [Fact]
    public void Nothing_is_a_share_of_something_without_length() => Watched.Of([new(0, 10)], 0).ShareOf(0).ShouldBe(0);

    [Fact]
    public void The_union_does_not_depend_on_the_order_or_on_how_often_it_is_told() => Gen.Select(AnyPart.Array[0, 20], Gen.Int[0, 1000]).Sample((parts, seed) =>
    {
        var shuffled = parts.OrderBy(p => HashCode.Combine(p, seed)).Concat(parts.Take(3)).ToArray();
        return Watched.Of(parts, 240).Parts.SequenceEqual(Watched.Of(shuffled, 240).Parts);
    });

    [Fact]
    public void The_union_is_never_shorter_than_a_part_nor_longer_than_all_or_the_medium() => AnyPart.Array[1, 20].Sample(parts =>
    {
        var seconds = Watched.Of(parts, 240).Seconds;
        // Parts within a second of each other are one.
        return seconds >= parts.Max(p => Math.Min(240, p.To) - p.From) - 1e-9 && seconds <= Math.Min(240, parts.Sum(p => p.To - p.From) + parts.Length) + 1e-9;
    });

    [Fact]
    public void What_is_written_is_read_again()
    {
        var watched = Watched.Of([new(0, 12.5), new(40, 61)], 100);

        watched.ToString().ShouldBe("0-12.5,40-61");
        Watched.Parse(watched.ToString()).ShouldBe(watched.Parts);
        Watched.Parse("").ShouldBe([]);
    }

    [Theory]
    [InlineData("a-b")]
    [InlineData("1")]
    [InlineData("10-5")]
    [InlineData("1-2-3")]
    [InlineData("0-1e999")]
    [InlineData("-5-10")]
    [InlineData("0-NaN")]
    [InlineData("0-1;2-3")]
    public void What_no_player_writes_is_not_read(string text) => Watched.Parse(text).ShouldBeNull();
}
