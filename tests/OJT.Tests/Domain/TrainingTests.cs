using CompetencyModular.OJT.Domain;
using CompetencyModular.Sdk.Activities;
using CsCheck;
using static CompetencyModular.OJT.Tests.Builders;

namespace CompetencyModular.OJT.Tests.Domain;

public sealed class TrainingTests
{
    [Fact]
    public void O1_A_running_training_keeps_its_version_when_the_programme_moves_on()
    {
        var programme = AProgramme();
        var training = ATraining(programme);

        programme.WriteTask(programme.Objectives[0].Id, ATask("Third 1"), Now);
        programme.Publish(null, Now);

        training.ProgrammeVersion.ShouldBe(1);
        training.Objectives[0].Tasks.Select(t => t.Title).ShouldBe(["First 1", "Second 1", "Extra 1"]);
    }

    [Fact]
    public void O1_Updating_shows_the_difference_first_and_keeps_finished_tasks()
    {
        var programme = AProgramme(objectives: 2);
        var training = ATraining(programme).Demonstrated("First 1");
        var (one, two) = (programme.Objectives[0], programme.Objectives[1]);
        programme.Remove(one.Tasks[0].Id, Now);
        programme.WriteTask(one.Id, one.Tasks[0].Content() with { Title = "Second, better" }, Now);
        programme.WriteTask(one.Id, ATask("Third 1"), Now);
        programme.Remove(two.Id, Now);
        programme.Publish(null, Now);
        var version = programme.Versions[^1];

        training.Difference(version.Content).ShouldBe([
            new Change(ChangeKind.TaskChanged, "Objective 1", "Second, better"),
            new Change(ChangeKind.TaskAdded, "Objective 1", "Third 1"),
            new Change(ChangeKind.TaskKept, "Objective 1", "First 1"),
            new Change(ChangeKind.ObjectiveRemoved, "Objective 2"),
        ], ignoreOrder: true);
        training.Update(version, Mentor, Now).IsSuccess.ShouldBeTrue();

        training.ProgrammeVersion.ShouldBe(2);
        var objective = training.Objectives.ShouldHaveSingleItem();
        objective.Tasks.Select(t => (t.Title, t.State, t.IsRequired)).ShouldBe([
            ("Second, better", TaskState.Planned, true), ("First 1", TaskState.Demonstrated, false), ("Extra 1", TaskState.Planned, false), ("Third 1", TaskState.Planned, true),
        ], ignoreOrder: true);
    }

    [Fact]
    public void O1_A_signed_off_objective_stays_as_it_was_whatever_a_new_version_says()
    {
        var programme = AProgramme(objectives: 2);
        var training = ATraining(programme).Demonstrated("First 1", "Second 1");
        training.Attest(training.Objectives[0].Id, AnAssessor(), "", Now).IsSuccess.ShouldBeTrue();
        programme.WriteTask(programme.Objectives[0].Id, ATask("Third 1"), Now);
        programme.Publish(null, Now);

        training.Difference(programme.Versions[^1].Content).ShouldBe([new Change(ChangeKind.ObjectiveKept, "Objective 1")]);
        training.Update(programme.Versions[^1], Mentor, Now).IsSuccess.ShouldBeTrue();

        training.Objectives[0].State.ShouldBe(ObjectiveState.Attested);
        training.Objectives[0].Tasks.Count.ShouldBe(3);
        training.Update(programme.Versions[^1], Mentor, Now).Error.ShouldBe(OjtErrors.UpToDate);
    }

    [Fact]
    public void O1_An_objective_that_a_new_version_no_longer_has_keeps_its_finished_tasks_and_counts_no_longer()
    {
        var programme = AProgramme(objectives: 2);
        var training = ATraining(programme).Demonstrated("First 2", "First 1", "Second 1");
        programme.Remove(programme.Objectives[1].Id, Now);
        programme.Publish(null, Now);
        training.Update(programme.Versions[^1], Mentor, Now).IsSuccess.ShouldBeTrue();

        training.Objectives[1].IsFormer.ShouldBeTrue();
        training.Objectives[1].Tasks.ShouldHaveSingleItem().Title.ShouldBe("First 2");
        training.Attest(training.Objectives[0].Id, AnAssessor(), "", Now).IsSuccess.ShouldBeTrue();
        training.State.ShouldBe(TrainingState.Completed);
    }

