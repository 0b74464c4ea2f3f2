using CompetencyModular.Roles.Domain;
using CsCheck;
using Shouldly;
using Xunit;

namespace CompetencyModular.Roles.Tests.Domain;

public sealed class ScaleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void L1_A_scale_has_at_least_two_levels() => Should.Throw<ArgumentException>(() => AScale(1));

    [Fact]
    public void L1_A_scale_may_have_any_number_of_levels() => AScale(250).Levels.Count.ShouldBe(250);

    [Fact]
    public void L1_Inserting_a_level_makes_a_new_version_and_keeps_the_old_one()
    {
        var scale = AScale(3);
        var before = scale.Levels;

        scale.Insert(2, ALevel("between"), Now);

        scale.CurrentVersion.ShouldBe(2);
        scale.Levels.Select(l => l.Name).ShouldBe(["level 0", "level 1", "between", "level 2"]);
        scale.Versions[0].Levels.ShouldBe(before);
    }

    [Fact]
    public void L1_A_level_keeps_its_identity_when_its_place_changes()
    {
        var scale = AScale(3);
        var top = scale.Levels[2];

        scale.Insert(1, ALevel("first steps"), Now);

        scale.Levels[3].ShouldBe(top);
        scale.ToCurrent(1, 2).ShouldBe(3);
    }

    [Fact]
    public void L1_Nothing_is_inserted_below_none() => Should.Throw<ArgumentOutOfRangeException>(() => AScale(3).Insert(0, ALevel("less than none"), Now));

    [Theory]
    [InlineData(new[] { 0, 1 })]
    [InlineData(new[] { 0, 2, 1 })]
    [InlineData(new[] { 1, 2, 3 })]
    [InlineData(new[] { 0, 0, 2 })]
    [InlineData(new[] { 0, 1, 4 })]
    public void L1_A_map_that_is_not_total_and_monotone_is_refused(int[] map) =>
        Should.Throw<ArgumentException>(() => AScale(3).Insert(2, ALevel("between"), Now, map));

    [Fact]
    public void L1_Whoever_inserts_a_level_may_let_an_old_level_count_as_the_new_one()
    {
        var scale = AScale(3);

        scale.Insert(2, ALevel("between"), Now, [0, 1, 2]);

        scale.ToCurrent(1, 2).ShouldBe(2);
    }

    [Fact]
    public void L1_Rewording_a_level_changes_neither_version_nor_identity()
    {
        var scale = AScale(2);
        var ids = scale.Levels.Select(l => l.Id).ToList();

        scale.Reword([("none yet", ""), ("able", "can do it")]);

        scale.CurrentVersion.ShouldBe(1);
        scale.Levels.Select(l => l.Id).ShouldBe(ids);
        scale.Levels[1].Name.ShouldBe("able");
    }

    [Fact]
    public void L1_The_map_to_the_current_version_is_total_and_monotone_however_often_levels_are_inserted() =>
        (from levels in Gen.Int[2, 12]
         from places in Gen.Double[0, 1].List[0, 15]
         select (levels, places)).Sample(run =>
        {
            var scale = Grown(run.levels, run.places);
            foreach (var version in scale.Versions)
                LevelMap.IsSound(scale.MapFrom(version.Number), version.Levels.Count, scale.Levels.Count).ShouldBeTrue();
        });

    [Fact]
    public void L1_Without_a_map_of_ones_own_every_level_counts_as_itself() =>
        (from levels in Gen.Int[2, 12]
         from places in Gen.Double[0, 1].List[0, 15]
         select (levels, places)).Sample(run =>
        {
            var scale = Grown(run.levels, run.places);
            foreach (var version in scale.Versions)
                for (var ordinal = 0; ordinal < version.Levels.Count; ordinal++)
                    scale.Levels[scale.ToCurrent(version.Number, ordinal)].Id.ShouldBe(version.Levels[ordinal].Id);
        });

    [Fact]
    public void L2_Comparing_after_mapping_keeps_the_order_of_levels_from_different_versions() =>
        (from levels in Gen.Int[2, 8]
         from places in Gen.Double[0, 1].List[1, 8]
         from a in Gen.Int[0, 7]
         from b in Gen.Int[0, 7]
         select (levels, places, a, b)).Sample(run =>
        {
            var scale = Grown(run.levels, run.places);
            var (low, high) = (Math.Min(run.a, run.b) % run.levels, Math.Max(run.a, run.b) % run.levels);
            if (low > high) (low, high) = (high, low);
            scale.ToCurrent(1, low).ShouldBeLessThanOrEqualTo(scale.ToCurrent(1, high));
            (scale.ToCurrent(1, low) == scale.ToCurrent(1, high)).ShouldBe(low == high);
        });

    [Fact]
    public void L1_A_level_of_a_version_that_never_was_is_a_bug() => Should.Throw<ArgumentOutOfRangeException>(() => AScale(3).ToCurrent(7, 1));

    private static Scale Grown(int levels, IEnumerable<double> places)
    {
        var scale = AScale(levels);
        foreach (var place in places) scale.Insert(1 + (int)(place * (scale.Levels.Count - 1)), ALevel("inserted"), Now);
        return scale;
    }

    private static Scale AScale(int levels) =>
        Scale.Define(Guid.NewGuid(), "Scale", "", [.. Enumerable.Range(0, levels).Select(o => ALevel($"level {o}"))], Now);

    private static Level ALevel(string name) => new(Guid.NewGuid(), name, "");
}
