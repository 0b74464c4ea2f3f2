using CompetencyModular.GapClosure.Domain;
using CompetencyModular.GapClosure.Features.PlanGap;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Paths;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Roles;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Tests;

public sealed class PlanHosts()
    : TestHosts(typeof(RolesModule).Assembly, typeof(SkillsAnalysisModule).Assembly, typeof(PathsModule).Assembly, typeof(GapClosureModule).Assembly);

/// <summary>Skills, profiles and courses of a test's own: courses that award other tests' skills play no part in its plans.</summary>
internal sealed class PlanWorld
{
    private static int number;
    private readonly Scale scale;

    private PlanWorld(TestHost host)
    {
        Host = host;
        scale = Scale.Define(Guid.NewGuid(), $"Scale {Guid.NewGuid():N}", "", [.. new[] { "None", "Aware", "Able", "Skilled" }.Select(n => new Level(Guid.NewGuid(), n, ""))], Now);
    }

    public TestHost Host { get; }

    public DateTimeOffset Now => Host.Clock.GetUtcNow();

    public static async Task<PlanWorld> OnAsync(TestHost host)
    {
        var world = new PlanWorld(host);
        await host.SaveAsync<RolesDb>(world.scale);
        return world;
    }

    public Task<Actor> LearnerAsync(Actor? manager = null) => Host.CreatePersonAsync("Lena Learner", manager, RoleNames.Learner);

    public async Task<Skill> SkillAsync(string name = "Welding")
    {
        var skill = Skill.Define(Guid.CreateVersion7(), $"{name} {Guid.NewGuid():N}", "", null, scale.Id, new Dictionary<Guid, string>());
        await Host.SaveAsync<RolesDb>(skill);
        return skill;
    }

    public async Task<JobProfile> ProfileAsync(params (Skill Skill, int Level)[] needs)
    {
        var profile = JobProfile.Create(Guid.CreateVersion7(), $"Profile {Guid.NewGuid():N}", "", "", "");
        profile.Revise([.. needs.Select(n => new RequirementTerms(n.Skill.Id, n.Level, 1, true, 3))]);
        profile.Publish(DateOnly.FromDateTime(Now.UtcDateTime).AddYears(-1), Now);
        await Host.SaveAsync<RolesDb>(profile);
        return profile;
    }

    public async Task NeedAsync(Actor person, params (Skill Skill, int Level)[] needs)
    {
        var profile = await ProfileAsync(needs);
        await Host.SaveAsync<RolesDb>(Assignment.Begin(person.PersonId, profile.Id, true, DateOnly.FromDateTime(Now.UtcDateTime).AddYears(-1), null, Now, null));
    }

    public Task AspireAsync(Actor person, JobProfile profile) => Host.SaveAsync<RolesDb>(new AspiredProfile(Guid.NewGuid(), person.PersonId, profile.Id, Now));

    public Task HoldAsync(Actor person, Skill skill, int ordinal) => Host.SaveAsync<SkillsDb>(Evidence.Of(
        new Said(person.PersonId, skill.Id, 1, ordinal, EvidenceKind.Completion, Now.AddDays(-1), Now.AddDays(-1)), Validity.Unlimited, TimeZoneInfo.Utc));

    /// <summary>A published course that is finished by the learner's own word, and what it awards.</summary>
    public async Task<Course> CourseAsync(int minutes, decimal money, params (Skill Skill, int Level)[] awards)
    {
        var course = await CourseAsync(minutes, money, units: Words.None);
        await AwardAsync(course, awards);
        return course;
    }

    public async Task<Course> HiddenCourseAsync(params (Skill Skill, int Level)[] awards)
    {
        var course = await CourseAsync(60, 0, new Words(["Elsewhere"]));
        await AwardAsync(course, awards);
        return course;
    }

    public Task AfterAsync(Course course, Skill skill, int ordinal) => ChangeAsync(course, c => c.Require(new LevelOfSkill(skill.Id, 1, ordinal), Now).ShouldBeTrue());

    public Task RetireAsync(Course course) => ChangeAsync(course, c => c.Retire(Now).IsSuccess.ShouldBeTrue());

    public async Task<PlanGap.Response> PlanAsync(Actor person, PlanGap.Options? options = null) =>
        (await Host.SendAsync(new PlanGap.Query(PersonRef.Me, options), person)).Value;

    public static IReadOnlyList<ActivityRef> Steps(params Course[] courses) => [.. courses.Select(c => CourseRef.Of(c.Id))];

    public Task<List<AcceptedPlan>> PlansAsync(Actor person) => Host.UseAsync<GapClosureDb, List<AcceptedPlan>>(db =>
        db.Plans.AsNoTracking().Where(p => p.PersonId == person.PersonId).OrderBy(p => p.AcceptedAt).ThenBy(p => p.Id).ToListAsync());

    public Task<List<Enrolment>> EnrolmentsAsync(Actor person) =>
        Host.UseAsync<PathsDb, List<Enrolment>>(db => db.Enrolments.AsNoTracking().Where(e => e.PersonId == person.PersonId).ToListAsync());

    private async Task<Course> CourseAsync(int minutes, decimal money, Words units)
    {
        var code = $"G-{Interlocked.Increment(ref number)}";
        var course = Course.Draft(
            Guid.CreateVersion7(),
            new CourseDetails(code, $"Course {code}", "What it is about.", minutes, money, "en", Delivery.ELearning, CompletedBy.OwnConfirmation, 80, Words.None, units), null, Now);
        course.Publish(Now).IsSuccess.ShouldBeTrue();
        await Host.SaveAsync<PathsDb>(course);
        return course;
    }

    private Task AwardAsync(Course course, (Skill Skill, int Level)[] awards) =>
        Host.SaveAsync<SkillsDb>([.. awards.Select(a => new AwardRule(CourseRef.Of(course.Id), a.Skill.Id, 1, a.Level, null, null, Now))]);

    private Task ChangeAsync(Course course, Action<Course> change) => Host.UseAsync<PathsDb, int>(async db =>
    {
        change(await db.Courses.Include(c => c.Prerequisites).SingleAsync(c => c.Id == course.Id));
        return await db.SaveChangesAsync();
    });
}
