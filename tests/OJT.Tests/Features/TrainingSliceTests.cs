using System.Net;
using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Features.AgreeObjective;
using CompetencyModular.OJT.Features.AppointAssessor;
using CompetencyModular.OJT.Features.AssessTask;
using CompetencyModular.OJT.Features.CommentOnTask;
using CompetencyModular.OJT.Features.EndAppointment;
using CompetencyModular.OJT.Features.EntrustTraining;
using CompetencyModular.OJT.Features.ListTrainees;
using CompetencyModular.OJT.Features.MyTraining;
using CompetencyModular.OJT.Features.OpenEvidence;
using CompetencyModular.OJT.Features.ReopenTask;
using CompetencyModular.OJT.Features.ReportTrainings;
using CompetencyModular.OJT.Features.ResumeTraining;
using CompetencyModular.OJT.Features.StartTask;
using CompetencyModular.OJT.Features.StartTraining;
using CompetencyModular.OJT.Features.StopTraining;
using CompetencyModular.OJT.Features.UpdateTraining;
using CompetencyModular.OJT.Features.ViewTask;
using CompetencyModular.OJT.Features.ViewTraining;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Tests.Features;

public sealed class TrainingSliceTests(OjtHosts hosts) : IClassFixture<OjtHosts>
{
    // The smallest picture there is: a PNG of one pixel.
    internal static readonly byte[] Photo = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Theory, EveryDatabase]
    public async Task Trainee_and_mentor_are_told_what_waits_for_them_and_what_was_said_and_nobody_what_they_did_themselves(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var training = await world.BegunAsync();
        var (task, title, whole) = (World.TaskOf(training), training.Objectives[0].Tasks[0].Title, training.Title);
        (await ToldAsync(world, world.Trainee)).ShouldBe([$"Uwe Mentor accompanies you in the training “{whole}”"]);
        (await ToldAsync(world, world.Mentor)).ShouldBe([$"You accompany Lena Learner in the training “{whole}”"]);
        (await ToldAsync(world, world.Manager)).ShouldBeEmpty("The manager began it.");

        await world.SubmitAsync(task);
        (await ToldAsync(world, world.Mentor)).ShouldContain($"Lena Learner has handed in “{title}”");
        await world.AssessAsync(task, AssessTask.Verdict.NotYet, comment: "Prove dead first");
        (await ToldAsync(world, world.Mentor)).ShouldNotContain($"Lena Learner has handed in “{title}”");
        (await ToldAsync(world, world.Trainee)).ShouldContain($"Uwe Mentor names a next step for “{title}”");

        await world.DemonstrateAllAsync(training);
        (await ToldAsync(world, world.Trainee)).ShouldContain($"Uwe Mentor has seen that you can do it: “{title}”");
        (await ToldAsync(world, world.Mentor)).ShouldContain($"Lena Learner has shown everything in “{training.Objectives[0].Title}”; it can be signed off");
        await world.AttestAsync(training);
        (await ToldAsync(world, world.Mentor)).ShouldBe([$"You accompany Lena Learner in the training “{whole}”"]);
        (await world.Host.NoticesOfAsync(world.Trainee)).ShouldContain($"You have completed the training “{whole}”");
    }

    [Theory, EveryDatabase]
    public async Task A_wish_for_a_training_waits_for_the_manager_until_somebody_accompanies_it(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        await world.Host.PublishAsync(new ActivityRequested(world.Trainee.PersonId, OjtRef.Programme(world.Programme.Id), "plan"));

        (await ToldAsync(world, world.Manager)).ShouldHaveSingleItem().ShouldStartWith("Lena Learner would like to begin the training");
        await world.StartAsync(world.Hr);

        (await ToldAsync(world, world.Manager)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Who_is_appointed_as_an_assessor_is_told_for_what_and_until_when(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        await world.Host.SendAsync(new AppointAssessor.Command { PersonId = world.OtherMentor.PersonId, ProgrammeId = world.Programme.Id, Reason = "Nobody holds it yet", Until = new DateOnly(2026, 12, 31) }, world.Hr);

        (await ToldAsync(world, world.OtherMentor)).ShouldHaveSingleItem().ShouldMatch("^You may assess the programme .+ until .*2026");
    }

    private static async Task<IReadOnlyList<string>> ToldAsync(World world, Actor actor)
    {
        await world.Host.DeliverEventsAsync();
        return await world.Host.NoticesOfAsync(actor);
    }

    [Theory, EveryDatabase]
    public async Task O2_O3_From_the_first_try_to_the_attestation_and_back(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var skill = await world.SkillAsync();
        await world.Host.SaveAsync<SkillsDb>(new AwardRule(OjtRef.Objective(world.Programme.Objectives[0].Id), skill.Id, 1, 3, null, null, world.Now));
        var training = await world.BegunAsync();
        var task = World.TaskOf(training);

        (await world.SubmitAsync(task)).IsSuccess.ShouldBeTrue();
        (await world.AssessAsync(task, AssessTask.Verdict.NotYet)).Error!.Code.ShouldBe("ojt.next-step-needed");
        (await world.AssessAsync(task, AssessTask.Verdict.NotYet, comment: "Prove dead first")).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new MyTraining.Query(), world.Trainee)).Value.Trainings.Single(t => t.Id == training.Id).Next!.NextStep.ShouldBe("Prove dead first");
        (await world.AttestAsync(training)).Error!.Code.ShouldBe("ojt.not-demonstrated");
        await world.DemonstrateAllAsync(training);
        (await world.AttestAsync(training)).Error.ShouldBeNull();
        (await world.AttestAsync(training)).Error!.Code.ShouldBe("ojt.already-attested");
        await world.Host.DeliverEventsAsync();

        (await world.ViewAsync(training.Id)).State.ShouldBe(TrainingState.Completed);
        (await world.LevelAsync(world.Trainee, skill)).ShouldBe(3);
        (await world.Host.UseAsync<SkillsDb, EvidenceKind>(db => db.Evidence.Where(e => e.SkillId == skill.Id).Select(e => e.Kind).SingleAsync())).ShouldBe(EvidenceKind.Attestation);

        (await world.Host.SendAsync(new ReopenTask.Command { TaskId = task, Reason = "The joint leaks" }, world.Mentor)).Error.ShouldBeNull();
        await world.Host.DeliverEventsAsync();

        (await world.LevelAsync(world.Trainee, skill)).ShouldBe(0, "the evidence is withdrawn by a new row");
        (await world.Host.UseAsync<SkillsDb, int>(db => db.Evidence.CountAsync(e => e.SkillId == skill.Id))).ShouldBe(2);
        var after = await world.ViewAsync(training.Id);
        (after.State, after.Objectives[0].State).ShouldBe((TrainingState.Active, ObjectiveState.InProgress));

        await world.SubmitAsync(task);
        await world.AssessAsync(task);
        (await world.AttestAsync(training)).Error.ShouldBeNull();
        await world.Host.DeliverEventsAsync();
        (await world.LevelAsync(world.Trainee, skill)).ShouldBe(3, "another attestation is new evidence");
    }

    [Theory, EveryDatabase]
    public async Task Managers_start_trainings_for_their_line_HR_for_everybody_and_mentors_for_those_they_accompany(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));

        (await world.StartAsync(world.OtherManager)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.StartAsync(world.Mentor)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.StartAsync(world.Trainee)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.StartAsync(world.Manager, mentor: world.Trainee)).Error!.Code.ShouldBe("ojt.mentor-is-trainee");
        (await world.StartAsync(world.Manager, trainee: world.Manager)).Error!.Kind.ShouldBe(ErrorKind.NotFound, "nobody trains themselves");
        (await world.StartAsync(world.Hr)).IsSuccess.ShouldBeTrue();
        (await world.StartAsync(world.Manager)).Error!.Code.ShouldBe("ojt.already-under-way");
        (await world.Host.SendAsync(new StartTraining.Command { TraineeId = world.Trainee.PersonId, MentorId = world.Mentor.PersonId }, world.Mentor)).Error!.Fields!.Keys.ShouldBe(["Title"]);
        (await world.Host.SendAsync(new StartTraining.Command { TraineeId = world.Trainee.PersonId, MentorId = world.Mentor.PersonId, Title = "Chairing meetings" }, world.Mentor)).IsSuccess.ShouldBeTrue();
        (await world.StartAsync(world.Manager, programme: Guid.NewGuid())).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task What_one_may_not_see_is_not_there_and_who_may_read_may_not_judge(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var training = await world.BegunAsync();
        var task = World.TaskOf(training);
        await world.SubmitAsync(task);

        foreach (var stranger in new[] { world.OtherMentor, world.OtherManager, await world.Host.CreatePersonAsync("Nora Nobody", RoleNames.Learner) })
        {
            (await world.Host.SendAsync(new ViewTraining.Query(training.Id), stranger)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
            (await world.Host.SendAsync(new ViewTask.Query(task), stranger)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
            (await world.AssessAsync(task, by: stranger)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
            (await world.SubmitAsync(World.TaskOf(training, 1), stranger)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
            (await world.Host.SendAsync(new CommentOnTask.Command { TaskId = task, Text = "Hello" }, stranger)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
            (await (await world.Host.SignInAsync(stranger)).GetAsync($"ojt/tasks/{task}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        (await world.Host.SendAsync(new ViewTask.Query(task), world.Auditor)).Value.MayAssess.ShouldBeFalse();
        (await world.AssessAsync(task, by: world.Auditor)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new ViewTask.Query(task), world.Hr)).Value.MayAssess.ShouldBeFalse("whoever sees everybody is nobody's assessor by that");
        (await world.AssessAsync(task, by: world.Hr)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new StopTraining.Command { TrainingId = training.Id, Reason = "Because" }, world.OtherManager)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.AssessAsync(task, by: world.Manager)).IsSuccess.ShouldBeTrue("a manager of the line may");
    }

    [Theory, EveryDatabase]
    public async Task O4_Nobody_assesses_themselves_and_only_the_trainee_hands_in(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var training = await world.BegunAsync();
        var task = World.TaskOf(training);
        (await world.SubmitAsync(task, world.Mentor)).Error!.Code.ShouldBe("ojt.trainee-only");
        await world.SubmitAsync(task);

        (await world.AssessAsync(task, by: world.Trainee)).Error!.Code.ShouldBe("ojt.nobody-assesses-themselves");
        (await world.AttestAsync(training, by: world.Trainee)).Error!.Code.ShouldBe("ojt.nobody-assesses-themselves");
        (await world.Host.SendAsync(new ReopenTask.Command { TaskId = task, Reason = "Me" }, world.Trainee)).Error!.Code.ShouldBe("ojt.nobody-assesses-themselves");
    }

    [Theory, EveryDatabase]
    public async Task O4_Only_who_holds_the_level_now_or_is_appointed_assesses(Database database)
    {
        var host = await hosts.OnAsync(database);
        var skill = await new World(host).SkillAsync();
        var world = await World.OnAsync(host, new LevelOfSkill(skill.Id, 1, 2));
        var training = await world.BegunAsync();
        var (first, second) = (World.TaskOf(training), World.TaskOf(training, 1));
        await world.SubmitAsync(first);
        await world.SubmitAsync(second);

        (await world.AssessAsync(first)).Error!.Code.ShouldBe("ojt.assessor-level-needed");
        (await world.Host.SendAsync(new ViewTask.Query(first), world.Mentor)).Value.Fulfils.ShouldBeFalse();
        await world.HoldsAsync(world.Mentor, skill, 1, validMonths: 6);
        (await world.AssessAsync(first)).Error!.Code.ShouldBe("ojt.assessor-level-needed", "the level below is not enough");
        await world.HoldsAsync(world.Mentor, skill, 2, validMonths: 6);
        (await world.AssessAsync(first)).Error.ShouldBeNull();

        (await world.AssessAsync(second, by: world.OtherMentor)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        var appoint = new AppointAssessor.Command { PersonId = world.OtherMentor.PersonId, ProgrammeId = world.Programme.Id, Reason = "First year", Until = world.Today.AddDays(10) };
        (await world.Host.SendAsync(appoint with { PersonId = world.Hr.PersonId }, world.Hr)).Error!.Code.ShouldBe("ojt.nobody-appoints-themselves");
        (await world.Host.SendAsync(appoint with { Reason = "" }, world.Hr)).Error!.Kind.ShouldBe(ErrorKind.Invalid);
        (await world.Host.SendAsync(appoint, world.Manager)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(appoint, world.Hr)).Error.ShouldBeNull();
        (await world.Host.SendAsync(new ListTrainees.Query(), world.OtherMentor)).Value.Waiting.ShouldContain(w => w.TaskId == second);
        (await world.AssessAsync(second, by: world.OtherMentor)).Error.ShouldBeNull();

        var row = (await world.Host.SendAsync(new AppointAssessor.Query(), world.Hr)).Value.Appointments.Items.Single(a => a.Person == "Otto Other" && a.Programme == world.Programme.Title && a.Reason == "First year" && a.EndedAt is null);
        (await world.Host.SendAsync(new EndAppointment.Command(row.Id), world.Hr)).IsSuccess.ShouldBeTrue();
        (await world.AttestAsync(training, by: world.OtherMentor)).Error!.Kind.ShouldBe(ErrorKind.NotFound, "the appointment is taken back");
    }

    [Theory, EveryDatabase]
    public async Task O1_A_training_is_updated_to_the_version_that_was_looked_at_and_keeps_what_is_finished(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var training = await world.BegunAsync();
        await world.SubmitAsync(World.TaskOf(training));
        await world.AssessAsync(World.TaskOf(training));
        await world.Host.UseAsync<OjtDb, int>(async db =>
        {
            var programme = await db.Programmes.Include(p => p.Objectives).ThenInclude(o => o.Tasks).SingleAsync(p => p.Id == world.Programme.Id);
            programme.Remove(programme.Objectives[0].Tasks[0].Id, world.Now);
            programme.WriteTask(programme.Objectives[0].Id, Builders.ATask("Third 1"), world.Now);
            programme.Publish(null, world.Now).IsSuccess.ShouldBeTrue();
            return await db.SaveChangesAsync();
        });

        (await world.ViewAsync(training.Id)).IsOutdated.ShouldBeTrue();
        var difference = (await world.Host.SendAsync(new UpdateTraining.Query(training.Id), world.Mentor)).Value;
        difference.Changes.Select(c => c.Kind).ShouldBe([ChangeKind.TaskAdded, ChangeKind.TaskKept], ignoreOrder: true);
        (await world.Host.SendAsync(new UpdateTraining.Command(training.Id, 1), world.Mentor)).Error!.Code.ShouldBe("ojt.changed-meanwhile");
        (await world.Host.SendAsync(new UpdateTraining.Command(training.Id, 2), world.OtherMentor)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new UpdateTraining.Command(training.Id, 2), world.Mentor)).Error.ShouldBeNull();

        var after = await world.ViewAsync(training.Id);
        after.Version.ShouldBe(2);
        after.Objectives[0].Tasks.Select(t => (t.Title, t.State)).ShouldBe(
            [("First 1", TaskState.Demonstrated), ("Second 1", TaskState.Planned), ("Extra 1", TaskState.Planned), ("Third 1", TaskState.Planned)], ignoreOrder: true);
        (await world.Host.SendAsync(new UpdateTraining.Query(training.Id), world.Mentor)).Value.Changes.ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task R5_1_Mentor_and_trainee_agree_on_objectives_of_their_own(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var training = await world.BegunAsync();
        var command = new AgreeObjective.Command { TrainingId = training.Id, Title = "Chairs the meeting", Tasks = "Write the agenda\n\n Keep the time " };

        (await world.Host.SendAsync(command, world.Trainee)).Error!.Kind.ShouldBe(ErrorKind.NotFound, "the trainee says so to the mentor");
        (await world.Host.SendAsync(command, world.Auditor)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(command with { Tasks = "  " }, world.Mentor)).Error!.Fields!.Keys.ShouldBe(["Tasks"]);
        (await world.Host.SendAsync(command, world.Mentor)).Error.ShouldBeNull();

        var objective = (await world.ViewAsync(training.Id)).Objectives.Single(o => o.IsAgreed);
        objective.Tasks.Select(t => t.Title).ShouldBe(["Write the agenda", "Keep the time"]);
        (await world.Host.SendAsync(command with { ObjectiveId = objective.Id, Tasks = "Keep the time\nWrite the minutes" }, world.Mentor)).Error.ShouldBeNull();
        var changed = (await world.ViewAsync(training.Id)).Objectives.Single(o => o.IsAgreed);
        changed.Tasks.Select(t => t.Title).ShouldBe(["Keep the time", "Write the minutes"]);
        changed.Tasks[0].Id.ShouldBe(objective.Tasks[1].Id, "a line that names a task that is there means that task");
    }

    [Theory, EveryDatabase]
    public async Task R5_3_A_task_is_handed_in_with_a_photo_that_only_those_open_who_may_see_the_training(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var training = await world.BegunAsync();
        var task = World.TaskOf(training);
        await world.Host.SendAsync(new StartTask.Command(task), world.Trainee);
        var client = await world.Host.SignInAsync(world.Trainee);

        var refused = await client.SubmitFilesAsync($"ojt/tasks/{task}", "Work.Evidence.Files", [("trick.png", "<html>"u8.ToArray())]);
        refused.StatusCode.ShouldBe(HttpStatusCode.OK);
        var handed = await client.SubmitFilesAsync($"ojt/tasks/{task}", "Work.Evidence.Files", [("joint.png", Photo)], ("Work.Feedback", "It rained"), ("Work.Links", "https://example.org/plan"));
        handed.StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var seen = (await world.Host.SendAsync(new ViewTask.Query(task), world.Mentor)).Value;
        seen.State.ShouldBe(TaskState.Submitted);
        (seen.Journal[0].Feedback, seen.Journal[0].Links.Single(), seen.Journal[0].Files.Single().Name).ShouldBe(("It rained", "https://example.org/plan", "joint.png"));
        var file = $"ojt/evidence/{seen.Journal[0].Files[0].Id}";
        (await (await world.Host.SignInAsync(world.Mentor)).GetAsync(file)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await world.Host.SignInAsync(world.OtherMentor)).GetAsync(file)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await world.Host.SendAsync(new OpenEvidence.Query(Guid.NewGuid()), world.Mentor)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task The_trainings_one_accompanies_are_paged_and_found_by_name_or_title(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var other = await world.Host.CreatePersonAsync("Änne Zander", world.Manager, RoleNames.Learner);
        await world.StartAsync(world.Manager);
        await world.StartAsync(world.Manager, other);

        var first = (await world.Host.SendAsync(new ListTrainees.Query(PageSize: 1), world.Mentor)).Value.Mine;
        var second = (await world.Host.SendAsync(new ListTrainees.Query(Page: 2, PageSize: 1), world.Mentor)).Value.Mine;
        var found = (await world.Host.SendAsync(new ListTrainees.Query("anne zand"), world.Mentor)).Value.Mine;

        (first.Total, second.Total, found.Total).ShouldBe((2, 2, 1));
        new[] { first.Items.Single().TraineeId, second.Items.Single().TraineeId }.ShouldBe([world.Trainee.PersonId, other.PersonId], ignoreOrder: true);
        found.Items.Single().Trainee.ShouldBe("Änne Zander");
        (await world.Host.SendAsync(new ListTrainees.Query(world.Programme.Title.ToUpperInvariant()), world.Mentor)).Value.Mine.Total.ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task A_wish_from_a_plan_waits_once_for_a_mentor_whom_the_manager_chooses(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var wish = new ActivityRequested(world.Trainee.PersonId, OjtRef.Objective(world.Programme.Objectives[0].Id), "gap-plan");
        await world.Host.PublishAsync(wish, wish with { Activity = OjtRef.Programme(world.Programme.Id) }, wish with { Activity = OjtRef.Objective(Guid.NewGuid()) });
        await world.Host.DeliverEventsAsync();

        var row = (await world.Host.SendAsync(new ListTrainees.Query(), world.Manager)).Value.Line.Items.Single(t => t.TraineeId == world.Trainee.PersonId);
        row.State.ShouldBe(TrainingState.Requested);
        (await world.Host.SendAsync(new ListTrainees.Query(), world.Manager)).Value.Waiting.ShouldContain(w => w.For == ListTrainees.WaitingFor.Mentor && w.TrainingId == row.Id);
        var task = (await world.Host.SendAsync(new ViewTraining.Query(row.Id), world.Manager)).Value.Objectives[0].Tasks[0].Id;
        (await world.SubmitAsync(task)).Error!.Code.ShouldBe("ojt.not-under-way");
        (await world.Host.SendAsync(new EntrustTraining.Command { TrainingId = row.Id, MentorId = world.Trainee.PersonId }, world.Manager)).Error!.Code.ShouldBe("ojt.mentor-is-trainee");
        (await world.Host.SendAsync(new EntrustTraining.Command { TrainingId = row.Id, MentorId = world.Mentor.PersonId }, world.OtherManager)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new EntrustTraining.Command { TrainingId = row.Id, MentorId = world.Mentor.PersonId }, world.Manager)).Error.ShouldBeNull();
        (await world.SubmitAsync(task)).Error.ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task Programmes_and_objectives_are_on_offer_and_say_how_far_one_is(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var objective = OjtRef.Objective(world.Programme.Objectives[0].Id);
        async Task<OfferProgress> ProgressAsync(ActivityRef activity) => (await world.Host.UseAsync<IActivityCatalog, IReadOnlyList<ActivityOffer>>(c => c.OffersForAsync(world.Trainee.PersonId, default))).Single(o => o.Activity == activity).Progress;

        (await ProgressAsync(objective)).ShouldBe(OfferProgress.NotStarted);
        var training = await world.BegunAsync();
        (await ProgressAsync(objective)).ShouldBe(OfferProgress.Started);
        await world.DemonstrateAllAsync(training);
        await world.AttestAsync(training);
        (await ProgressAsync(objective)).ShouldBe(OfferProgress.Completed);
        (await ProgressAsync(OjtRef.Programme(world.Programme.Id))).ShouldBe(OfferProgress.Completed);
        var links = await world.Host.UseAsync<IActivityCatalog, IReadOnlyDictionary<ActivityRef, ActivityLink>>(c => c.DescribeAsync([objective, OjtRef.Task(world.Programme.Objectives[0].Tasks[0].Id)], default));
        links.Count.ShouldBe(2);
        (await (await world.Host.SignInAsync(world.Trainee)).GetAsync(links[objective].Url.Split('#')[0])).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task R5_4_The_report_shows_one_s_own_people_by_trainee_and_unit_and_as_a_table(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var training = await world.BegunAsync();
        await world.SubmitAsync(World.TaskOf(training));

        var mine = (await world.Host.SendAsync(new ReportTrainings.Query(), world.Manager)).Value;
        var row = mine.Trainings.Items.ShouldHaveSingleItem();
        (row.Trainee, row.Required, row.Done, row.Waiting, row.Objectives).ShouldBe(("Lena Learner", 2, 0, 1, 1));
        mine.Units.ShouldHaveSingleItem().People.ShouldBe(1);
        (await world.Host.SendAsync(new ReportTrainings.Query(Search: "nobody like this"), world.Manager)).Value.Trainings.Total.ShouldBe(0);
        (await world.Host.SendAsync(new ReportTrainings.Query(State: TrainingState.Completed), world.Manager)).Value.Trainings.Total.ShouldBe(0);
        (await world.Host.SendAsync(new ReportTrainings.Query(), world.OtherManager)).Value.Trainings.Total.ShouldBe(0);
        (await world.Host.SendAsync(new ReportTrainings.Query(ProgrammeId: world.Programme.Id), world.Auditor)).Value.Trainings.Total.ShouldBe(1);
        (await world.Host.SendAsync(new ReportTrainings.Query(), world.Trainee)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);

        var csv = await (await (await world.Host.SignInAsync(world.Manager)).GetAsync("ojt/report.csv?q=lena")).Content.ReadAsStringAsync();
        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        csv.ShouldContain("Lena Learner");
    }

    [Theory, EveryDatabase]
    public async Task What_is_set_aside_rests_and_is_taken_up_again(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var training = await world.BegunAsync();

        (await world.Host.SendAsync(new StopTraining.Command { TrainingId = training.Id }, world.Mentor)).Error!.Kind.ShouldBe(ErrorKind.Invalid);
        (await world.Host.SendAsync(new StopTraining.Command { TrainingId = training.Id, Reason = "Long leave" }, world.Mentor)).Error.ShouldBeNull();
        (await world.SubmitAsync(World.TaskOf(training))).Error!.Code.ShouldBe("ojt.not-under-way");
        (await world.Host.SendAsync(new ResumeTraining.Command(training.Id), world.Mentor)).Error.ShouldBeNull();
        (await world.SubmitAsync(World.TaskOf(training))).Error.ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task Every_page_shows_its_subject_to_those_it_is_for(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var training = await world.BegunAsync();
        var task = World.TaskOf(training);
        await world.Host.SendAsync(new CommentOnTask.Command { TaskId = task, Text = "See you at nine" }, world.Mentor);
        await world.SubmitAsync(task);
        var (trainee, mentor, manager, hr) = (await world.Host.SignInAsync(world.Trainee), await world.Host.SignInAsync(world.Mentor), await world.Host.SignInAsync(world.Manager), await world.Host.SignInAsync(world.Hr));

        foreach (var (client, path, text) in new (HttpClient, string, string)[]
        {
            (trainee, "ojt/mine", "Joining cables"), (trainee, $"ojt/tasks/{task}", "See you at nine"), (trainee, $"ojt/trainings/{training.Id}", "First 1"), (trainee, "", "My next task at work"),
            (trainee, $"ojt/programmes/{world.Programme.Id}/about", "Objective 1"),
            (mentor, "ojt/trainees", "Lena Learner"), (mentor, $"ojt/tasks/{task}", "What have you seen?"), (mentor, "", "First 1"), (mentor, "ojt/trainees?show=mine", "Joining cables"),
            (mentor, $"ojt/trainings/{training.Id}/objectives/new", "Lena Learner"), (mentor, $"ojt/trainings/{training.Id}/update", "up to date"),
            (manager, "ojt/trainees?show=line", "Uwe Mentor"), (manager, "ojt/trainings/new", "Who learns"), (manager, $"ojt/trainings/{training.Id}/mentor", "Lena Learner"),
            (manager, $"people/{world.Trainee.PersonId}", "0 of 2 required tasks"), (trainee, "search?q=joining", "Training programmes"), (manager, "ojt/report", "Lena Learner"), (manager, "ojt/report?show=units", "Under way"), (hr, "ojt/assessors", "Appoint"),
        })
        {
            var page = await client.GetPageAsync(path);
            page.Body!.TextContent.ShouldContain(text, customMessage: path);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_training_without_a_programme_begins_on_the_page_and_is_given_an_objective_there(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var client = await world.Host.SignInAsync(world.Manager);

        var without = await client.SubmitAsync("ojt/trainings/new", ("Command.TraineeId", world.Trainee.PersonId.ToString()), ("Command.MentorId", world.Mentor.PersonId.ToString()), ("Command.ProgrammeId", ""));
        (await without.ReadPageAsync()).Body!.TextContent.ShouldContain("Title, without a programme: Fill this in.");
        var begun = await client.SubmitAsync(
            "ojt/trainings/new", ("Command.TraineeId", world.Trainee.PersonId.ToString()), ("Command.MentorId", world.Mentor.PersonId.ToString()), ("Command.ProgrammeId", ""), ("Command.Title", "Chairing meetings"));
        begun.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var at = begun.Headers.Location!.ToString();
        (await client.SubmitAsync($"{at}/objectives/new", ("Command.Title", "Chairs a meeting"), ("Command.Tasks", "Chair it"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await client.GetPageAsync(at)).Body!.TextContent.ShouldContain("Chair it");
        var after = await client.SubmitAsync($"{at}/mentor", ("Command.MentorId", world.OtherMentor.PersonId.ToString()));
        after.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await client.GetPageAsync(at)).Body!.TextContent.ShouldContain("Otto Other");
    }

    [Theory, EveryDatabase]
    public async Task The_mentor_judges_on_the_page_and_the_answer_stands_in_the_journal(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var training = await world.BegunAsync();
        var task = World.TaskOf(training);
        await world.SubmitAsync(task);
        var client = await world.Host.SignInAsync(world.Mentor);

        var without = await client.SubmitAsync($"ojt/tasks/{task}", ("Judgement.Verdict", "NotYet"), ("Judgement.Comment", ""));
        without.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await without.ReadPageAsync()).Body!.TextContent.ShouldContain("Say what the next step is");
        (await client.SubmitAsync($"ojt/tasks/{task}", ("Judgement.Verdict", "NotYet"), ("Judgement.Comment", "Prove dead first"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var trainee = await (await world.Host.SignInAsync(world.Trainee)).GetPageAsync($"ojt/tasks/{task}");
        trainee.Body!.TextContent.ShouldContain("Prove dead first");
        trainee.Body.TextContent.ShouldContain("Try again");
        trainee.Body.TextContent.ShouldNotContain("ailed");
    }
}
