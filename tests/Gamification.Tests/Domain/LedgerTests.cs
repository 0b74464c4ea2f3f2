using CompetencyModular.Gamification.Domain;
using CompetencyModular.Sdk.Activities;
using CsCheck;

namespace CompetencyModular.Gamification.Tests.Domain;

public sealed class LedgerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Guid Person = Guid.CreateVersion7();
    private static readonly ActivityRef[] Activities = [.. Enumerable.Range(0, 3).Select(i => new ActivityRef(i == 0 ? "Media" : "Paths", "course", Guid.CreateVersion7()))];
    private static readonly Guid[] Skills = [Guid.CreateVersion7(), Guid.CreateVersion7()];
    private static readonly Guid[] Evidence = [.. Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7())];

    private static readonly Gen<Deed> Deeds = Gen.OneOf(
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 2], (activity, times) => Deed.Completed(Person, Activities[activity], $"{times}", "Thing", Now, null)),
        Gen.Select(Gen.Int[0, 1], Gen.Int[1, 4], Gen.Int[0, 5], (skill, ordinal, evidence) => Deed.Reached(Person, Skills[skill], ordinal, Evidence[evidence], Now, null)));

    private static readonly Gen<PointRule> Rules = Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[1, 100], Gen.Int[1, 3], (skill, paths, again, points, from) =>
        PointRule.Of(Guid.CreateVersion7(), new RuleTerms(skill ? DeedKind.SkillReached : DeedKind.ActivityCompleted, paths ? "Paths/course" : "", from, points, again, IsOn: true)));

    [Fact]
    public void X1_What_is_delivered_twice_in_whatever_order_is_posted_once_and_the_total_is_the_sum() =>
        Gen.Select(Deeds.Array[1, 12], Rules.Array[0, 4]).Sample((deeds, rules) =>
        {
            var once = PostAll(deeds, rules);
            var twice = PostAll([.. deeds, .. deeds, deeds[0]], rules);
            Ledger.Total(twice) .ShouldBe(Ledger.Total(once));
            twice.Select(e => (e.RuleId, e.Source, e.OccurrenceKey)).ShouldBeUnique();
            Ledger.Total(once).ShouldBe(once.Sum(e => e.Points));
        });

    [Fact]
    public void X1_Taking_back_is_a_negative_row_once_and_leaves_the_total_as_if_it_had_not_been() =>
        Gen.Select(Deeds.Array[1, 8], Rules.Array[1, 4], Gen.Int[0, 7]).Sample((deeds, rules, chosen) =>
        {
            var entries = PostAll(deeds, rules);
            var earned = entries.ToList();
            // Rows bear the id of the deed that was written down first; any of them may be taken back.
            if (entries.Count == 0) return;
            var deed = deeds.First(d => d.Id == entries[chosen % entries.Count].DeedId);
            var before = Ledger.Total(entries);
            var back = Ledger.TakeBack(deed, entries, "was not so", Now);
            entries.AddRange(back);
            entries.AddRange(Ledger.TakeBack(deed, entries, "was not so", Now));

            back.ShouldAllBe(e => e.Points < 0 && e.ReversesId != null && e.Reason == "was not so");
            Ledger.Total(entries).ShouldBe(before - earned.Where(e => e.DeedId == deed.Id).Sum(e => e.Points));
            earned.ShouldBe(entries.Take(earned.Count));
            entries.Select(e => (e.RuleId, e.Source, e.OccurrenceKey)).ShouldBeUnique();
        });

    [Fact]
    public void A_level_earns_once_and_again_after_it_was_taken_back()
    {
        var rule = PointRule.Of(Guid.CreateVersion7(), new RuleTerms(DeedKind.SkillReached, "", 1, 30, false, true));
        var first = Deed.Reached(Person, Skills[0], 2, Evidence[0], Now, null);
        var entries = PostAll([first, Deed.Reached(Person, Skills[0], 2, Evidence[1], Now, null), Deed.Reached(Person, Skills[0], 1, Evidence[2], Now, null)], [rule]);
        Ledger.Total(entries).ShouldBe(30);

        entries.AddRange(Ledger.TakeBack(first, entries, "mistaken", Now));
        Ledger.Total(entries).ShouldBe(0);
        entries.AddRange(Ledger.Post(Deed.Reached(Person, Skills[0], 2, Evidence[3], Now, null), [rule], entries, Now));
        Ledger.Total(entries).ShouldBe(30);
        entries.AddRange(Ledger.Post(Deed.Reached(Person, Skills[0], 3, Evidence[4], Now, null), [rule], entries, Now));
        Ledger.Total(entries).ShouldBe(60);
    }

    [Theory]
    [InlineData(false, 50)]
    [InlineData(true, 100)]
    public void Doing_an_activity_again_earns_again_only_where_the_rule_says_so(bool eachTime, int total)
    {
        var rule = PointRule.Of(Guid.CreateVersion7(), new RuleTerms(DeedKind.ActivityCompleted, "", 1, 50, eachTime, true));
        Ledger.Total(PostAll([Deed.Completed(Person, Activities[0], "1", "", Now, null), Deed.Completed(Person, Activities[0], "2", "", Now, null)], [rule])).ShouldBe(total);
    }

    [Fact]
    public void A_rule_that_is_off_or_of_another_sort_earns_nothing()
    {
        var off = PointRule.Of(Guid.CreateVersion7(), new RuleTerms(DeedKind.ActivityCompleted, "", 1, 50, false, IsOn: false));
        var other = PointRule.Of(Guid.CreateVersion7(), new RuleTerms(DeedKind.ActivityCompleted, "OJT/objective", 1, 50, false, true));
        var high = PointRule.Of(Guid.CreateVersion7(), new RuleTerms(DeedKind.SkillReached, "", 3, 50, false, true));
        PostAll([Deed.Completed(Person, Activities[0], "1", "", Now, null), Deed.Reached(Person, Skills[0], 2, Evidence[0], Now, null)], [off, other, high]).ShouldBeEmpty();
    }

    private static List<LedgerEntry> PostAll(IEnumerable<Deed> deeds, PointRule[] rules)
    {
        var entries = new List<LedgerEntry>();
        foreach (var deed in deeds) entries.AddRange(Ledger.Post(deed, rules, entries.FindAll(e => e.Source == deed.Subject), Now));
        return entries;
    }
}
