using CompetencyModular.Roles.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using Shouldly;
using Xunit;
using static CompetencyModular.SkillsAnalysis.Tests.Make;

namespace CompetencyModular.SkillsAnalysis.Tests.Domain;

public sealed class SkillRecordTests
{
    [Fact]
    public void F1_Highest_is_the_default()
    {
        var record = Record(Evidence(3, Now.AddDays(-9)), Evidence(1, Now.AddDays(-1), EvidenceKind.Attestation));

        record.LevelAt(Now).ShouldBe(3);
    }

    [Fact]
    public void F1_Latest_takes_the_latest_even_if_it_is_lower()
    {
        var record = Record(SkillPolicy.Latest, Evidence(3, Now.AddDays(-9)), Evidence(1, Now.AddDays(-1)));

        record.LevelAt(Now).ShouldBe(1);
    }

    [Fact]
    public void F1_Precedence_takes_the_strongest_kind_then_the_latest()
    {
        var record = Record(SkillPolicy.Precedence,
            Evidence(2, Now.AddDays(-9), EvidenceKind.Attestation),
            Evidence(1, Now.AddDays(-5), EvidenceKind.Attestation),
            Evidence(4, Now.AddDays(-1), EvidenceKind.Completion));

        record.LevelAt(Now).ShouldBe(1);
    }

    [Fact]
    public void F1_A_kind_that_the_skill_does_not_accept_fulfils_nothing()
    {
        var licence = new SkillRule(SkillPolicy.Highest, EvidenceKind.Credential | EvidenceKind.Measurement);

        var record = new SkillRecord([Evidence(2, Now.AddDays(-2)), Evidence(1, Now.AddDays(-3), EvidenceKind.Credential)], licence, Welding);

        record.LevelAt(Now).ShouldBe(1);
        record.ExplainAt(Now)[0].Standing.ShouldBe(Standing.KindNotAccepted);
    }

    [Fact]
    public void F1_Evidence_counts_from_its_first_instant_and_no_longer_at_its_end()
    {
        var evidence = Evidence(2, Now, validity: Validity.Months(1));
        var record = Record(evidence);

        record.LevelAt(Now.AddTicks(-1)).ShouldBe(0);
        record.LevelAt(Now).ShouldBe(2);
        record.LevelAt(evidence.ValidUntil!.Value.AddTicks(-1)).ShouldBe(2);
        record.LevelAt(evidence.ValidUntil!.Value).ShouldBe(0);
    }

    [Fact]
    public void F2_When_the_higher_evidence_lapses_the_level_falls_to_the_best_that_is_valid()
    {
        var record = Record(Evidence(3, Now.AddDays(-40), validity: Validity.Months(1)), Evidence(2, Now.AddDays(-400)));

        record.LevelAt(Now.AddDays(-20)).ShouldBe(3);
        record.LevelAt(Now).ShouldBe(2);
    }

    [Fact]
    public void F2_Of_equal_levels_the_later_end_governs()
    {
        var longer = Evidence(2, Now.AddDays(-30), validity: Validity.Months(24));
        var record = Record(longer, Evidence(2, Now.AddDays(-1), validity: Validity.Months(1)));

        record.DecidingAt(Now)!.Value.Row.ShouldBe(longer);
        record.FallsBelow(2, Now).ShouldBe(longer.ValidUntil);
    }

    [Fact]
    public void E2_A_claim_never_fulfils_and_is_shown_beside_the_level()
    {
        var claim = Evidence(4, Now.AddDays(-1), EvidenceKind.Self);
        var record = Record(Evidence(2, Now.AddDays(-9)), claim);

        record.LevelAt(Now).ShouldBe(2);
        record.ClaimAt(Now).ShouldBe(claim);
        record.ExplainAt(Now).Single(j => j.Row == claim).Standing.ShouldBe(Standing.Claim);
    }

    [Fact]
    public void E2_A_claim_that_is_shown_by_evidence_is_a_claim_no_more()
    {
        var record = Record(Evidence(2, Now.AddDays(-9), EvidenceKind.Self), Evidence(2, Now.AddDays(-1), EvidenceKind.ApprovedSelf));

        record.ClaimAt(Now).ShouldBeNull();
    }

