using System.Diagnostics;
using System.Text;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Features.ImportFramework;
using CompetencyModular.Roles.Lookups;
using CompetencyModular.Sdk.Imports;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace CompetencyModular.Roles.Tests.Features;

public sealed class ImportFrameworkTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly TestDatabase database = new();
    private readonly TestClock clock = new(Now);

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Role_levels_become_profiles_and_skills_carry_what_each_level_means()
    {
        var log = await ImportAsync(Samples.Folder("gdad"));

        log.Errors.ShouldBeEmpty();
        log.Counts["skills"].ShouldBe(new ImportCount(3, 0, 0));
        log.Counts["profiles"].ShouldBe(new ImportCount(3, 0, 0));
        log.Counts["requirements"].ShouldBe(new ImportCount(6, 0, 0));
        var lookups = database.Lookups(clock);
        var master = (await lookups.Requirements.FindAsync("master baker", 5, Ct)).ShouldHaveSingleItem();
        (master.Name, master.Family).ShouldBe(("Master baker", "Bakery"));
        var skills = await lookups.Skills.SkillsAsync([.. master.Requirements.Select(r => r.SkillId)], Ct);
        master.Requirements.Select(r => (skills[r.SkillId].Name, skills[r.SkillId].Levels[r.Ordinal].Name)).Order().ShouldBe([("Bread making", "Expert"), ("Hygiene (kitchen)", "Working")]);
        skills.Values.Single(s => s.Name == "Bread making").Levels[4].Description.ShouldBe("You can:\n- write recipes that others follow\n- find out why a batch went wrong");
    }

    [Fact]
    public async Task A_row_that_repeats_another_counts_once_and_is_remarked_on()
    {
        var log = await ImportAsync(Samples.Folder("gdad"));

        log.Warnings.ShouldHaveSingleItem().Row.ShouldBe(22);
    }

    [Fact]
    public async Task Importing_again_finds_everything_unchanged_and_writes_nothing()
    {
        await ImportAsync(Samples.Folder("gdad"));
        database.Commands.Clear();

        var log = await ImportAsync(Samples.Folder("gdad"));

        log.Counts.Values.ShouldAllBe(c => c.Added == 0 && c.Changed == 0 && c.Unchanged > 0);
        database.Commands.ShouldAllBe(c => !c.Contains("INSERT") && !c.Contains("UPDATE") && !c.Contains("DELETE"));
    }

    [Fact]
    public async Task A_changed_text_counts_as_changed()
    {
        await ImportAsync(Samples.Folder("gdad"));

        var log = await ImportAsync(Samples.Edited("gdad", "skills.csv", "pull a ribbon", "pull two ribbons"));

        log.Counts["skills"].ShouldBe(new ImportCount(0, 1, 2));
        log.Counts["profiles"].ShouldBe(new ImportCount(0, 0, 3));
    }

    [Fact]
    public async Task A_changed_requirement_publishes_a_new_version_and_keeps_the_old_one()
    {
        await ImportAsync(Samples.Folder("gdad"));
        clock.Now = Now.AddDays(10);

        var log = await ImportAsync(Samples.Edited("gdad", "roles.csv", ",Practitioner,", ",Expert,"));

        log.Counts["profiles"].ShouldBe(new ImportCount(0, 1, 2));
        log.Counts["requirements"].ShouldBe(new ImportCount(0, 1, 5));
        await using var db = database.Open();
        var cook = await db.Profiles.Include(p => p.Versions).ThenInclude(v => v.Requirements).SingleAsync(p => p.Name == "Pastry cook", Ct);
        cook.InForceOn(new DateOnly(2026, 3, 5))!.Requirements.Max(r => r.Ordinal).ShouldBe(3);
        cook.InForceOn(new DateOnly(2026, 3, 11))!.Requirements.Max(r => r.Ordinal).ShouldBe(4);
    }

    [Fact]
    public async Task L1_After_a_level_was_inserted_here_the_framework_still_finds_its_own_levels()
    {
        await ImportAsync(Samples.Folder("gdad"));
        await using (var db = database.Open())
        {
            (await db.Scales.SingleAsync(Ct)).Insert(2, new Level(Guid.NewGuid(), "Assisted", ""), Now);
            await db.SaveChangesAsync(Ct);
        }

        var log = await ImportAsync(Samples.Folder("gdad"));

        log.Counts.Values.ShouldAllBe(c => c.Added == 0 && c.Changed == 0);
    }

    [Theory]
    [InlineData("roles.csv", ",Practitioner,", ",Guru,", 27, "Skill Level", "UnknownLevel")]
    [InlineData("roles.csv", "Sugar work,\"", "Sugar play,\"", 27, "Skill Name", "UnknownSkill")]
    [InlineData("skills.csv", "Sugar work,\"", "bread MAKING,\"", 15, "Skill Name", "SkillTwice")]
    [InlineData("roles.csv", "Bakery,Pastry cook,A pastry cook makes what is sweet.,Pastry cook,A pastry cook works alone.,Sugar work", "Bakery,,A pastry cook makes what is sweet.,Pastry cook,A pastry cook works alone.,Sugar work", 27, "Role", "NoName")]
    public async Task What_is_wrong_is_told_with_file_row_and_column_and_nothing_is_written(string file, string from, string to, int row, string column, string reason)
    {
        var log = await ImportAsync(Samples.Edited("gdad", file, from, to));

        log.Errors.ShouldContain(e => e.File == file && e.Row == row && e.Column == column && e.Reason.StartsWith(reason));
        await using var db = database.Open();
        (await db.Skills.AnyAsync(Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task Two_rows_that_contradict_each_other_are_refused()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Samples.Root, "gdad", "roles.csv"), Ct);
        var at = text.LastIndexOf("Working", text.LastIndexOf("Pastry cook,A pastry cook makes", StringComparison.Ordinal), StringComparison.Ordinal);

        var log = await ImportAsync(Samples.With("gdad", "roles.csv", text.Remove(at, "Working".Length).Insert(at, "Expert")));

        log.Errors.ShouldHaveSingleItem().Reason.ShouldStartWith("Contradiction");
    }

    [Theory]
    [InlineData("Skill Level,", "Level of skill,", 1, "Skill Level", "MissingColumn")]
    [InlineData("Bakery,Pastry cook,A pastry cook makes what is sweet.", "Bakery,Pastry cook,A pastry cook, makes what is sweet.", 27, "", "Width")]
    [InlineData("\"\"pulling\"\"", "\"pulling\"", 27, "", "StrayQuote")]
    public async Task A_file_of_the_wrong_form_is_refused(string from, string to, int row, string column, string reason)
    {
        var log = await ImportAsync(Samples.Edited("gdad", "roles.csv", from, to));

        log.Errors.ShouldContain(e => e.Row == row && e.Column == column && e.Reason.StartsWith(reason));
    }

    [Fact]
    public async Task A_missing_file_is_told_by_its_name()
    {
        var log = await ImportAsync(ImportFiles.FromContents(new Dictionary<string, byte[]> { ["a.csv"] = [], ["b.csv"] = [] }));

        log.Errors.Select(e => (e.File, e.Reason)).ShouldBe([("skills.csv", "Missing"), ("roles.csv", "Missing")]);
    }

    [Fact]
    public async Task A_file_that_is_not_utf8_is_refused()
    {
        var log = await ImportAsync(Samples.With("gdad", "skills.csv", Encoding.Latin1.GetBytes("Skill Name\nBäcker\n")));

        log.Errors.ShouldContain(e => e.File == "skills.csv" && e.Reason == "NotUtf8");
    }

    [Fact]
    public async Task The_published_framework_is_imported_whole_and_quickly_and_a_second_time_without_a_change()
    {
        var folder = Samples.Shared("uk-gdad");
        Assert.SkipWhen(folder is null, "The published framework is not beside this repository.");
        await ImportAsync(Samples.Folder("gdad"));

        var watch = Stopwatch.StartNew();
        var log = await ImportAsync(ImportFiles.FromPath(folder));
        watch.Stop();

        log.Errors.ShouldBeEmpty();
        log.Counts["profiles"].Added.ShouldBe(155);
        log.Counts["skills"].Added.ShouldBe(121);
        log.Counts["requirements"].Added.ShouldBe(1403);
        log.Warnings.Count.ShouldBe(1409 - 1403);
        TestContext.Current.TestOutputHelper!.WriteLine($"{watch.ElapsedMilliseconds} ms");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        var again = await ImportAsync(ImportFiles.FromPath(folder));
        again.Counts.Values.ShouldAllBe(c => c.Added == 0 && c.Changed == 0);
    }

    private async Task<ImportLog> ImportAsync(ImportFiles files)
    {
        await using var db = database.Open();
        var log = new ImportLog();
        var step = await new ImportFramework(db, new TestTenant(), clock, new CsvFiles(new KeyTexts<CsvFiles>()), new KeyTexts<ImportFramework>()).ReadAsync(files, log, Ct);
        if (log.Errors.Count > 0) return log;
        await step.ApplyAsync(new ImportKeys(), log, Ct);
        await db.SaveChangesAsync(Ct);
        return log;
    }
}