    [Fact]
    public void O2_A_task_goes_from_planned_to_demonstrated_by_way_of_not_yet_as_often_as_it_takes()
    {
        var training = ATraining();
        var task = training.Task("First 1");
        training.StartTask(task.Id, Trainee, Now).IsSuccess.ShouldBeTrue();
        task.State.ShouldBe(TaskState.InProgress);

        for (var i = 0; i < 3; i++)
        {
            training.Submit(task.Id, new Submission("Done", "", ""), Trainee, Now).IsSuccess.ShouldBeTrue();
            task.State.ShouldBe(TaskState.Submitted);
            training.NotYet(task.Id, AnAssessor(), "Tighten the clamp first", Now).IsSuccess.ShouldBeTrue();
            (task.State, task.NextStep).ShouldBe((TaskState.NotYet, "Tighten the clamp first"));
            training.StartTask(task.Id, Trainee, Now).IsSuccess.ShouldBeTrue();
        }

        training.Submit(task.Id, new Submission("Done", "", ""), Trainee, Now);
        training.Demonstrate(task.Id, AnAssessor(), "", Now).IsSuccess.ShouldBeTrue();
        task.State.ShouldBe(TaskState.Demonstrated);
    }

    [Fact]
    public void O2_Not_yet_without_a_next_step_is_refused()
    {
        var training = ATraining();
        var task = training.Task("First 1");
        training.Submit(task.Id, new Submission("Done", "", ""), Trainee, Now);

        training.NotYet(task.Id, AnAssessor(), " ", Now).Error.ShouldBe(OjtErrors.NextStepNeeded);
        task.State.ShouldBe(TaskState.Submitted);
    }

    [Fact]
    public void O2_Only_what_was_handed_in_is_judged_and_only_the_trainee_hands_in_something()
    {
        var training = ATraining();
        var task = training.Task("First 1");

        training.Demonstrate(task.Id, AnAssessor(), "", Now).Error.ShouldBe(OjtErrors.NotInThisState);
        training.Submit(task.Id, new Submission("", "It was fun", ""), Trainee, Now).Error.ShouldBe(OjtErrors.NothingShown);
        training.Submit(task.Id, new Submission("Done", "", ""), Mentor, Now).Error.ShouldBe(OjtErrors.TraineeOnly);
        training.Submit(task.Id, new Submission("Done", "", ""), Trainee, Now).IsSuccess.ShouldBeTrue();
        training.Submit(task.Id, new Submission("Done", "", ""), Trainee, Now).Error.ShouldBe(OjtErrors.NotInThisState);
        training.TakeBack(task.Id, Trainee, Now).IsSuccess.ShouldBeTrue();
        training.Demonstrate(task.Id, AnAssessor(), "", Now).Error.ShouldBe(OjtErrors.NotInThisState);
    }

    [Fact]
    public void O2_The_last_required_task_alone_demonstrates_nothing()
    {
        var training = ATraining().Demonstrated("Second 1", "Extra 1");

        training.Objectives[0].State.ShouldBe(ObjectiveState.InProgress);
        training.Attest(training.Objectives[0].Id, AnAssessor(), "", Now).Error.ShouldBe(OjtErrors.NotDemonstrated);
        training.Demonstrated("First 1").Objectives[0].State.ShouldBe(ObjectiveState.Demonstrated);
    }

    [Fact]
    public void O2_An_objective_is_demonstrated_exactly_when_it_has_required_tasks_and_all_of_them_are() =>
        Gen.Select(Gen.Bool, Gen.Bool).Array[0, 6].Sample(tasks =>
        {
            var content = new ObjectiveContent(Guid.CreateVersion7(), "Objective", "", null, [.. tasks.Select((t, i) => ATask($"T{i}", t.Item1))]);
            var programme = new ProgrammeContent("Programme", Scheme.Mentoring, [content]);
            var training = Training.Begin(AProgramme(), new ProgrammeVersion(Guid.CreateVersion7(), 1, Now, null, programme), 0, Trainee, Mentor, null, Now).Value;
            training.Demonstrated([.. Enumerable.Range(0, tasks.Length).Where(i => tasks[i].Item2).Select(i => $"T{i}")]);

            var expected = tasks.Any(t => t.Item1) && tasks.Where(t => t.Item1).All(t => t.Item2);
            training.Objectives[0].IsDemonstrated.ShouldBe(expected);
            training.Attest(training.Objectives[0].Id, AnAssessor(), "", Now).IsSuccess.ShouldBe(expected);
        }, iter: 500);

