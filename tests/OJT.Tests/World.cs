using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Features.AssessTask;
using CompetencyModular.OJT.Features.AttestObjective;
using CompetencyModular.OJT.Features.StartTraining;
using CompetencyModular.OJT.Features.SubmitTask;
using CompetencyModular.OJT.Features.ViewTraining;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.Roles;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;

namespace CompetencyModular.OJT.Tests;

public sealed class OjtHosts() : TestHosts(typeof(RolesModule).Assembly, typeof(SkillsAnalysisModule).Assembly, typeof(OJTModule).Assembly);

/// <summary>A manager with a trainee and a mentor, strangers to them, and a published programme, in a tenant that tests share.</summary>
internal sealed class World(TestHost host)
{
    public TestHost Host { get; } = host;

    public Actor Hr { get; private set; } = null!;

    public Actor Manager { get; private set; } = null!;

    public Actor Mentor { get; private set; } = null!;

    public Actor Trainee { get; private set; } = null!;

    /// <summary>A mentor of others.</summary>
    public Actor OtherMentor { get; private set; } = null!;

    /// <summary>A manager of another line.</summary>
    public Actor OtherManager { get; private set; } = null!;

    public Actor Auditor { get; private set; } = null!;

    public Programme Programme { get; private set; } = null!;

    public DateTimeOffset Now => Host.Clock.GetUtcNow();

    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    public static async Task<World> OnAsync(TestHost host, LevelOfSkill? assessor = null, int objectives = 1)
    {
        var world = new World(host) { Programme = Builders.AProgramme(objectives, assessor) };
        world.Hr = await host.CreatePersonAsync("Hanna Resources", RoleNames.Learner, RoleNames.HR);
        world.Manager = await host.CreatePersonAsync("Maren Manager", RoleNames.Learner, RoleNames.Manager);
        world.Mentor = await host.CreatePersonAsync("Uwe Mentor", world.Manager, RoleNames.Learner, RoleNames.Mentor);
        world.Trainee = await host.CreatePersonAsync("Lena Learner", world.Manager, RoleNames.Learner);
        world.OtherMentor = await host.CreatePersonAsync("Otto Other", RoleNames.Learner, RoleNames.Mentor);
        world.OtherManager = await host.CreatePersonAsync("Olga Other", RoleNames.Learner, RoleNames.Manager);
        world.Auditor = await host.CreatePersonAsync("Anna Auditor", RoleNames.Auditor);
        await host.SaveAsync<OjtDb>(world.Programme);
        return world;
    }

    public Task<Result<Guid>> StartAsync(Actor by, Actor? trainee = null, Actor? mentor = null, Guid? programme = null) => Host.SendAsync(
        new StartTraining.Command { TraineeId = (trainee ?? Trainee).PersonId, MentorId = (mentor ?? Mentor).PersonId, ProgrammeId = programme ?? Programme.Id }, by);

    public async Task<ViewTraining.Response> BegunAsync() => await ViewAsync((await StartAsync(Manager)).Value);

    public async Task<ViewTraining.Response> ViewAsync(Guid training) => (await Host.SendAsync(new ViewTraining.Query(training), Mentor)).Value;

    public Task<Result<Done>> SubmitAsync(Guid task, Actor? by = null, string note = "Done") => Host.SendAsync(new SubmitTask.Command { TaskId = task, Note = note }, by ?? Trainee);

    public Task<Result<Done>> AssessAsync(Guid task, AssessTask.Verdict verdict = AssessTask.Verdict.Demonstrated, Actor? by = null, string? comment = null) =>
        Host.SendAsync(new AssessTask.Command { TaskId = task, Verdict = verdict, Comment = comment }, by ?? Mentor);

    public Task<Result<Done>> AttestAsync(ViewTraining.Response training, int objective = 0, Actor? by = null) =>
        Host.SendAsync(new AttestObjective.Command { TrainingId = training.Id, ObjectiveId = training.Objectives[objective].Id }, by ?? Mentor);

    public async Task DemonstrateAllAsync(ViewTraining.Response training)
    {
        foreach (var task in training.Objectives.SelectMany(o => o.Tasks).Where(t => t.IsRequired))
        {
            (await SubmitAsync(task.Id)).Error.ShouldBeNull();
            (await AssessAsync(task.Id)).Error.ShouldBeNull();
        }
    }

    public static Guid TaskOf(ViewTraining.Response training, int index = 0) => training.Objectives[0].Tasks[index].Id;

    public async Task<Skill> SkillAsync()
    {
        var scale = Scale.Define(Guid.NewGuid(), $"Scale {Guid.NewGuid():N}", "", [.. new[] { "None", "Aware", "Able", "Skilled" }.Select(n => new Level(Guid.NewGuid(), n, ""))], Now);
        var skill = Skill.Define(Guid.CreateVersion7(), $"Jointing {Guid.NewGuid():N}", "", null, scale.Id, new Dictionary<Guid, string>());
        await Host.SaveAsync<RolesDb>(scale, skill);
        return skill;
    }

    public Task HoldsAsync(Actor person, Skill skill, int ordinal, int validMonths) => Host.SaveAsync<SkillsDb>(Evidence.Of(
        new Said(person.PersonId, skill.Id, 1, ordinal, EvidenceKind.Appraisal, Now.AddDays(-1), Now.AddDays(-1)), Validity.Months(validMonths), TimeZoneInfo.Utc));

    public async Task<int> LevelAsync(Actor person, Skill skill) =>
        (await Host.UseAsync<IGapLookup, IReadOnlyDictionary<Guid, int>>(l => l.LevelsAsync(person.PersonId, default))).GetValueOrDefault(skill.Id);
}
