using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CsCheck;
using Shouldly;
using Xunit;
using static CompetencyModular.SkillsAnalysis.Tests.Make;

namespace CompetencyModular.SkillsAnalysis.Tests.Domain;

/// <summary>The rules against a naive recomputation, on small random ledgers whose instants are whole days around now.</summary>
public sealed class LedgerProperties
{
    private const int Days = 100;
    private static readonly EvidenceKind[] Kinds = [.. EvidenceKinds.ByStrength, EvidenceKind.Self];

    private static Gen<Evidence> AnyStatement { get; } = Gen.Select(Gen.Int[-Days, Days], Gen.Int[0, 3], Gen.Int[0, Kinds.Length - 1], Gen.Int[0, 3], Gen.Int[-Days, 0])
        .Select((from, ordinal, kind, months, recorded) => Evidence(
            ordinal, Now.AddDays(from), Kinds[kind], months == 0 ? Validity.Unlimited : Validity.Months(months), Now.AddDays(recorded)));

    private static Gen<SkillRule> AnyRule { get; } = Gen.Select(Gen.Int[0, 2], Gen.Int[0, (int)EvidenceKinds.Accepted])
        .Select((policy, kinds) => new SkillRule((SkillPolicy)policy, (EvidenceKind)kinds));

    private static Gen<List<Evidence>> AnyLedger { get; } = Gen.Select(AnyStatement.List[0, 6], Gen.Int[0, 5].List[0, 4], Gen.Int[-Days, Days].List[4, 4]).Select((rows, changes, days) =>
    {
        var ledger = new List<Evidence>(rows);
        for (var i = 0; i < changes.Count; i++)
        {
            var day = Now.AddDays(days[i]);
            if (changes[i] == 5) ledger.Add(SkillsAnalysis.Domain.Evidence.Suspend(Person, Welding.Id, day, day.AddDays(20), Person, "", Now.AddDays(-1)));
            else if (changes[i] < rows.Count)
                ledger.Add(changes[i] % 2 == 0 ? rows[changes[i]].Withdraw(null, "", Now.AddDays(-1)) : rows[changes[i]].Revoke(day, Person, "", Now.AddDays(-1)));
        }

        return ledger;
    });

    [Fact]
    public void F1_F2_The_effective_level_equals_a_naive_recomputation() =>
        Gen.Select(AnyLedger, AnyRule).Sample((rows, rule) =>
        {
            var record = new SkillRecord(rows, rule, Welding);
            for (var day = -Days - 1; day <= Days + 100; day += 3) record.LevelAt(Now.AddDays(day)).ShouldBe(Naive(rows, rule, Now.AddDays(day)));
        });

    [Fact]
    public void The_order_of_the_rows_does_not_matter() =>
        Gen.Select(AnyLedger, AnyRule).Sample((rows, rule) =>
        {
            var forward = new SkillRecord(rows, rule, Welding);
            var backward = new SkillRecord([.. rows.AsEnumerable().Reverse()], rule, Welding);
            backward.DecidingAt(Now).ShouldBe(forward.DecidingAt(Now));
        });

    [Fact]
    public void G2_Expiring_if_and_only_if_some_instant_in_the_horizon_is_unmet() =>
        Gen.Select(AnyLedger, AnyRule, Gen.Int[1, 3]).Sample((rows, rule, required) =>
        {
            var line = GapLine.Of(Welding, new SkillRecord(rows, rule, Welding), new RequiredLevel(required, 1, []), true, false, Now);
            var met = Naive(rows, rule, Now) >= required;
            // All changes are at noon or, for expiries, at local midnight: every hour of the horizon is enough to see each.
            var unmet = met && Enumerable.Range(1, 60 * 24).Any(hour => Naive(rows, rule, Now.AddHours(hour)) < required);

            line.IsMet.ShouldBe(met);
            (line.Status == GapStatus.Expiring).ShouldBe(unmet);
        }, iter: 40);

    [Fact]
    public void G2_Lapsed_means_it_was_held_until_then_and_not_since() =>
        Gen.Select(AnyLedger, AnyRule, Gen.Int[1, 3]).Sample((rows, rule, required) =>
        {
            var line = GapLine.Of(Welding, new SkillRecord(rows, rule, Welding), new RequiredLevel(required, 1, []), true, false, Now);
            if (line.Since is not { } since) return;

            Naive(rows, rule, since.AddTicks(-1)).ShouldBeGreaterThanOrEqualTo(required);
            for (var at = since; at <= Now; at = at.AddHours(12)) Naive(rows, rule, at).ShouldBeLessThan(required);
        });

    [Fact]
    public void E2_Claims_change_no_level() =>
        Gen.Select(AnyLedger, AnyRule).Sample((rows, rule) =>
            new SkillRecord([.. rows.Where(r => r.Kind is not EvidenceKind.Self)], rule, Welding).LevelAt(Now).ShouldBe(new SkillRecord(rows, rule, Welding).LevelAt(Now)));

    [Fact]
    public void F5_What_was_known_then_is_what_the_rows_of_then_say() =>
        Gen.Select(AnyLedger, AnyRule, Gen.Int[-Days, 0]).Sample((rows, rule, day) =>
        {
            var then = Now.AddDays(day);
            new SkillRecord(rows, rule, Welding, then).LevelAt(then).ShouldBe(Naive([.. rows.Where(r => r.RecordedAt <= then)], rule, then));
        });

    [Fact]
    public void F6_What_counts_is_explained_once_at_most() =>
        Gen.Select(AnyLedger, AnyRule).Sample((rows, rule) =>
        {
            var record = new SkillRecord(rows, rule, Welding);
            var explained = record.ExplainAt(Now);
            explained.Count.ShouldBe(rows.Count);
            explained.Count(j => j.Standing is Standing.Counts).ShouldBe(record.DecidingAt(Now) is null ? 0 : 1);
        });

    /// <summary>Straight from the rules' words, without any thought of speed.</summary>
    private static int Naive(IReadOnlyList<Evidence> rows, SkillRule rule, DateTimeOffset at)
    {
        bool Withdrawn(Evidence row) => rows.Any(r => r.Entry is EntryType.Withdrawal && r.RefersTo == row.Id);
        if (rows.Any(r => r.Entry is EntryType.Suspension && r.ValidFrom <= at && at < r.ValidUntil)) return 0;

        var valid = rows
            .Where(r => r.Entry is EntryType.Statement && rule.Fulfils.HasFlag(r.Kind) && r.Kind is not EvidenceKind.Self && !Withdrawn(r))
            .Where(r => r.ValidFrom <= at && (r.ValidUntil is null || at < r.ValidUntil))
            .Where(r => !rows.Any(x => x.Entry is EntryType.Revocation && x.RefersTo == r.Id && x.ValidFrom <= at))
            .ToList();
        if (valid.Count == 0) return 0;
        if (rule.Policy is SkillPolicy.Highest) return valid.Max(r => r.Ordinal);
        if (rule.Policy is SkillPolicy.Precedence)
        {
            var strongest = EvidenceKinds.ByStrength.First(k => valid.Any(r => r.Kind == k));
            valid.RemoveAll(r => r.Kind != strongest);
        }

        var latest = valid.Max(r => (r.ValidFrom, r.RecordedAt));
        return valid.Where(r => (r.ValidFrom, r.RecordedAt) == latest).Max(r => r.Ordinal);
    }
}
