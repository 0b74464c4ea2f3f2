using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Roles;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Tests;

public sealed class PathsHosts() : TestHosts(typeof(RolesModule).Assembly, typeof(SkillsAnalysisModule).Assembly, typeof(PathsModule).Assembly);

/// <summary>Courses and people of a test's own, in a tenant that it shares with the tests of its class.</summary>
internal sealed class World(TestHost host)
{
    private static int number;

    public TestHost Host { get; } = host;

    public DateTimeOffset Now => Host.Clock.GetUtcNow();

    /// <summary>A code that no other test uses.</summary>
    public static string Code() => $"T-{Interlocked.Increment(ref number)}";

    public Task<Actor> LearnerAsync() => Host.CreatePersonAsync("Lena Learner", RoleNames.Learner);

    public Task<Actor> AuthorAsync() => Host.CreatePersonAsync("Arno Author", RoleNames.Author);

    public async Task<Course> SaveAsync(Course course)
    {
        await Host.SaveAsync<PathsDb>(course);
        return course;
    }

    public Task<Course> CourseAsync(int items = 2) => SaveAsync(Builders.ACourse(Code(), items));

    /// <summary>A published course whose details are a test's own.</summary>
    public Task<Course> CourseAsync(CourseDetails details)
    {
        var course = Course.Draft(Guid.CreateVersion7(), details, null, Builders.Now).WithItems(1);
        course.Publish(Builders.Now).IsSuccess.ShouldBeTrue();
        return SaveAsync(course);
    }

    public Task<Course> DraftAsync(int items = 1) => SaveAsync(Builders.ADraft(Code()).WithItems(items));

    public Task<Course> CheckAsync(int questions = 4, int threshold = 75, int items = 0)
    {
        var course = Builders.ADraft(Code(), CompletedBy.Check, threshold).WithQuestions(questions).WithItems(items);
        course.Publish(Builders.Now).IsSuccess.ShouldBeTrue();
        return SaveAsync(course);
    }

    public async Task<Enrolment> EnrolAsync(Actor person, Course course, bool mastered = false)
    {
        var enrolment = Enrolment.In(course, null, person.PersonId, Reasons.OwnChoice, person.PersonId, Now).Value;
        if (mastered)
        {
            foreach (var item in course.Items) enrolment.Finish(item, course, Now);
            if (course.CompletedBy is CompletedBy.OwnConfirmation) enrolment.Confirm(course, Now);
            enrolment.IsMastered.ShouldBeTrue();
        }

        await Host.SaveAsync<PathsDb>(enrolment);
        return enrolment;
    }

    public Task ChangeAsync(Course course, Action<Course> change) => Host.UseAsync<PathsDb, int>(async db =>
    {
        change(await db.Courses.Include(c => c.Prerequisites).SingleAsync(c => c.Id == course.Id));
        return await db.SaveChangesAsync();
    });

    public Task RetireAsync(Course course) => ChangeAsync(course, c => c.Retire(Now).IsSuccess.ShouldBeTrue());

    public Task<T> AskAsync<T>(Func<PathsDb, Task<T>> ask) => Host.UseAsync(ask);

    public Task<List<Enrolment>> EnrolmentsAsync(Actor person) =>
        AskAsync(db => db.Enrolments.AsNoTracking().Where(e => e.PersonId == person.PersonId).OrderBy(e => e.Occurrence).ToListAsync());

    public async Task<IReadOnlyList<ActivityCompleted>> CompletionsAsync(Course course) =>
        [.. (await Host.EventsAsync<ActivityCompleted>()).Where(e => e.Activity == CourseRef.Of(course.Id))];

    public async Task<Skill> SkillAsync()
    {
        var scale = Scale.Define(Guid.NewGuid(), $"Scale {Guid.NewGuid():N}", "", [.. new[] { "None", "Aware", "Able" }.Select(n => new Level(Guid.NewGuid(), n, ""))], Now);
        var skill = Skill.Define(Guid.CreateVersion7(), $"Welding {Guid.NewGuid():N}", "", null, scale.Id, new Dictionary<Guid, string>());
        await Host.SaveAsync<RolesDb>(scale, skill);
        return skill;
    }

    public Task HoldAsync(Actor person, Skill skill, int ordinal) => Host.SaveAsync<SkillsDb>(Evidence.Of(
        new Said(person.PersonId, skill.Id, 1, ordinal, EvidenceKind.Completion, Now.AddDays(-1), Now.AddDays(-1)), Validity.Unlimited, TimeZoneInfo.Utc));
}