    [Fact]
    public void O2_The_sign_off_of_the_last_objective_completes_the_training_and_tells_what_was_mastered()
    {
        var programme = AProgramme(objectives: 2);
        var training = ATraining(programme).Demonstrated("First 1", "Second 1", "First 2", "Second 2");
        training.Attest(training.Objectives[0].Id, AnAssessor(), "", Now.AddDays(1)).IsSuccess.ShouldBeTrue();
        training.State.ShouldBe(TrainingState.Active);
        training.Attest(training.Objectives[1].Id, AnAssessor(), "", Now.AddDays(1)).IsSuccess.ShouldBeTrue();

        training.State.ShouldBe(TrainingState.Completed);
        var told = training.Happened.OfType<ActivityCompleted>().Where(e => e.Activity.Kind != OjtRef.TaskKind).ToList();
        told.Select(e => e.Activity).ShouldBe([OjtRef.Objective(programme.Objectives[0].Id), OjtRef.Objective(programme.Objectives[1].Id), OjtRef.Programme(programme.Id)]);
        told[0].CompletedAt.ShouldBe(Now, "an objective counts from the day on which it was demonstrated (E5)");
    }

    [Fact]
    public void O3_Opening_a_task_again_takes_back_all_that_it_had_led_to_under_the_same_keys()
    {
        var training = ATraining().Demonstrated("First 1", "Second 1");
        training.Attest(training.Objectives[0].Id, AnAssessor(), "", Now);
        var told = training.Happened.OfType<ActivityCompleted>().Where(e => e.Activity.Id != training.Task("Second 1").SourceId).Select(e => (e.Activity, e.OccurrenceKey)).ToList();

        training.Reopen(training.Task("First 1").Id, AnAssessor(), "The joint leaks", Now).IsSuccess.ShouldBeTrue();

        training.Happened.OfType<ActivityRevoked>().Select(e => (e.Activity, e.OccurrenceKey)).ShouldBe(told);
        (training.State, training.Objectives[0].State, training.Task("First 1").State).ShouldBe((TrainingState.Active, ObjectiveState.InProgress, TaskState.InProgress));
    }

    [Fact]
    public void O3_After_a_task_was_opened_again_the_next_sign_off_is_a_new_occurrence()
    {
        var training = ATraining().Demonstrated("First 1", "Second 1");
        training.Attest(training.Objectives[0].Id, AnAssessor(), "", Now);
        training.Reopen(training.Task("First 1").Id, AnAssessor(), "The joint leaks", Now);
        training.Demonstrated("First 1").Attest(training.Objectives[0].Id, AnAssessor(), "", Now).IsSuccess.ShouldBeTrue();

        var keys = training.Happened.OfType<ActivityCompleted>().Where(e => e.Activity.Kind == OjtRef.ObjectiveKind).Select(e => e.OccurrenceKey).ToList();
        keys.Count.ShouldBe(2);
        keys.ShouldBeUnique();
        training.State.ShouldBe(TrainingState.Completed);
    }

    [Fact]
    public void O3_Opening_an_optional_task_again_leaves_the_sign_off_and_a_reason_is_needed()
    {
        var training = ATraining().Demonstrated("First 1", "Second 1", "Extra 1");
        training.Attest(training.Objectives[0].Id, AnAssessor(), "", Now);

        training.Reopen(training.Task("Extra 1").Id, AnAssessor(), "", Now).Error.ShouldBe(OjtErrors.ReasonNeeded);
        training.Reopen(training.Task("Extra 1").Id, AnAssessor(), "Once more", Now).IsSuccess.ShouldBeTrue();

        training.Objectives[0].State.ShouldBe(ObjectiveState.Attested);
    }

