using CompetencyModular.Paths.Domain;
using CompetencyModular.Sdk.Files;
using static CompetencyModular.Paths.Tests.Builders;

namespace CompetencyModular.Paths.Tests.Domain;

/// <summary>Practical tasks: what is handed in, how it is judged, and what a course is mastered by.</summary>
public sealed class TaskSubmissionTests
{
    private static readonly Guid Assessor = Guid.CreateVersion7();

    [Fact]
    public void N2_After_not_yet_one_hands_in_again_without_limit_and_nothing_said_before_changes()
    {
        var (course, task) = ACourseWithTask();
        var enrolment = AnEnrolment(course);
        TaskSubmission? latest = null;
        var all = new List<TaskSubmission>();

        for (var i = 1; i <= 5; i++)
        {
            latest = HandedIn(enrolment, task, latest, $"Try {i}");
            latest.Judge(SubmissionVerdict.NotYet, $"Next step {i}", Assessor, Now).IsSuccess.ShouldBeTrue();
            all.Add(latest);
        }

        all.Select(s => (s.Number, s.Text, s.Feedback)).ShouldBe(Enumerable.Range(1, 5).Select(i => (i, $"Try {i}", $"Next step {i}")));
        all[0].Judge(SubmissionVerdict.Mastered, "", Assessor, Now).Error!.Code.ShouldBe("paths.submission-not-waiting");
        all[0].Write("Something else", [], [], Now).IsSuccess.ShouldBeFalse();
    }

    [Fact]
    public void N1_Not_yet_needs_a_next_step_and_nobody_judges_their_own_work()
    {
        var (course, task) = ACourseWithTask();
        var enrolment = AnEnrolment(course);
        var submission = HandedIn(enrolment, task);

        submission.Judge(SubmissionVerdict.NotYet, "  ", Assessor, Now).Error!.Code.ShouldBe("paths.next-step-needed");
        submission.Judge(SubmissionVerdict.Mastered, "", enrolment.PersonId, Now).Error!.Code.ShouldBe("paths.submission-own");
        submission.State.ShouldBe(SubmissionState.Submitted);
        submission.WaitOn(enrolment.PersonId);
        submission.AssessorId.ShouldBeNull();
    }

    [Fact]
    public void A_submission_shows_something_and_what_waits_or_is_mastered_is_not_written_over()
    {
        var (course, task) = ACourseWithTask();
        var enrolment = AnEnrolment(course);
        var draft = TaskSubmission.Begin(enrolment, task, null, Now).Value;

        draft.HandIn(task, null, Now).Error!.Code.ShouldBe("paths.submission-empty");
        draft.Write("", [], [.. Enumerable.Range(0, 11).Select(i => AFile($"{i}"))], Now).Error!.Code.ShouldBe("paths.submission-too-many-files");
        draft.Write("", [], [AFile("a"), AFile("b")], Now).IsSuccess.ShouldBeTrue();
        TaskSubmission.Begin(enrolment, task, draft, Now).Value.ShouldBeSameAs(draft);
        draft.Write(" Done ", [draft.Files[1]], [AFile("c")], Now).IsSuccess.ShouldBeTrue();
        (draft.Text, string.Join(',', draft.Files.Select(f => f.Name))).ShouldBe(("Done", "b.png,c.png"));
        draft.HandIn(task, null, Now).IsSuccess.ShouldBeTrue();
        TaskSubmission.Begin(enrolment, task, draft, Now).Error!.Code.ShouldBe("paths.submission-waits");
        draft.Withdraw(Now).IsSuccess.ShouldBeTrue();
        draft.HandIn(task, null, Now).IsSuccess.ShouldBeTrue();
        draft.Judge(SubmissionVerdict.Mastered, "", Assessor, Now).IsSuccess.ShouldBeTrue();
        draft.Withdraw(Now).Error!.Code.ShouldBe("paths.submission-not-waiting");
        TaskSubmission.Begin(enrolment, task, draft, Now).Error!.Code.ShouldBe("paths.task-mastered");
    }

    [Fact]
    public void What_was_handed_in_before_is_taken_along_as_it_was()
    {
        var (course, task) = ACourseWithTask();
        var enrolment = AnEnrolment(course);
        var first = TaskSubmission.Begin(enrolment, task, null, Now).Value;
        first.Write("One", [], [AFile("a"), AFile("b")], Now);
        first.HandIn(task, null, Now);
        first.Judge(SubmissionVerdict.NotYet, "More", Assessor, Now);

        var second = TaskSubmission.Begin(enrolment, task, first, Now).Value;
        second.Write("Two", [first.Files[0]], [AFile("c")], Now).IsSuccess.ShouldBeTrue();

        second.Files.Select(f => (f.Name, f.SubmissionId)).ShouldBe([("a.png", second.Id), ("c.png", second.Id)]);
        first.Files.Count.ShouldBe(2);
    }