    [Fact]
    public void E2_No_setting_makes_a_claim_fulfil()
    {
        var setting = new SkillSetting(Welding.Id);

        setting.Change(SkillPolicy.Highest, EvidenceKind.Self | EvidenceKind.Completion, null, null);

        setting.Fulfils.ShouldBe(EvidenceKind.Completion);
    }

    [Fact]
    public void E3_A_withdrawal_takes_a_row_back_as_if_it_had_never_been()
    {
        var evidence = Evidence(3, Now.AddDays(-9));

        var record = Record(evidence, evidence.Withdraw(null, "wrong person", Now.AddDays(-1)));

        record.LevelAt(Now.AddDays(-5)).ShouldBe(0);
        record.LapsedSince(3, Now).ShouldBeNull();
        record.HasEvidenceAt(Now).ShouldBeFalse();
    }

    [Fact]
    public void E3_A_withdrawal_can_be_withdrawn()
    {
        var evidence = Evidence(3, Now.AddDays(-9));
        var withdrawal = evidence.Withdraw(null, "wrong person", Now.AddDays(-2));

        Record(evidence, withdrawal, withdrawal.Withdraw(null, "right person after all", Now.AddDays(-1))).LevelAt(Now).ShouldBe(3);
    }

    [Fact]
    public void E3_A_correction_speaks_in_place_of_the_row_it_refers_to()
    {
        var evidence = Evidence(3, Now.AddDays(-9));
        var record = Record(evidence, Evidence(2, Now.AddDays(-9), recordedAt: Now.AddDays(-1), corrects: evidence.Id));

        record.LevelAt(Now).ShouldBe(2);
        record.ExplainAt(Now).Single(j => j.Row == evidence).Standing.ShouldBe(Standing.Corrected);
    }

    [Fact]
    public void E3_A_revocation_ends_a_row_and_leaves_its_past()
    {
        var evidence = Evidence(3, Now.AddDays(-9));
        var record = Record(evidence, evidence.Revoke(Now.AddDays(-2), Guid.NewGuid(), "unsafe", Now.AddDays(-2)));

        record.LevelAt(Now.AddDays(-3)).ShouldBe(3);
        record.LevelAt(Now).ShouldBe(0);
        record.LapsedSince(3, Now).ShouldBe(Now.AddDays(-2));
        record.ExplainAt(Now).Single(j => j.Row == evidence).Standing.ShouldBe(Standing.Revoked);
    }

    [Fact]
    public void E4_A_suspended_skill_comes_back_by_itself()
    {
        var record = Record(Evidence(3, Now.AddDays(-9)), Suspend(Now.AddDays(-2), Now.AddDays(2)));

        record.LevelAt(Now).ShouldBe(0);
        record.IsSuspendedAt(Now).ShouldBeTrue();
        record.LevelAt(Now.AddDays(2)).ShouldBe(3);
        record.LapsedSince(3, Now).ShouldBe(Now.AddDays(-2));
    }

    [Fact]
    public void E5_Newer_evidence_from_the_same_source_ends_what_holds_until_superseded()
    {
        var course = Course();
        var older = Evidence(3, Now.AddDays(-9), validity: Validity.UntilSuperseded, source: course);
        var record = Record(older, Evidence(1, Now.AddDays(-2), validity: Validity.UntilSuperseded, source: course), Evidence(2, Now.AddDays(-1), source: Course()));

        record.LevelAt(Now.AddDays(-3)).ShouldBe(3);
        record.LevelAt(Now).ShouldBe(2);
        record.ExplainAt(Now).Single(j => j.Row == older).Standing.ShouldBe(Standing.Superseded);
    }

    [Fact]
    public void E5_A_version_that_must_be_repeated_ends_the_evidence_of_the_old_one()
    {
        var evidence = Evidence(3, Now.AddDays(-9), source: Course());
        var record = Record(evidence, evidence.Supersede(Now.AddDays(-1), "Version 2 must be repeated", Now.AddDays(-1)));

        record.LevelAt(Now).ShouldBe(0);
        record.ExplainAt(Now).Single(j => j.Row == evidence).Standing.ShouldBe(Standing.Superseded);
    }