    [Fact]
    public void O4_Mentor_and_trainee_differ()
    {
        var programme = AProgramme();

        Training.Begin(programme, programme.Versions[0], 0, Trainee, Trainee, null, Now).Error.ShouldBe(OjtErrors.MentorIsTrainee);
        Training.Agree("Own", Scheme.Mentoring, Trainee, Trainee, null, Now).Error.ShouldBe(OjtErrors.MentorIsTrainee);
        ATraining(programme).Entrust(Trainee, Mentor, Now).Error.ShouldBe(OjtErrors.MentorIsTrainee);
    }

    [Fact]
    public void O4_Nobody_assesses_themselves()
    {
        var training = ATraining();
        var task = training.Task("First 1");
        training.Submit(task.Id, new Submission("Done", "", ""), Trainee, Now);

        training.Demonstrate(task.Id, AnAssessor(Trainee, isAppointed: true, holds: true), "", Now).Error.ShouldBe(OjtErrors.NobodyAssessesThemselves);
        training.Demonstrated("Second 1").Attest(training.Objectives[0].Id, AnAssessor(Trainee), "", Now).Error.ShouldBe(OjtErrors.NobodyAssessesThemselves);
    }

    [Fact]
    public void O4_Where_a_rule_asks_for_a_level_only_those_assess_who_hold_it_or_are_appointed()
    {
        var training = ATraining(AProgramme(assessor: new LevelOfSkill(Guid.CreateVersion7(), 1, 3)));
        var (first, second) = (training.Task("First 1"), training.Task("Second 1"));
        training.Submit(first.Id, new Submission("Done", "", ""), Trainee, Now);
        training.Submit(second.Id, new Submission("Done", "", ""), Trainee, Now);

        training.Demonstrate(first.Id, AnAssessor(), "", Now).Error.ShouldBe(OjtErrors.AssessorLevelNeeded);
        training.NotYet(first.Id, AnAssessor(), "Next", Now).Error.ShouldBe(OjtErrors.AssessorLevelNeeded);
        training.Demonstrate(first.Id, AnAssessor(holds: true), "", Now).IsSuccess.ShouldBeTrue();
        training.Demonstrate(second.Id, AnAssessor(isAppointed: true), "", Now).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public void O4_An_appointment_counts_to_the_end_of_its_last_day_and_nobody_appoints_themselves()
    {
        var (hr, expert, today) = (Guid.CreateVersion7(), Guid.CreateVersion7(), new DateOnly(2026, 3, 2));
        var appointment = Appointment.Of(expert, Guid.CreateVersion7(), "First year", today.AddDays(10), hr, today, Now).Value;

        appointment.IsInForce(today.AddDays(10)).ShouldBeTrue();
        appointment.IsInForce(today.AddDays(11)).ShouldBeFalse();
        appointment.End(Now);
        appointment.IsInForce(today).ShouldBeFalse();
        Appointment.Of(hr, Guid.CreateVersion7(), "Me", today, hr, today, Now).Error.ShouldBe(OjtErrors.NobodyAppointsThemselves);
        Appointment.Of(expert, Guid.CreateVersion7(), "Late", today.AddDays(-1), hr, today, Now).Error.ShouldBe(OjtErrors.AppointmentEndsInThePast);
        Appointment.Of(expert, Guid.CreateVersion7(), " ", today, hr, today, Now).Error.ShouldBe(OjtErrors.ReasonNeeded);
    }

    [Fact]
    public void R5_1_Mentor_and_trainee_agree_on_objectives_of_their_own_and_finished_tasks_outlive_a_change()
    {
        var training = Training.Agree("Speaking up", Scheme.Mentoring, Trainee, Mentor, null, Now).Value;
        var (kept, dropped) = (ATask("Kept"), ATask("Dropped"));
        var content = new ObjectiveContent(Guid.CreateVersion7(), "Speaks up", "", null, [kept, dropped]);
        training.AgreeObjective(content, Mentor, Now).IsSuccess.ShouldBeTrue();
        training.AgreeObjective(content with { Id = Guid.CreateVersion7(), Tasks = [] }, Mentor, Now).Error.ShouldBe(OjtErrors.RequiredTasksNeeded);
        training.Demonstrated("Kept");

        training.ChangeObjective(content with { Tasks = [ATask("New")] }, Mentor, Now).IsSuccess.ShouldBeTrue();

        training.Objectives[0].Tasks.Select(t => (t.Title, t.IsRequired)).ShouldBe([("Kept", false), ("New", true)], ignoreOrder: true);
        training.RemoveObjective(content.Id, Mentor, Now).Error.ShouldBe(OjtErrors.AlreadyBegun);
    }

    [Fact]
    public void A_wish_waits_for_a_mentor_and_becomes_a_training_by_one()
    {
        var programme = AProgramme();
        var wish = Training.Begin(programme, programme.Versions[0], 0, Trainee, null, null, Now).Value;
        wish.StartTask(wish.Task("First 1").Id, Trainee, Now).Error.ShouldBe(OjtErrors.NotUnderWay);

        wish.Entrust(Mentor, Mentor, Now.AddDays(1)).IsSuccess.ShouldBeTrue();

        (wish.State, wish.StartedAt).ShouldBe((TrainingState.Active, Now.AddDays(1)));
    }

    [Fact]
    public void What_is_set_aside_is_not_worked_on_and_goes_on_where_it_was()
    {
        var training = ATraining().Demonstrated("First 1");
        training.Stop("", Mentor, Now).Error.ShouldBe(OjtErrors.ReasonNeeded);
        training.Stop("Long leave", Mentor, Now).IsSuccess.ShouldBeTrue();
        training.StartTask(training.Task("Second 1").Id, Trainee, Now).Error.ShouldBe(OjtErrors.NotUnderWay);

        training.Resume(Mentor, Now).IsSuccess.ShouldBeTrue();

        training.Task("First 1").State.ShouldBe(TaskState.Demonstrated);
        training.StartTask(training.Task("Second 1").Id, Trainee, Now).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public void Of_two_trainings_of_one_person_the_better_outcome_of_each_task_stays_and_both_sign_offs()
    {
        var programme = AProgramme(objectives: 3);
        var (training, other) = (ATraining(programme).Demonstrated("First 1", "First 2"), ATraining(programme, mentor: Guid.CreateVersion7()).Demonstrated("Second 1", "First 3", "Second 3"));
        other.Attest(other.Objectives[2].Id, AnAssessor(other.MentorId), "", Now).IsSuccess.ShouldBeTrue();
        other.Submit(other.Task("Second 2").Id, new Submission("Done", "", ""), Trainee, Now).IsSuccess.ShouldBeTrue();
        training.StartTask(training.Task("Second 2").Id, Trainee, Now).IsSuccess.ShouldBeTrue();
        var (left, better) = (training.Task("Second 1").Id, other.Task("Second 1").Id);

        var standsFor = training.Join(other, programme.Versions[^1], Now);

        training.Objectives.Select(o => (o.Title, o.State)).ShouldBe([("Objective 1", ObjectiveState.Demonstrated), ("Objective 2", ObjectiveState.InProgress), ("Objective 3", ObjectiveState.Attested)]);
        training.Objectives.SelectMany(o => o.Tasks).Where(t => t.IsRequired).Select(t => t.State).ShouldBe(
            [TaskState.Demonstrated, TaskState.Demonstrated, TaskState.Demonstrated, TaskState.Submitted, TaskState.Demonstrated, TaskState.Demonstrated]);
        training.Task("Second 1").Id.ShouldBe(better, "it stays the occurrence that its evidence names");
        standsFor[left].ShouldBe(better);
        training.Objectives[2].AttestedById.ShouldBe(other.MentorId);
        (training.State, training.MentorId).ShouldBe((TrainingState.Active, Mentor));
        other.Objectives.SelectMany(o => o.Tasks).ShouldAllBe(t => t.State == TaskState.Planned || t.State == TaskState.InProgress);
    }

    [Fact]
    public void Two_trainings_of_one_person_that_show_everything_together_are_a_completed_one()
    {
        var programme = AProgramme(objectives: 2);
        var (training, other) = (ATraining(programme).Demonstrated("First 1", "Second 1"), ATraining(programme).Demonstrated("First 2", "Second 2"));
        training.Attest(training.Objectives[0].Id, AnAssessor(), "", Now).IsSuccess.ShouldBeTrue();
        other.Attest(other.Objectives[1].Id, AnAssessor(), "", Now).IsSuccess.ShouldBeTrue();

        training.Join(other, programme.Versions[^1], Now);

        training.State.ShouldBe(TrainingState.Completed);
        training.Happened.OfType<ActivityCompleted>().Count(c => c.Activity == OjtRef.Programme(programme.Id)).ShouldBe(1);
    }

    [Fact]
    public void O3_A_task_shown_twice_under_two_records_counts_once_and_opened_again_takes_back_the_evidence_of_both()
    {
        var programme = AProgramme();
        var (training, other) = (ATraining(programme).Demonstrated("First 1", "Second 1"), ATraining(programme).Demonstrated("First 1", "Second 1"));
        foreach (var one in new[] { training, other }) one.Attest(one.Objectives[0].Id, AnAssessor(), "", Now).IsSuccess.ShouldBeTrue();
        var (tasks, objectives) = (new[] { training, other }.Select(t => t.Task("First 1").OccurrenceKey).ToList(), new[] { training, other }.Select(t => t.Objectives[0].OccurrenceKey).ToList());

        training.Join(other, programme.Versions[^1], Now);
        training.Reopen(training.Task("First 1").Id, AnAssessor(), "It leaks", Now).IsSuccess.ShouldBeTrue();

        var revoked = training.Happened.OfType<ActivityRevoked>().ToList();
        revoked.Where(r => r.Activity.IsOf(OjtRef.TaskKind)).Select(r => r.OccurrenceKey).ShouldBe(tasks, ignoreOrder: true);
        revoked.Where(r => r.Activity.IsOf(OjtRef.ObjectiveKind)).Select(r => r.OccurrenceKey).ShouldBe(objectives, ignoreOrder: true);
        training.Task("First 1").Standing.ShouldHaveSingleItem("the next time is an occurrence of its own");
    }

    [Fact]
    public void O1_Two_trainings_of_one_person_go_on_by_the_newer_version_and_finished_tasks_stay()
    {
        var programme = AProgramme(objectives: 2);
        var training = ATraining(programme).Demonstrated("First 1", "First 2", "Second 2");
        training.Attest(training.Objectives[1].Id, AnAssessor(), "", Now).IsSuccess.ShouldBeTrue();
        programme.Remove(programme.Objectives[1].Id, Now);
        programme.WriteTask(programme.Objectives[0].Id, ATask("Third 1"), Now);
        programme.Publish(null, Now);
        var other = ATraining(programme).Demonstrated("Third 1");

        training.Join(other, programme.Versions[^1], Now);

        training.ProgrammeVersion.ShouldBe(2);
        training.Objectives.Select(o => (o.Title, o.State, o.IsFormer)).ShouldBe([("Objective 1", ObjectiveState.InProgress, false), ("Objective 2", ObjectiveState.Attested, true)]);
        training.Objectives[0].Tasks.Where(t => t.IsDemonstrated).Select(t => t.Title).ShouldBe(["First 1", "Third 1"], ignoreOrder: true);
    }

    [Fact]
    public void O1_A_signed_off_objective_that_comes_back_in_a_later_version_counts_again()
    {
        var programme = AProgramme(objectives: 2);
        var training = ATraining(programme).Demonstrated("First 2", "Second 2");
        training.Attest(training.Objectives[1].Id, AnAssessor(), "", Now).IsSuccess.ShouldBeTrue();
        var with = programme.Versions[0].Content;
        var without = with with { Objectives = [with.Objectives[0]] };

        training.Update(Version(2, without), Mentor, Now).IsSuccess.ShouldBeTrue();
        training.Objectives[1].IsFormer.ShouldBeTrue();
        training.Update(Version(3, with), Mentor, Now).IsSuccess.ShouldBeTrue();

        training.Objectives[1].IsFormer.ShouldBeFalse();

        ProgrammeVersion Version(int number, ProgrammeContent content) => new(programme.Id, number, Now, null, content);
    }
}