    [Fact]
    public void N3_A_course_is_mastered_only_when_its_practical_task_is()
    {
        var (course, task) = ACourseWithTask();
        var enrolment = AnEnrolment(course);

        enrolment.Finish(task, course, Now).Error!.Code.ShouldBe("paths.task-is-judged");
        enrolment.Finish(course.Items[0], course, Now).IsSuccess.ShouldBeTrue();
        enrolment.Confirm(course, Now).Error!.Code.ShouldBe("paths.items-first");
        enrolment.IsMastered.ShouldBeFalse();
        enrolment.MasterTask(task, course, Now);

        enrolment.Completion!.Activity.ShouldBe(CourseRef.Of(course.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void N3_With_a_mastery_check_both_the_check_and_the_task_are_needed_in_either_order_and_the_content_is_not(bool checkFirst)
    {
        var course = ADraft(completedBy: CompletedBy.Check, threshold: 75).WithQuestions(4).WithItems(1);
        var task = course.AddItem(Guid.CreateVersion7(), ATask(), Now);
        course.Publish(Now).IsSuccess.ShouldBeTrue();
        var enrolment = AnEnrolment(course);

        if (checkFirst) enrolment.Submit(Guid.CreateVersion7(), Answers(course, 4), course, Now).Value.Outcome.ShouldBe(TryOutcome.Mastered);
        else enrolment.MasterTask(task, course, Now);
        enrolment.IsMastered.ShouldBeFalse();
        if (checkFirst) enrolment.MasterTask(task, course, Now);
        else enrolment.Submit(Guid.CreateVersion7(), Answers(course, 4), course, Now);

        enrolment.IsMastered.ShouldBeTrue();
        enrolment.Completion.ShouldNotBeNull();
    }

    [Fact]
    public void E3_Opening_a_task_again_takes_back_the_mastery_that_rested_on_it_and_a_later_one_is_another_occurrence()
    {
        var (course, task) = ACourseWithTask();
        var enrolment = AnEnrolment(course);
        enrolment.Finish(course.Items[0], course, Now);
        var first = HandedIn(enrolment, task);
        first.Reopen("Too early", Assessor, Now).Error!.Code.ShouldBe("paths.task-not-mastered");
        first.Judge(SubmissionVerdict.Mastered, "Fine", Assessor, Now);
        enrolment.MasterTask(task, course, Now);

        first.Reopen("Mine", enrolment.PersonId, Now).Error!.Code.ShouldBe("paths.submission-own");
        first.Reopen(" No owner ", Assessor, Now).IsSuccess.ShouldBeTrue();
        var revoked = enrolment.ReopenTask(task.Id, isLatest: true, "No owner", Assessor, Now);

        revoked!.OccurrenceKey.ShouldBe(enrolment.Completion!.OccurrenceKey);
        (first.State, first.Feedback, first.ReopenReason).ShouldBe((SubmissionState.NotYet, "Fine", "No owner"));
        (enrolment.State, enrolment.IsMastered, enrolment.HasDone(course.Items[0].Id)).ShouldBe((EnrolmentState.InProgress, false, true));
        HandedIn(enrolment, task, first).Number.ShouldBe(2);
        enrolment.MasterTask(task, course, Now);
        enrolment.Completion.OccurrenceKey.ShouldNotBe(revoked.OccurrenceKey);
    }

    [Fact]
    public void N3_A_task_added_after_the_course_was_mastered_carries_none_of_its_mastery()
    {
        var course = ADraft().WithItems(1);
        course.Publish(Now).IsSuccess.ShouldBeTrue();
        var enrolment = AnEnrolment(course);
        enrolment.Finish(course.Items[0], course, Now);
        var task = course.AddItem(Guid.CreateVersion7(), ATask(), Now);
        enrolment.MasterTask(task, course, Now.AddDays(1));

        enrolment.ReopenTask(task.Id, isLatest: true, "No owner", Assessor, Now.AddDays(2)).ShouldBeNull();

        enrolment.IsMastered.ShouldBeTrue();
    }

    [Fact]
    public void A_submission_keeps_the_task_as_it_was_asked()
    {
        var (course, task) = ACourseWithTask();
        var submission = HandedIn(AnEnrolment(course), task);

        course.ChangeItem(task.Id, ATask() with { Title = "Another", Body = "Something else", Criteria = ["Other"] }, Now);

        (submission.Title, submission.Instructions, submission.Criteria.Single()).ShouldBe(("Assess a job", "Write its assessment.", "It names an owner"));
    }

    private static (Course Course, CourseItem Task) ACourseWithTask()
    {
        var course = ADraft().WithItems(1);
        var task = course.AddItem(Guid.CreateVersion7(), ATask(), Now);
        course.Publish(Now).IsSuccess.ShouldBeTrue();
        return (course, task);
    }

    private static TaskSubmission HandedIn(Enrolment enrolment, CourseItem task, TaskSubmission? latest = null, string text = "Done")
    {
        var submission = TaskSubmission.Begin(enrolment, task, latest, Now).Value;
        submission.Write(text, [], [], Now).IsSuccess.ShouldBeTrue();
        submission.HandIn(task, Assessor, Now).IsSuccess.ShouldBeTrue();
        return submission;
    }

    private static StoredFile AFile(string name) => new("paths", new string('a', 64), $"{name}.png", "image/png", 10);
}
