using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Features.CommentOnTask;
using CompetencyModular.OJT.Features.InviteGuest;
using CompetencyModular.OJT.Features.OpenGuestTraining;
using CompetencyModular.OJT.Features.ReopenTask;
using CompetencyModular.OJT.Features.StopTraining;
using CompetencyModular.OJT.Features.ViewTraining;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Tests.Features;

public sealed class WhenPeopleMergedTests(OjtHosts hosts) : IClassFixture<OjtHosts>
{
    [Theory, EveryDatabase]
    public async Task Two_trainings_under_way_become_one_with_the_better_outcome_of_each_task_and_all_lines_of_both_journals(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database), objectives: 2);
        var (twin, begun) = (await TwinAsync(world), await world.BegunAsync());
        var second = await ViewAsync(world, (await world.StartAsync(world.Manager, twin, world.OtherMentor)).Value, world.OtherMentor);
        await DemonstrateAsync(world, begun, world.Trainee, world.Mentor, "First 1", "First 2", "Second 2");
        await DemonstrateAsync(world, second, twin, world.OtherMentor, "First 1", "Second 1");
        (await world.AttestAsync(second, by: world.OtherMentor)).Error.ShouldBeNull();
        (await world.Host.SendAsync(new CommentOnTask.Command { TaskId = TaskOf(second, "First 2"), Text = "Bring the long ladder" }, twin)).Error.ShouldBeNull();
        var link = (await world.Host.SendAsync(new InviteGuest.Command { TrainingId = second.Id, PersonId = twin.PersonId, Until = world.Today.AddDays(9) }, world.Manager)).Value;
        var before = await LinesAsync(world);

        await MergeAsync(world, twin);

        var joined = await world.ViewAsync(begun.Id);
        joined.Objectives.Select(o => (o.Title, o.State, o.AttestedBy)).ShouldBe([("Objective 1", ObjectiveState.Attested, "Otto Other"), ("Objective 2", ObjectiveState.Demonstrated, "")]);
        (joined.Done, joined.Required, joined.Mentor, joined.State).ShouldBe((4, 4, "Uwe Mentor", TrainingState.Active));
        joined.Journal[0].Kind.ShouldBe(EntryKind.TrainingsJoined);
        (joined.Journal.Count, await LinesAsync(world)).ShouldBe((before + 1, before + 1), "nothing is lost");
        (await world.Host.UseAsync<OjtDb, Guid?>(db => db.Entries.Where(e => e.Note == "Bring the long ladder" && e.TrainingId == begun.Id).Select(e => e.TaskId).SingleAsync())).ShouldBe(TaskOf(joined, "First 2"));
        (await world.Host.UseAsync<OjtDb, bool>(db => db.Trainings.AnyAsync(t => t.Id == second.Id))).ShouldBeFalse();
        (await world.Host.SendAsync(new OpenGuestTraining.Query(link), Actor.Nobody)).Value.Objectives.ShouldContain(o => o.State == ObjectiveState.Attested, "a guest's link goes on");

        await MergeAsync(world, twin);
        (await LinesAsync(world)).ShouldBe(before + 1, "delivered twice, same state");
    }

    [Theory, EveryDatabase]
    public async Task O3_What_was_shown_twice_counts_once_and_opened_again_withdraws_the_evidence_of_both(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database), objectives: 2);
        var skill = await world.SkillAsync();
        await world.Host.SaveAsync<SkillsDb>(new AwardRule(OjtRef.Objective(world.Programme.Objectives[0].Id), skill.Id, 1, 3, null, null, world.Now));
        var (twin, begun) = (await TwinAsync(world), await world.BegunAsync());
        var second = await ViewAsync(world, (await world.StartAsync(world.Manager, twin, world.OtherMentor)).Value, world.OtherMentor);
        foreach (var (training, trainee, mentor) in new[] { (begun, world.Trainee, world.Mentor), (second, twin, world.OtherMentor) })
        {
            await DemonstrateAsync(world, training, trainee, mentor, "First 1", "Second 1");
            (await world.AttestAsync(training, by: mentor)).Error.ShouldBeNull();
        }

        await world.Host.DeliverEventsAsync();
        await MergeAsync(world, twin);
        (await world.LevelAsync(world.Trainee, skill)).ShouldBe(3);

        var joined = (await world.Host.UseAsync<OjtDb, List<Training>>(db => db.Trainings.Where(t => t.TraineeId == world.Trainee.PersonId).ToListAsync())).ShouldHaveSingleItem();
        var shown = await ViewAsync(world, joined.Id, world.Manager);
        (await world.Host.SendAsync(new ReopenTask.Command { TaskId = TaskOf(shown, "First 1"), Reason = "The joint leaks" }, world.Manager)).Error.ShouldBeNull();
        await world.Host.DeliverEventsAsync();

        (await world.LevelAsync(world.Trainee, skill)).ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_had_a_part_in_either_training_is_told_and_what_waits_waits_on_the_mentor_with_whom_it_goes_on(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database), objectives: 2);
        var (twin, begun) = (await TwinAsync(world), await world.BegunAsync());
        var second = await ViewAsync(world, (await world.StartAsync(world.Manager, twin, world.OtherMentor)).Value, world.OtherMentor);
        await DemonstrateAsync(world, begun, world.Trainee, world.Mentor, "First 1");
        (await world.SubmitAsync(TaskOf(second, "First 2"), twin)).Error.ShouldBeNull();
        await world.Host.DeliverEventsAsync();
        (await world.Host.NoticesOfAsync(world.OtherMentor)).ShouldContain(n => n.Contains("has handed in “First 2”"));

        await MergeAsync(world, twin);

        (await world.Host.NoticesOfAsync(world.Trainee)).ShouldContain(n => n.StartsWith("Your two trainings", StringComparison.Ordinal));
        (await world.Host.NoticesOfAsync(world.Mentor)).ShouldBe(["Lena Learner has handed in “First 2”", "Lena Learner had a second training “Joining cables”; what was done there is now part of yours", "You accompany Lena Learner in the training “Joining cables”"], ignoreOrder: true);
        (await world.Host.NoticesOfAsync(world.OtherMentor)).ShouldHaveSingleItem().ShouldStartWith("Lena Learner’s training “Joining cables” goes on with Uwe Mentor");
        (await world.AssessAsync(TaskOf(await world.ViewAsync(begun.Id), "First 2"))).Error.ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task N3_What_is_completed_or_set_aside_stays_beside_as_when_one_begins_a_programme_again(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var twin = await TwinAsync(world);
        var completed = await ViewAsync(world, (await world.StartAsync(world.Manager, twin)).Value, world.Mentor);
        await DemonstrateAsync(world, completed, twin, world.Mentor, "First 1", "Second 1");
        (await world.AttestAsync(completed)).Error.ShouldBeNull();
        world.Host.Clock.Advance(TimeSpan.FromDays(1));
        var aside = (await world.StartAsync(world.Manager, twin)).Value;
        (await world.Host.SendAsync(new StopTraining.Command { TrainingId = aside, Reason = "Long leave" }, world.Manager)).Error.ShouldBeNull();
        world.Host.Clock.Advance(TimeSpan.FromDays(1));
        var begun = await world.BegunAsync();

        await MergeAsync(world, twin);

        var all = await world.Host.UseAsync<OjtDb, List<Training>>(db => db.Trainings.Where(t => t.TraineeId == world.Trainee.PersonId).OrderBy(t => t.Occurrence).ToListAsync());
        all.Select(t => (t.Id, t.State, t.Occurrence)).ShouldBe([(completed.Id, TrainingState.Completed, 1), (aside, TrainingState.Stopped, 2), (begun.Id, TrainingState.Active, 3)]);
        (await world.ViewAsync(begun.Id)).Done.ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task O4_Nobody_becomes_their_own_mentor(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var twin = await TwinAsync(world);
        await world.BegunAsync();
        await world.StartAsync(world.Manager, trainee: twin);

        await world.Host.PublishAsync(new PeopleMerged(twin.PersonId, world.Trainee.PersonId), new PeopleMerged(world.Mentor.PersonId, world.Trainee.PersonId));
        await world.Host.DeliverEventsAsync();

        var joined = (await world.Host.UseAsync<OjtDb, List<Training>>(db => db.Trainings.Where(t => t.TraineeId == world.Trainee.PersonId).ToListAsync())).ShouldHaveSingleItem();
        (joined.MentorId, joined.State).ShouldBe((null, TrainingState.Requested), "it waits for another mentor");
    }

    private static Task<Actor> TwinAsync(World world) => world.Host.CreatePersonAsync("Lena L. Learner", world.Manager, RoleNames.Learner);

    private static async Task<ViewTraining.Response> ViewAsync(World world, Guid training, Actor by) => (await world.Host.SendAsync(new ViewTraining.Query(training), by)).Value;

    private static Guid TaskOf(ViewTraining.Response training, string title) => training.Objectives.SelectMany(o => o.Tasks).Single(t => t.Title == title).Id;

    private static async Task DemonstrateAsync(World world, ViewTraining.Response training, Actor trainee, Actor mentor, params string[] titles)
    {
        foreach (var title in titles)
        {
            (await world.SubmitAsync(TaskOf(training, title), trainee)).Error.ShouldBeNull();
            (await world.AssessAsync(TaskOf(training, title), by: mentor)).Error.ShouldBeNull();
        }
    }

    private static async Task MergeAsync(World world, Actor twin)
    {
        await world.Host.PublishAsync(new PeopleMerged(twin.PersonId, world.Trainee.PersonId));
        await world.Host.DeliverEventsAsync();
    }

    private static Task<int> LinesAsync(World world) => world.Host.UseAsync<OjtDb, int>(db => db.Entries.CountAsync(e => db.Trainings.Any(t => t.Id == e.TrainingId && t.ProgrammeId == world.Programme.Id)));
}
