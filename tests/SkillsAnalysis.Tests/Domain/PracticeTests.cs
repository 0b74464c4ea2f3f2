using Shouldly;
using Xunit;
using CompetencyModular.SkillsAnalysis.Domain;
using static CompetencyModular.SkillsAnalysis.Tests.Make;

namespace CompetencyModular.SkillsAnalysis.Tests.Domain;

public sealed class PracticeTests
{
    [Fact]
    public void T1_Practice_within_twenty_hours_is_one_occasion() =>
        Record(Evidence(1, Now.AddHours(-60)), Evidence(1, Now.AddHours(-41)), Evidence(2, Now.AddHours(-40)), Evidence(2, Now.AddHours(-1))).OccasionsAt(Now).ShouldBe(3);

    [Fact]
    public void T1_Only_what_comes_from_doing_is_an_occasion() =>
        Record(
            Evidence(1, Now.AddDays(-9), EvidenceKind.Self), Evidence(1, Now.AddDays(-8), EvidenceKind.Appraisal), Evidence(1, Now.AddDays(-7), EvidenceKind.Credential),
            Evidence(1, Now.AddDays(-6), EvidenceKind.Attestation), Evidence(1, Now.AddDays(-5), EvidenceKind.Measurement), Evidence(1, Now.AddDays(-4))).OccasionsAt(Now).ShouldBe(3);

    [Fact]
    public void T1_An_occasion_stays_when_its_evidence_lapses_and_goes_when_it_is_withdrawn()
    {
        var (lapsed, withdrawn) = (Evidence(2, Now.AddDays(-90), validity: Validity.Months(1)), Evidence(2, Now.AddDays(-80)));

        Record(lapsed, withdrawn).OccasionsAt(Now).ShouldBe(2);
        Record(lapsed, withdrawn, withdrawn.Withdraw(null, "mistaken", Now.AddDays(-1))).OccasionsAt(Now).ShouldBe(1);
        Record(lapsed, withdrawn).OccasionsAt(Now.AddDays(-85)).ShouldBe(1);
    }

    [Fact]
    public void T1_Twenty_occasions_are_aimed_at_unless_something_is_said_and_none_for_certificates()
    {
        Practice.Target(null, EvidenceKinds.Accepted).ShouldBe(20);
        Practice.Target(null, EvidenceKind.Credential | EvidenceKind.Measurement).ShouldBe(0);
        Practice.Target(5, EvidenceKind.Credential).ShouldBe(5);
        Practice.Target(0, EvidenceKinds.Accepted).ShouldBe(0);
    }
}
