using CompetencyModular.Roles.Contracts;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using Shouldly;
using Xunit;
using static CompetencyModular.SkillsAnalysis.Tests.Make;

namespace CompetencyModular.SkillsAnalysis.Tests.Domain;

public sealed class GapTests
{
    private static readonly SkillCard Turning = Skill("Turning");

    [Fact]
    public void G1_The_requirement_is_the_highest_over_the_profiles_with_all_that_contribute()
    {
        var line = Of([Profile("Fitter", Needs(Welding, 2, weight: 1)), Profile("Welder", Needs(Welding, 4, weight: 5))]).Lines.ShouldHaveSingleItem();

        line.Required.ShouldBe(4);
        line.Requirement.Weight.ShouldBe(5);
        line.Requirement.Profiles.Select(p => (p.Profile, p.Ordinal)).ShouldBe([("Fitter", 2), ("Welder", 4)]);
    }

    [Fact]
    public void G1_Mandatory_and_desirable_are_apart()
    {
        var gap = Of([Profile("Fitter", Needs(Welding, 2)), Profile("Welder", Needs(Welding, 3, mandatory: false))], Evidence(2, Now.AddDays(-9)));

        gap.Lines.Select(l => (l.Required, l.Mandatory, l.Status)).ShouldBe([(3, false, GapStatus.NotYet), (2, true, GapStatus.Met)]);
        gap.Fulfilment.ShouldBe(100);
    }

    [Fact]
    public void G1_A_desirable_level_not_above_the_mandatory_one_asks_for_nothing() =>
        Of([Profile("Fitter", Needs(Welding, 2)), Profile("Welder", Needs(Welding, 2, mandatory: false))]).Lines.ShouldHaveSingleItem().Mandatory.ShouldBeTrue();

    [Fact]
    public void G1_What_one_is_exempt_from_is_shown_and_not_counted()
    {
        var gap = Of([Profile("Fitter", Needs(Welding, 2, exempt: true), Needs(Turning, 1))]);

        gap.Lines.Single(l => l.Skill == Welding).IsExempt.ShouldBeTrue();
        gap.Profiles[0].Required.ShouldBe(1);
    }

    [Fact]
    public void G2_Met_when_the_level_is_held() => Status(2, Evidence(2, Now.AddDays(-9))).ShouldBe(GapStatus.Met);

    [Fact]
    public void G2_Expiring_when_met_now_and_unmet_within_the_horizon() =>
        Status(2, Evidence(2, Now.AddDays(-9), validity: Validity.Months(1))).ShouldBe(GapStatus.Expiring);

    [Fact]
    public void G3_What_other_evidence_carries_on_is_not_expiring() =>
        // The best row expires, and the level required does not.
        Status(2, Evidence(4, Now.AddDays(-9), validity: Validity.Months(1)), Evidence(2, Now.AddDays(-9))).ShouldBe(GapStatus.Met);

    [Fact]
    public void G3_A_hole_between_two_pieces_of_evidence_is_expiring() =>
        Status(2, Evidence(2, Now.AddDays(-9), validity: Validity.Months(1)), Evidence(2, Now.AddDays(30))).ShouldBe(GapStatus.Expiring);

    [Fact]
    public void G2_Lapsed_says_since_when()
    {
        var evidence = Evidence(2, Now.AddDays(-90), validity: Validity.Months(1));

        var line = Of([Profile("Fitter", Needs(Welding, 2))], evidence).Lines[0];

        line.Status.ShouldBe(GapStatus.Lapsed);
        line.Since.ShouldBe(evidence.ValidUntil);
    }

    [Fact]
    public void G2_NotYet_when_there_is_evidence_that_does_not_reach() => Status(3, Evidence(2, Now.AddDays(-9))).ShouldBe(GapStatus.NotYet);

    [Fact]
    public void G2_NotYet_when_there_is_evidence_of_none() => Status(3, Evidence(0, Now.AddDays(-9))).ShouldBe(GapStatus.NotYet);

    [Fact]
    public void G2_NotYet_when_the_higher_evidence_was_outvoted_and_not_lapsed()
    {
        var record = Record(SkillPolicy.Latest, Evidence(3, Now.AddDays(-9)), Evidence(1, Now.AddDays(-1)));

        GapLine.Of(Welding, record, new RequiredLevel(3, 1, []), true, false, Now).Status.ShouldBe(GapStatus.NotYet);
    }

    [Fact]
    public void G2_NoEvidence_when_nothing_was_shown() => Status(1).ShouldBe(GapStatus.NoEvidence);

    [Fact]
    public void G2_A_claim_alone_is_no_evidence_and_is_marked()
    {
        var line = Of([Profile("Fitter", Needs(Welding, 2))], Evidence(3, Now.AddDays(-1), EvidenceKind.Self)).Lines[0];

        line.Status.ShouldBe(GapStatus.NoEvidence);
        line.Claimed.ShouldBe(3);
    }

    [Theory]
    [InlineData(2, 3, 66)]
    [InlineData(199, 200, 99)]
    [InlineData(200, 200, 100)]
    [InlineData(0, 3, 0)]
    public void G3_Fulfilment_is_rounded_down(int met, int required, int percent) => Gap.Percent(met, required).ShouldBe(percent);

    [Fact]
    public void G3_No_requirements_is_neither_nothing_nor_all()
    {
        var gap = Of([Profile("Guest")]);

        gap.Fulfilment.ShouldBeNull();
        gap.Profiles[0].HasRequirements.ShouldBeFalse();
    }

    [Fact]
    public void G3_Expiring_counts_as_met() =>
        Of([Profile("Fitter", Needs(Welding, 2))], Evidence(2, Now.AddDays(-9), validity: Validity.Months(1))).Fulfilment.ShouldBe(100);

    [Fact]
    public void G4_The_same_evidence_may_fulfil_one_role_and_not_another()
    {
        var gap = Of([Profile("Fitter", Needs(Welding, 2)), Profile("Welder", Needs(Welding, 4))], Evidence(2, Now.AddDays(-9)));

        gap.Profiles.Select(p => (p.Name, p.Fulfilment)).ShouldBe([("Fitter", 100), ("Welder", 0)]);
        gap.Fulfilment.ShouldBe(0);
    }

    [Fact]
    public void The_most_pressing_comes_first()
    {
        var (a, b, c, d) = (Skill("A"), Skill("B"), Skill("C"), Skill("D"));
        var gap = Gap.Of(
            [Profile("Fitter", Needs(a, 1, mandatory: false), Needs(b, 1, weight: 1), Needs(c, 3, weight: 5), Needs(d, 1))],
            new Dictionary<Guid, SkillRecord> { [d.Id] = new([Evidence(1, Now.AddDays(-1), skill: d)], SkillRule.Default, d) },
            new[] { a, b, c, d }.ToDictionary(s => s.Id), Now);

        gap.Lines.Select(l => l.Skill.Name).ShouldBe(["C", "B", "A", "D"]);
    }

    [Fact]
    public void N1_No_status_says_failed() => Enum.GetNames<GapStatus>().ShouldAllBe(n => !n.Contains("fail", StringComparison.OrdinalIgnoreCase));

    private static GapStatus Status(int required, params Evidence[] rows) => Of([Profile("Fitter", Needs(Welding, required))], rows).Lines[0].Status;

    private static Gap Of(IReadOnlyList<ProfileInForce> profiles, params Evidence[] rows) => Gap.Of(
        profiles,
        rows.Length == 0 ? new Dictionary<Guid, SkillRecord>() : new() { [Welding.Id] = Record(rows) },
        new[] { Welding, Turning }.ToDictionary(s => s.Id),
        Now);
}
