using Shouldly;
using Xunit;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using static CompetencyModular.SkillsAnalysis.Tests.Make;

namespace CompetencyModular.SkillsAnalysis.Tests.Domain;

public sealed class FitTests
{
    private static readonly SkillCard Turning = Skill("Turning");
    private static readonly SkillCard Milling = Skill("Milling");
    private static readonly SkillCard English = Skill("English");

    [Fact]
    public void R2_6_Who_holds_every_must_have_comes_before_whoever_holds_all_the_rest() =>
        Order([new(Welding.Id, 2, Weight: 1), new(Turning.Id, 1, false, 5), new(Milling.Id, 1, false, 5)],
            ("Without", [(Turning, 4), (Milling, 4)]),
            ("With", [(Welding, 2)])).ShouldBe(["With", "Without"]);

    [Fact]
    public void G3_What_is_nice_to_have_counts_by_its_weight_and_not_by_its_number() =>
        Order([new(Welding.Id, 1), new(Turning.Id, 1, false, 2), new(Milling.Id, 1, false, 2), new(English.Id, 1, false, 5)],
            ("Two light", [(Welding, 1), (Turning, 1), (Milling, 1)]),
            ("One heavy", [(Welding, 1), (English, 1)])).ShouldBe(["One heavy", "Two light"]);

    [Fact]
    public void G3_Of_those_who_lack_a_must_have_whoever_lacks_the_lighter_one_comes_first() =>
        Order([new(Welding.Id, 2, Weight: 5), new(Turning.Id, 2, Weight: 1)],
            ("Lacks heavy", [(Turning, 2)]),
            ("Lacks light", [(Welding, 2)])).ShouldBe(["Lacks light", "Lacks heavy"]);

    [Fact]
    public void Who_fits_alike_is_in_the_order_of_the_name() =>
        Order([new(Welding.Id, 1)], ("Zoe", [(Welding, 1)]), ("Änne", [(Welding, 4)]), ("Bert", [(Welding, 1)])).ShouldBe(["Änne", "Bert", "Zoe"]);

    [Theory]
    [InlineData("", null)]
    [InlineData(":2", "2:must:3")]
    [InlineData(":2:nice", "2:nice:3")]
    [InlineData(":4:must:5", "4:must:5")]
    public void What_is_left_out_of_a_skill_looked_for_is_usual(string rest, string? read)
    {
        var id = Guid.NewGuid();

        Ask.Read($"{id}{rest}")!.ToString().ShouldBe($"{id}:{read ?? "1:must:3"}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("welding:1")]
    [InlineData("00000000-0000-7000-8000-0000000000aa:0")]
    [InlineData("00000000-0000-7000-8000-0000000000aa:x")]
    [InlineData("00000000-0000-7000-8000-0000000000aa:1:maybe")]
    [InlineData("00000000-0000-7000-8000-0000000000aa:1:must:6")]
    [InlineData("00000000-0000-7000-8000-0000000000aa:1:must:3:4")]
    public void What_is_no_skill_looked_for_is_not_read(string text) => Ask.Read(text).ShouldBeNull();

    private static IEnumerable<string> Order(IReadOnlyList<Ask> asks, params (string Name, (SkillCard Skill, int Level)[] Holds)[] people)
    {
        var cards = new[] { Welding, Turning, Milling, English }.ToDictionary(s => s.Id);
        var fits = people.Select(p => Fit.Of(
            Guid.NewGuid(), p.Name, asks,
            p.Holds.ToDictionary(h => h.Skill.Id, h => new SkillRecord([Evidence(h.Level, Now.AddDays(-9), skill: h.Skill)], SkillRule.Default, h.Skill)), cards, Now)).ToList();
        fits.Sort();
        return fits.Select(f => f.Name);
    }
}
