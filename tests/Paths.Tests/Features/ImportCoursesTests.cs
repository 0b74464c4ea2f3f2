using System.Text;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Features.ImportCourses;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Paths.Tests.Features;

public sealed class ImportCoursesTests(PathsHosts hosts) : IClassFixture<PathsHosts>
{
    private const string Heading = "courseCode,title,durationMinutes,delivery,language\n";
    private const string AwardsHeading = "courseCode,skill,awardsLevel,prerequisiteLevel\n";

    [Theory, EveryDatabase]
    public async Task Courses_are_read_once_and_published_and_a_second_time_changes_nothing(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var code = World.Code();
        var file = Heading + $"{code},\"Ladders, in practice\",45,e-learning,EN\n";

        var first = await ImportAsync(world, file);
        var second = await ImportAsync(world, file);
        var third = await ImportAsync(world, file.Replace(",45,", ",50,", StringComparison.Ordinal));

        (first.Counts["courses"], second.Counts["courses"], third.Counts["courses"]).ShouldBe((new ImportCount(1, 0, 0), new ImportCount(0, 0, 1), new ImportCount(0, 1, 0)));
        var course = await CourseAsync(world, code);
        (course.Title, course.Minutes, course.Language, course.State, course.CompletedBy).ShouldBe(("Ladders, in practice", 50, "en", CourseState.Published, CompletedBy.OwnConfirmation));
    }

    [Theory, EveryDatabase]
    public async Task What_an_author_has_added_outlives_the_next_import(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var code = World.Code();
        await ImportAsync(world, Heading + $"{code},Ladders,45,e-learning,en\n");
        await world.ChangeAsync(await CourseAsync(world, code), c => c.Describe(c.Details() with { Summary = "Written by hand", Tags = new Words(["kept"]) }, world.Now).IsSuccess.ShouldBeTrue());

        await ImportAsync(world, Heading + $"{code},Ladders and more,45,e-learning,en\n");

        var course = await CourseAsync(world, code);
        (course.Title, course.Summary, course.Details().Tags.ToString()).ShouldBe(("Ladders and more", "Written by hand", "kept"));
    }

    [Theory, EveryDatabase]
    public async Task A_course_needs_each_of_several_skills_that_its_rows_name(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (code, one, two, none) = (World.Code(), await world.SkillAsync(), await world.SkillAsync(), await world.SkillAsync());
        var courses = Heading + $"{code},Ladders,45,e-learning,en\n";
        var awards = AwardsHeading + $"{code},{one.Name},2,1\n{code},{two.Name},2,2\n{code},{none.Name},1,0\n";

        var log = await ImportAsync(world, courses, awards);
        var again = await ImportAsync(world, courses, awards);

        log.Errors.ShouldBeEmpty();
        again.Counts["courses"].ShouldBe(new ImportCount(0, 0, 1));
        (await CourseAsync(world, code)).Prerequisites.Select(p => (p.SkillId, p.Ordinal)).ShouldBe([(one.Id, 1), (two.Id, 2)], ignoreOrder: true);
    }

    [Theory, EveryDatabase]
    public async Task Two_rows_that_say_different_things_of_one_skill_are_refused_with_row_and_column(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (code, skill) = (World.Code(), await world.SkillAsync());

        var log = await ImportAsync(world, Heading + $"{code},Ladders,45,e-learning,en\n", AwardsHeading + $"{code},{skill.Name},2,1\n{code},{skill.Name},2,2\n");

        log.Errors.ShouldContain(e => e.File == "course-skill-awards.csv" && e.Row == 3 && e.Column == "prerequisiteLevel" && e.Reason.Contains(skill.Name));
        (await world.AskAsync(db => db.Courses.CountAsync(c => c.Code == code))).ShouldBe(0);
    }

    [Theory]
    [EveryDatabase(",T,45,e-learning,en", "courseCode")]
    [EveryDatabase("C,,45,e-learning,en", "title")]
    [EveryDatabase("C,T,-45,e-learning,en", "durationMinutes")]
    [EveryDatabase("C,T,100001,e-learning,en", "durationMinutes")]
    [EveryDatabase("C,T,an hour,e-learning,en", "durationMinutes")]
    [EveryDatabase("C,T,45,by post,en", "delivery")]
    [EveryDatabase("C,T,45,e-learning,english", "language")]
    public async Task A_row_that_cannot_be_is_refused_with_row_column_and_reason(Database database, string row, string column)
    {
        var world = new World(await hosts.OnAsync(database));
        var before = await world.AskAsync(db => db.Courses.CountAsync());

        var log = await ImportAsync(world, Heading + "OK-1,Fine,10,classroom,de\n" + row + "\n");

        var error = log.Errors.ShouldHaveSingleItem();
        (error.File, error.Row, error.Column).ShouldBe(("courses.csv", 3, column));
        error.Reason.ShouldNotBeEmpty();
        (await world.AskAsync(db => db.Courses.CountAsync())).ShouldBe(before);
    }

    [Theory]
    [EveryDatabase("{0},No such skill,1,1", "skill")]
    [EveryDatabase("{0},{1},1,3", "prerequisiteLevel")]
    [EveryDatabase("{0},{1},1,many", "prerequisiteLevel")]
    public async Task A_level_that_nobody_can_hold_is_refused_with_row_and_column(Database database, string row, string column)
    {
        var world = new World(await hosts.OnAsync(database));
        var (code, skill) = (World.Code(), await world.SkillAsync());

        var log = await ImportAsync(world, Heading + $"{code},T,45,e-learning,en\n", AwardsHeading + string.Format(null, row, code, skill.Name) + "\n");

        log.Errors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => e.Row.ShouldBe(2), e => e.Column.ShouldBe(column));
    }

    private static Task<Course> CourseAsync(World world, string code) =>
        world.AskAsync(db => db.Courses.AsNoTracking().Include(c => c.Tags).Include(c => c.Units).Include(c => c.Prerequisites).AsSplitQuery().SingleAsync(c => c.Code == code));

    /// <summary>Reads the files and, as the platform would, applies them only if nothing is wrong.</summary>
    private static Task<ImportLog> ImportAsync(World world, string courses, string? awards = null) => world.Host.UseAsync<IServiceProvider, ImportLog>(async services =>
    {
        var files = new Dictionary<string, byte[]> { ["courses.csv"] = Encoding.UTF8.GetBytes(courses) };
        if (awards is not null) files["course-skill-awards.csv"] = Encoding.UTF8.GetBytes(awards);
        var log = new ImportLog();
        var step = await services.GetServices<IImporter>().OfType<CourseImporter>().Single().ReadAsync(ImportFiles.FromContents(files), log, default);
        if (log.Errors.Count > 0) return log;
        await step.ApplyAsync(new ImportKeys(), log, default);
        await services.GetRequiredService<PathsDb>().SaveChangesAsync();
        return log;
    });
}
