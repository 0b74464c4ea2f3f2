using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Lookups;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace CompetencyModular.Roles.Tests.Lookups;

public sealed class LookupTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 1);
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly TestDatabase database = new();
    private readonly TestClock clock = new(Now);
    private readonly Scale scale = Scale.Define(Guid.NewGuid(), "Four", "", [.. new[] { "None", "Aware", "Able", "Expert" }.Select(n => new Level(Guid.NewGuid(), n, $"scale's {n}"))], Now);
    private readonly Guid person = Guid.NewGuid();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_skill_comes_with_its_category_and_the_levels_of_its_scale_in_its_own_words()
    {
        var category = SkillCategory.Create(Guid.NewGuid(), "Crafts", null);
        var skill = Skill.Define(Guid.NewGuid(), "Joinery", "Wood", category.Id, scale.Id, new Dictionary<Guid, string> { [scale.Levels[2].Id] = "makes a chair" });
        await database.SaveAsync(scale, category, skill);

        var card = (await Skills().SkillsAsync([skill.Id, Guid.NewGuid()], Ct)).ShouldHaveSingleItem().Value;

        (card.Name, card.Description, card.Category, card.ScaleVersion).ShouldBe(("Joinery", "Wood", "Crafts", 1));
        card.Levels.Select(l => (l.Ordinal, l.Name, l.Description)).ShouldBe([(0, "None", "scale's None"), (1, "Aware", "scale's Aware"), (2, "Able", "makes a chair"), (3, "Expert", "scale's Expert")]);
        card.EarlierVersions.ShouldBeEmpty();
    }

    [Fact]
    public async Task L1_A_level_noted_under_an_earlier_version_is_found_on_the_current_one()
    {
        var skill = ASkill("Joinery");
        scale.Insert(2, new Level(Guid.NewGuid(), "Working", ""), Now);
        scale.Insert(1, new Level(Guid.NewGuid(), "Curious", ""), Now);
        await database.SaveAsync(scale, skill);

        var card = (await Skills().SkillsAsync([skill.Id], Ct))[skill.Id];

        card.ScaleVersion.ShouldBe(3);
        card.EarlierVersions[1].ShouldBe([0, 2, 4, 5]);
        card.EarlierVersions[2].ShouldBe([0, 2, 3, 4, 5]);
        card.Levels[card.ToCurrent(1, 2)].Name.ShouldBe("Able");
    }

    [Fact]
    public async Task Skills_are_found_by_part_of_their_name_whatever_the_case_and_retired_ones_are_not()
    {
        var retired = ASkill("Café service");
        retired.Retire(Now);
        await database.SaveAsync(scale, ASkill("Café keeping"), ASkill("100 % accuracy"), retired);

        (await Skills().FindAsync("cafe", 10, Ct)).Select(s => s.Name).ShouldBe(["Café keeping"]);
        (await Skills().FindAsync("%", 10, Ct)).Select(s => s.Name).ShouldBe(["100 % accuracy"]);
        (await Skills().FindAsync(null, 1, Ct)).Select(s => s.Name).ShouldBe(["100 % accuracy"]);
        (await Skills().ByNameAsync(["Café service", "café keeping", "nothing"], Ct)).Keys.ShouldBe(["Café service"]);
    }

    [Fact]
    public async Task G1_What_is_in_force_are_the_active_assignments_with_the_version_in_force_then()
    {
        var skill = ASkill("Joinery");
        var (held, ended, suspended, future) = (AProfile("Held"), AProfile("Ended"), AProfile("Suspended"), AProfile("Future"));
        foreach (var profile in new[] { held, ended, suspended, future }) Publish(profile, Today.AddDays(-100), (skill.Id, 2));
        Publish(held, Today.AddDays(-5), (skill.Id, 3));
        var asleep = Assign(suspended, Today.AddDays(-50));
        asleep.Suspend(Today.AddDays(-1), Today.AddDays(1), "leave");
        await database.SaveAsync(scale, skill, held, ended, suspended, future,
            Assign(held, Today.AddDays(-50), primary: true), Assign(ended, Today.AddDays(-50), Today.AddDays(-1)), asleep, Assign(future, Today.AddDays(1)));

        var now = (await Requirements().InForceAsync([person, Guid.Empty], Now, Ct));
        var before = (await Requirements().InForceAsync([person], Now.AddDays(-10), Ct))[person];

        var only = now[person].ShouldHaveSingleItem();
        (only.Name, only.IsPrimary).ShouldBe(("Held", true));
        only.Requirements.ShouldHaveSingleItem().Ordinal.ShouldBe(3);
        now[Guid.Empty].ShouldBeEmpty();
        before.Select(p => p.Name).ShouldBe(["Held", "Ended", "Suspended"]);
        before[0].Requirements.Single().Ordinal.ShouldBe(2);
    }

    [Fact]
    public async Task G1_Days_are_the_tenants_days()
    {
        var profile = AProfile("Held");
        await database.SaveAsync(profile, Assign(profile, Today.AddDays(1)));

        // 23:30 in UTC is 00:30 of the next day in Berlin.
        (await Requirements().InForceAsync([person], new DateTimeOffset(2026, 3, 1, 23, 30, 0, TimeSpan.Zero), Ct))[person].Count.ShouldBe(1);
    }

    [Fact]
    public async Task G1_Exempted_requirements_are_marked_in_the_profile_they_are_about()
    {
        var (skill, other) = (ASkill("Joinery"), ASkill("Carving"));
        var (first, second) = (AProfile("First"), AProfile("Second"));
        Publish(first, Today, (skill.Id, 2), (other.Id, 1));
        Publish(second, Today, (skill.Id, 2), (other.Id, 1));
        await database.SaveAsync(scale, skill, other, first, second, Assign(first, Today), Assign(second, Today),
            new Exemption(Guid.NewGuid(), person, skill.Id, first.Id, Today, null, "allergic", Now, null),
            new Exemption(Guid.NewGuid(), person, other.Id, null, Today.AddDays(-9), Today.AddDays(-1), "over", Now, null));

        var profiles = (await Requirements().InForceAsync([person], Now, Ct))[person];

        profiles[0].Requirements.Where(r => r.IsExempt).Select(r => r.SkillId).ShouldBe([skill.Id]);
        profiles[1].Requirements.ShouldAllBe(r => !r.IsExempt);
    }

    [Fact]
    public async Task L2_A_requirement_made_under_an_earlier_scale_version_is_told_on_the_current_one()
    {
        var skill = ASkill("Joinery");
        var profile = AProfile("Held");
        Publish(profile, Today, (skill.Id, 2));
        scale.Insert(1, new Level(Guid.NewGuid(), "Curious", ""), Now);
        await database.SaveAsync(scale, skill, profile, Assign(profile, Today));

        (await Requirements().InForceAsync([person], Now, Ct))[person].Single().Requirements.Single().Ordinal.ShouldBe(3);
        (await Requirements().ProfileAsync(profile.Id, Ct))!.Requirements.Single().Ordinal.ShouldBe(3);
    }

    [Fact]
    public async Task G3_A_profile_without_requirements_is_in_force_with_an_empty_list()
    {
        var profile = AProfile("Nothing asked");
        await database.SaveAsync(profile, Assign(profile, Today));

        (await Requirements().InForceAsync([person], Now, Ct))[person].ShouldHaveSingleItem().Requirements.ShouldBeEmpty();
    }

    [Fact]
    public async Task R4_2_Aspired_profiles_are_a_set_apart_from_those_held()
    {
        var (skill, wish, past) = (ASkill("Joinery"), AProfile("Wish"), AProfile("Past wish"));
        Publish(wish, Today, (skill.Id, 2));
        var letGo = new AspiredProfile(Guid.NewGuid(), person, past.Id, Now);
        letGo.End(Now);
        await database.SaveAsync(scale, skill, wish, past, new AspiredProfile(Guid.NewGuid(), person, wish.Id, Now), letGo);

        (await Requirements().AspiredByAsync(person, Ct)).ShouldHaveSingleItem().Requirements.Count.ShouldBe(1);
        (await Requirements().InForceAsync([person], Now, Ct))[person].ShouldBeEmpty();
    }

    [Fact]
    public async Task Profiles_in_use_are_found_by_part_of_their_name()
    {
        var (found, other, retired) = (AProfile("Senior analyst"), AProfile("Architect"), AProfile("Old analyst"));
        foreach (var profile in new[] { found, other, retired }) Publish(profile, Today);
        retired.Retire(Now);
        await database.SaveAsync(found, other, retired, AProfile("Analyst to come"));

        (await Requirements().FindAsync("ANALYST", 10, Ct)).Select(p => p.Name).ShouldBe(["Senior analyst"]);
        (await Requirements().FindAsync("", 1, Ct)).Count.ShouldBe(1);
        (await Requirements().ProfileAsync(Guid.NewGuid(), Ct)).ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public async Task However_many_people_are_asked_for_it_takes_as_many_queries_and_one_when_the_catalogue_is_known(int people)
    {
        var skill = ASkill("Joinery");
        var profile = AProfile("Held");
        Publish(profile, Today, (skill.Id, 2));
        var ids = Enumerable.Range(0, people).Select(_ => Guid.NewGuid()).ToList();
        await database.SaveAsync([scale, skill, profile, .. ids.Select(id => Assignment.Begin(id, profile.Id, true, Today, null, Now, null))]);

        (await QueriesAsync()).ShouldBe((5, 2));
        (await QueriesAsync()).ShouldBe((1, 0));

        async Task<(int, int)> QueriesAsync()
        {
            database.Commands.Clear();
            (await Requirements().InForceAsync(ids, Now, Ct)).Values.ShouldAllBe(p => p.Count == 1);
            var inForce = database.Commands.Count;
            database.Commands.Clear();
            (await Skills().SkillsAsync([skill.Id], Ct)).Count.ShouldBe(1);
            return (inForce, database.Commands.Count);
        }
    }

    [Fact]
    public async Task What_is_kept_in_memory_is_read_anew_after_any_change_of_the_catalogue()
    {
        var category = SkillCategory.Create(Guid.NewGuid(), "Crafts", null);
        var skill = Skill.Define(Guid.NewGuid(), "Joinery", "", category.Id, scale.Id, new Dictionary<Guid, string>());
        var profile = AProfile("Held");
        Publish(profile, Today.AddDays(-1), (skill.Id, 2));
        await database.SaveAsync(scale, category, skill, profile);
        (await SeenAsync()).ShouldBe(("Joinery", "Crafts", "Able", "Held", 2));

        await ChangeAsync<Skill>(s => s.Change("Woodwork", "", category.Id, new Dictionary<Guid, string>()));
        (await SeenAsync()).ShouldBe(("Woodwork", "Crafts", "Able", "Held", 2));
        await ChangeAsync<SkillCategory>(c => c.Rename("Trades"));
        (await SeenAsync()).ShouldBe(("Woodwork", "Trades", "Able", "Held", 2));
        await ChangeAsync<Scale>(s => s.Reword([("None", ""), ("Aware", ""), ("Skilled", ""), ("Expert", "")]));
        (await SeenAsync()).ShouldBe(("Woodwork", "Trades", "Skilled", "Held", 2));
        await ChangeAsync<JobProfile>(p => Publish(p, Today, (skill.Id, 3)));
        (await SeenAsync()).ShouldBe(("Woodwork", "Trades", "Skilled", "Held", 3));

        async Task<(string, string, string, string, int)> SeenAsync()
        {
            var card = (await Skills().SkillsAsync([skill.Id], Ct))[skill.Id];
            var asked = (await Requirements().ProfileAsync(profile.Id, Ct))!;
            return (card.Name, card.Category, card.Levels[2].Name, asked.Name, asked.Requirements.Single().Ordinal);
        }

        async Task ChangeAsync<T>(Action<T> change) where T : class
        {
            await using var db = database.Open();
            await db.ProfileVersions.Include(v => v.Requirements).LoadAsync(Ct);
            change(await db.Set<T>().SingleAsync(Ct));
            await db.SaveChangesAsync(Ct);
        }
    }

    [Fact]
    public async Task What_was_seen_within_a_transaction_that_came_to_nothing_is_seen_by_nobody_else()
    {
        var skill = ASkill("Joinery");
        await database.SaveAsync(scale, skill);
        (await NameAsync(Skills())).ShouldBe("Joinery");

        await using (var db = database.Open())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Ct);
            var within = database.Lookups(clock, db).Skills;
            (await NameAsync(within)).ShouldBe("Joinery");
            (await db.Skills.SingleAsync(Ct)).Change("Woodwork", "", null, new Dictionary<Guid, string>());
            await db.SaveChangesAsync(Ct);
            (await NameAsync(within)).ShouldBe("Woodwork");
            await transaction.RollbackAsync(Ct);
        }

        (await NameAsync(Skills())).ShouldBe("Joinery");

        async Task<string> NameAsync(SkillLookup skills) => (await skills.SkillsAsync([skill.Id], Ct))[skill.Id].Name;
    }

    private SkillLookup Skills() => database.Lookups(clock).Skills;

    private RequirementLookup Requirements() => database.Lookups(clock).Requirements;

    private Skill ASkill(string name) => Skill.Define(Guid.NewGuid(), name, "", null, scale.Id, new Dictionary<Guid, string>());

    private static JobProfile AProfile(string name) => JobProfile.Create(Guid.NewGuid(), name, "", "", "");

    private static void Publish(JobProfile profile, DateOnly from, params (Guid Skill, int Ordinal)[] requirements)
    {
        profile.Revise(requirements.Select(r => new RequirementTerms(r.Skill, r.Ordinal, 1, true, 3)));
        profile.Publish(from, Now);
    }

    private Assignment Assign(JobProfile profile, DateOnly from, DateOnly? until = null, bool primary = false) =>
        Assignment.Begin(person, profile.Id, primary, from, until, Now, null);
}