    [Fact]
    public void F5_What_was_known_then_leaves_out_what_was_recorded_later()
    {
        var backdated = Evidence(3, Now.AddDays(-9), recordedAt: Now.AddDays(-1));
        Evidence[] rows = [Evidence(1, Now.AddDays(-20)), backdated];

        new SkillRecord(rows, SkillRule.Default, Welding).LevelAt(Now.AddDays(-5)).ShouldBe(3);
        new SkillRecord(rows, SkillRule.Default, Welding, knownAt: Now.AddDays(-5)).LevelAt(Now.AddDays(-5)).ShouldBe(1);
    }

    [Fact]
    public void F6_Every_row_is_accounted_for()
    {
        var counts = Evidence(3, Now.AddDays(-9));
        var outvoted = Evidence(2, Now.AddDays(-5));
        var lapsed = Evidence(4, Now.AddDays(-90), validity: Validity.Months(1));
        var later = Evidence(4, Now.AddDays(5), recordedAt: Now);

        var explained = Record(counts, outvoted, lapsed, later).ExplainAt(Now);

        explained.Select(j => (j.Row, j.Standing)).ShouldBe(
            [(later, Standing.NotYetValid), (outvoted, Standing.Outvoted), (counts, Standing.Counts), (lapsed, Standing.Lapsed)]);
    }

    [Fact]
    public void L2_Levels_of_an_earlier_scale_version_are_compared_after_mapping()
    {
        // A level was inserted below the old level 1.
        var skill = Skill("Soldering", 4, scaleVersion: 2, new Dictionary<int, IReadOnlyList<int>> { [1] = [0, 2, 3] });
        var record = new SkillRecord(
            [Evidence(1, Now.AddDays(-9), skill: skill, scaleVersion: 1), Evidence(1, Now.AddDays(-5), skill: skill, scaleVersion: 2)], SkillRule.Default, skill);

        record.LevelAt(Now).ShouldBe(2);
    }

    [Fact]
    public void E6_A_credential_counts_by_itself_only_if_signature_issuer_and_mapping_are_there()
    {
        var issuer = new TrustedIssuer("TÜV", "https://issuer.example", Now.AddDays(-9));
        var mapping = new CredentialMapping(issuer.Id, "forklift", Welding.Id, 1, 1);

        CredentialRule.CountsByItself(true, issuer, mapping, Now).ShouldBeTrue();
        CredentialRule.CountsByItself(false, issuer, mapping, Now).ShouldBeFalse();
        CredentialRule.CountsByItself(true, null, mapping, Now).ShouldBeFalse();
        CredentialRule.CountsByItself(true, issuer, null, Now).ShouldBeFalse();
        issuer.Distrust(Now);
        CredentialRule.CountsByItself(true, issuer, mapping, Now).ShouldBeFalse();
    }

    [Fact]
    public void E5_An_award_counts_from_the_day_done_and_names_its_rule()
    {
        var course = Course();
        var rule = new AwardRule(course, Welding.Id, 1, 2, null, null, Now.AddDays(-90));

        var said = rule.Award(new CompletedActivity(Person, course, "1", "Welding basics", Now.AddDays(-3)), Now);

        said.Kind.ShouldBe(EvidenceKind.Completion);
        said.RuleId.ShouldBe(rule.Id);
        SkillsAnalysis.Domain.Evidence.Of(said, Validity.Unlimited, Zone).ValidFrom.ShouldBe(Now.AddDays(-3));
        EvidenceKinds.Of(new("OJT", "objective", Guid.NewGuid())).ShouldBe(EvidenceKind.Attestation);
    }

    private static Evidence Suspend(DateTimeOffset from, DateTimeOffset until) =>
        SkillsAnalysis.Domain.Evidence.Suspend(Person, Welding.Id, from, until, Guid.NewGuid(), "under investigation", from);
}
