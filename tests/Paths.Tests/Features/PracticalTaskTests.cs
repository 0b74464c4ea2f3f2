using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Features.ArrangeItems;
using CompetencyModular.Paths.Features.HandInTask;
using CompetencyModular.Paths.Features.JudgeSubmission;
using CompetencyModular.Paths.Features.LeaveCourse;
using CompetencyModular.Paths.Features.ListSubmissions;
using CompetencyModular.Paths.Features.MyCourses;
using CompetencyModular.Paths.Features.OpenSubmissionFile;
using CompetencyModular.Paths.Features.ReopenSubmission;
using CompetencyModular.Paths.Features.TakeUpPath;
using CompetencyModular.Paths.Features.ViewCourse;
using CompetencyModular.Paths.Features.WithdrawSubmission;
using CompetencyModular.Paths.Features.WorkOnTask;
using CompetencyModular.Paths.Features.WriteItem;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Tests.Features;

/// <summary>Practical tasks as a part of a course, judged by a person.</summary>
public sealed class PracticalTaskTests(PathsHosts hosts) : IClassFixture<PathsHosts>
{
    private static readonly byte[] Photo = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

    [Theory, EveryDatabase]
    public async Task A_practical_task_is_handed_in_with_a_photo_judged_not_yet_and_then_mastered_and_masters_the_course(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, trainer, learner, other) = (await world.AuthorAsync(), await TrainerAsync(world), await world.LearnerAsync(), await world.LearnerAsync());
        var course = await world.DraftAsync(items: 1);
        await (await world.Host.SignInAsync(author)).SubmitAsync($"paths/authoring/{course.Id}/items/new?kind=Task",
            ("Item.Title", "Assess a job"), ("Item.Body", "Write **its** assessment."), ("Item.Criteria", "It names an owner\n\nIt is dated"), ("Item.AssessedBy", "Trainers"));
        course = await PublishAsync(world, course);
        var task = course.Items.Single(i => i.IsTask);
        task.Criteria.ShouldBe(["It names an owner", "It is dated"]);
        await world.EnrolAsync(learner, course);
        await world.EnrolAsync(other, course);
        var (client, page) = (await world.Host.SignInAsync(learner), $"paths/courses/{course.Id}/tasks/{task.Id}");
        await client.SubmitAsync($"paths/courses/{course.Id}/items/{course.Items[0].Id}", ("_handler", "finish"));
        (await client.GetAsync($"paths/courses/{course.Id}/items/{task.Id}")).Headers.Location!.ToString().ShouldEndWith(page);

        (await client.SubmitFilesAsync(page, "Work.Evidence.Files", [("trick.png", "<html>"u8.ToArray())])).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.SubmitFilesAsync(page, "Work.Evidence.Files", [("site.png", Photo)], ("Work.Text", "The pit on Hafenstraße"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await client.GetPageAsync($"paths/courses/{course.Id}")).Body!.TextContent.ShouldContain("Waits to be judged");
        (await world.Host.SendAsync(new MyCourses.Query(MyCourses.Which.Open), learner)).Value.Courses.Items.Single().NextItemId.ShouldBeNull();
        var assessor = await world.Host.SignInAsync(trainer);
        (await assessor.GetPageAsync("")).Body!.TextContent.ShouldContain("Practical tasks to judge");
        var row = (await world.Host.SendAsync(new ListSubmissions.Query(Search: "Lena"), trainer)).Value.Submissions.Items.Single(s => s.CourseId == course.Id);
        var judging = await assessor.GetPageAsync($"paths/submissions/{row.Id}");
        judging.Body!.TextContent.ShouldContain("The pit on Hafenstraße");
        var file = judging.QuerySelector("a[href^='paths/submissions/files/']")!.GetAttribute("href")!;
        (await assessor.GetAsync(file)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync(file)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await world.Host.SignInAsync(other)).GetAsync(file)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await world.Host.SignInAsync(await ManagerAsync(world))).GetAsync(file)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await assessor.SubmitAsync($"paths/submissions/{row.Id}", ("_handler", "judge"), ("Judgement.Verdict", "NotYet"))).StatusCode.ShouldBe(HttpStatusCode.OK, "not yet needs a next step");
        (await assessor.SubmitAsync($"paths/submissions/{row.Id}", ("_handler", "judge"), ("Judgement.Verdict", "NotYet"), ("Judgement.Feedback", "Name an owner"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        await world.Host.DeliverEventsAsync();
        (await world.Host.NoticesOfAsync(learner)).ShouldContain("Tara Trainer has a next step for you: Assess a job");
        (await client.GetPageAsync(page)).Body!.TextContent.ShouldContain("Name an owner");
        (await world.CompletionsAsync(course)).ShouldBeEmpty();

        var again = (await world.Host.SendAsync(HandIn(course, task, "With an owner"), learner)).Value;
        again.Number.ShouldBe(2);
        (await world.Host.SendAsync(Judge(again.SubmissionId, SubmissionVerdict.Mastered), trainer)).Error.ShouldBeNull();

        (await world.CompletionsAsync(course)).ShouldHaveSingleItem().PersonId.ShouldBe(learner.PersonId);
        (await world.Host.EventsAsync<ActivityCompleted>()).Where(e => e.Activity == TaskRef.Of(task.Id)).ShouldHaveSingleItem("a task may award a skill of its own").OccurrenceKey.ShouldBe(again.SubmissionId.ToString());
        (await world.Host.UseAsync<IActivityCatalog, IReadOnlyDictionary<ActivityRef, ActivityLink>>(c => c.DescribeAsync([TaskRef.Of(task.Id)], default))).Values.Single().Title.ShouldBe("Assess a job");
        (await world.Host.SendAsync(HandIn(course, task), learner)).Error!.Code.ShouldBe("paths.task-mastered");
        (await world.Host.SendAsync(Judge(again.SubmissionId, SubmissionVerdict.NotYet, "After all"), trainer)).Error!.Code.ShouldBe("paths.submission-not-waiting");
        (await client.GetPageAsync($"paths/courses/{course.Id}")).Body!.TextContent.ShouldContain("You mastered this course");
    }

    [Theory, EveryDatabase]
    public async Task Work_for_the_manager_waits_on_the_manager_alone_and_goes_along_when_the_manager_changes(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (before, now) = (await ManagerAsync(world), await ManagerAsync(world));
        var (learner, moved) = (await world.Host.CreatePersonAsync("Rita Report", before, RoleNames.Learner), await world.Host.CreatePersonAsync("Mo Moved", now, RoleNames.Learner));
        var (course, task) = await CourseAsync(world, AssessedBy.Manager);
        await world.EnrolAsync(learner, course);
        // Handed in under the former manager.
        var submission = TaskSubmission.Begin(await world.EnrolAsync(moved, course), task, null, world.Now).Value;
        submission.Write("Done", [], [], world.Now);
        submission.HandIn(task, before.PersonId, world.Now);
        await world.Host.SaveAsync<Persistence.PathsDb>(submission);

        await world.Host.SendAsync(HandIn(course, task), learner);
        await world.Host.PublishAsync(new PersonMoved(moved.PersonId));
        await world.Host.DeliverEventsAsync();

        (await world.Host.SendAsync(new ListSubmissions.Query(), before)).Value.Submissions.Items.ShouldHaveSingleItem().Learner.ShouldBe("Rita Report");
        (await world.Host.SendAsync(new ListSubmissions.Query(), now)).Value.Submissions.Items.ShouldHaveSingleItem().Learner.ShouldBe("Mo Moved");
        (await world.Host.NoticesOfAsync(before)).ShouldBe(["Rita Report handed in “Assess a job”: what does it show?"]);
        (await world.Host.NoticesOfAsync(now)).ShouldBe(["Mo Moved handed in “Assess a job”: what does it show?"]);
        (await world.Host.SendAsync(new JudgeSubmission.Query(submission.Id), before)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(Judge(submission.Id, SubmissionVerdict.Mastered), before)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(Judge(submission.Id, SubmissionVerdict.Mastered), now)).Error.ShouldBeNull();
        (await world.Host.SendAsync(new ListSubmissions.Query(ListSubmissions.Which.Judged), now)).Value.Submissions.Items.ShouldHaveSingleItem().Id.ShouldBe(submission.Id);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_judges_their_own_work_and_it_waits_on_those_who_judge_for_everybody(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, trainer) = (await world.Host.CreatePersonAsync("Ada Author", RoleNames.Author, RoleNames.Learner), await TrainerAsync(world));
        var (course, task) = await CourseAsync(world, AssessedBy.Author, author);
        var learner = await world.LearnerAsync();
        await world.EnrolAsync(author, course);
        await world.EnrolAsync(learner, course);

        var own = (await world.Host.SendAsync(HandIn(course, task), author)).Value.SubmissionId;
        var others = (await world.Host.SendAsync(HandIn(course, task), learner)).Value.SubmissionId;

        (await world.Host.SendAsync(new JudgeSubmission.Query(own), author)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(Judge(own, SubmissionVerdict.Mastered), author)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new ListSubmissions.Query(PageSize: 200), author)).Value.Submissions.Items.Where(s => s.CourseId == course.Id).ShouldHaveSingleItem().Id.ShouldBe(others);
        (await world.Host.SendAsync(new ListSubmissions.Query(PageSize: 200), trainer)).Value.Submissions.Items.Where(s => s.CourseId == course.Id).ShouldHaveSingleItem().Id.ShouldBe(own);
        (await world.Host.SendAsync(new ListSubmissions.Query(ListSubmissions.Which.Others, PageSize: 200), trainer)).Value.Submissions.Items.ShouldContain(s => s.Id == others && s.Assessor == "Ada Author");
        (await world.Host.SendAsync(Judge(others, SubmissionVerdict.Mastered), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(Judge(own, SubmissionVerdict.Mastered), trainer)).Error.ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task E3_Mastered_by_mistake_is_opened_again_with_a_reason_and_course_path_and_task_are_not_yet_mastered(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, trainer, learner) = (await world.AuthorAsync(), await TrainerAsync(world), await world.LearnerAsync());
        var course = Course.Draft(Guid.CreateVersion7(), Builders.Details(World.Code()), author.PersonId, Builders.Now);
        var task = course.AddItem(Guid.CreateVersion7(), Builders.ATask(AssessedBy.Trainers), Builders.Now);
        course.Publish(Builders.Now).IsSuccess.ShouldBeTrue();
        await world.SaveAsync(course);
        var path = LearningPath.Create(Guid.CreateVersion7(), new PathDetails("Leading a site", "", PathOrder.Free, Words.None), null, world.Now);
        path.AddStep(CourseRef.Of(course.Id), course.Title, world.Now);
        path.Publish([], world.Now);
        await world.Host.SaveAsync<Persistence.PathsDb>(path);
        await world.EnrolAsync(learner, course);
        await world.Host.SendAsync(new TakeUpPath.Command(path.Id), learner);
        var id = (await world.Host.SendAsync(HandIn(course, task), learner)).Value.SubmissionId;
        await world.Host.SendAsync(Judge(id, SubmissionVerdict.Mastered), trainer);
        await world.Host.DeliverEventsAsync();
        (await world.AskAsync(db => db.Journeys.SingleAsync(j => j.PathId == path.Id))).MasteredAt.ShouldNotBeNull();
        var (assessor, page) = (await world.Host.SignInAsync(trainer), $"paths/submissions/{id}");

        (await world.Host.SendAsync(new ReopenSubmission.Command(id, new() { Reason = "No owner" }), await ManagerAsync(world))).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await assessor.SubmitAsync(page, ("_handler", "reopen"), ("Reopening.Reason", " "))).StatusCode.ShouldBe(HttpStatusCode.OK, "a reason is needed");
        (await assessor.SubmitAsync(page, ("_handler", "reopen"), ("Reopening.Reason", "No owner"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        await world.Host.DeliverEventsAsync();

        (await world.Host.EventsAsync<ActivityRevoked>()).Where(e => e.PersonId == learner.PersonId).Select(e => e.Activity)
            .ShouldBe([TaskRef.Of(task.Id), CourseRef.Of(course.Id), PathRef.Of(path.Id)], ignoreOrder: true);
        (await world.AskAsync(db => db.Journeys.SingleAsync(j => j.PathId == path.Id))).MasteredAt.ShouldBeNull();
        (await world.EnrolmentsAsync(learner)).Single().State.ShouldBe(EnrolmentState.InProgress);
        (await world.Host.NoticesOfAsync(learner)).ShouldContain("Tara Trainer opened “Assess a job” again and says what is still to come");
        (await (await world.Host.SignInAsync(learner)).GetPageAsync($"paths/courses/{course.Id}/tasks/{task.Id}")).Body!.TextContent.ShouldContain("No owner");
        (await world.Host.SendAsync(new ReopenSubmission.Command(id, new() { Reason = "Again" }), trainer)).Error!.Code.ShouldBe("paths.task-not-mastered");

        var again = (await world.Host.SendAsync(HandIn(course, task), learner)).Value.SubmissionId;
        await world.Host.SendAsync(Judge(again, SubmissionVerdict.Mastered), trainer);
        await world.Host.DeliverEventsAsync();
        (await world.CompletionsAsync(course)).Select(c => c.OccurrenceKey).Distinct().Count().ShouldBe(2);
        (await world.AskAsync(db => db.Journeys.SingleAsync(j => j.PathId == path.Id))).MasteredAt.ShouldNotBeNull();
    }

    [Theory, EveryDatabase]
    public async Task A_draft_is_the_learners_alone_and_what_is_taken_back_or_set_aside_waits_on_nobody(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (trainer, learner) = (await TrainerAsync(world), await world.LearnerAsync());
        var (course, task) = await CourseAsync(world, AssessedBy.Trainers);
        await world.EnrolAsync(learner, course);
        var stored = (await world.Host.UseAsync<IFiles, Result<StoredFile>>(files => files.StoreAsync(new MemoryStream(Photo), "site.png", HandInTask.Rules, default))).Value;
        async Task<bool> WaitsAsync() => (await world.Host.SendAsync(new ListSubmissions.Query(PageSize: 200), trainer)).Value.Submissions.Items.Any(s => s.CourseId == course.Id);

        (await world.Host.SendAsync(HandIn(course, task, ""), learner)).Error!.Code.ShouldBe("paths.submission-empty");
        (await world.AskAsync(db => db.Submissions.CountAsync(s => s.CourseId == course.Id))).ShouldBe(0);
        var draft = (await world.Host.SendAsync(new HandInTask.Command(course.Id, task.Id, new HandInTask.Content { Files = [stored], IsDraft = true }), learner)).Value;
        var file = (await world.Host.SendAsync(new WorkOnTask.Query(course.Id, task.Id), learner)).Value.Latest!.Files.Single().Id;
        (await world.Host.SendAsync(new JudgeSubmission.Query(draft.SubmissionId), trainer)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new OpenSubmissionFile.Query(file), trainer)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new OpenSubmissionFile.Query(file), learner)).Value.Inline.ShouldBeTrue();

        (await world.Host.SendAsync(new HandInTask.Command(course.Id, task.Id, new HandInTask.Content { Kept = [file] }), learner)).Value.State.ShouldBe(SubmissionState.Submitted);
        (await WaitsAsync()).ShouldBeTrue();
        (await world.Host.SendAsync(HandIn(course, task), learner)).Error!.Code.ShouldBe("paths.submission-waits");
        (await world.Host.SendAsync(new WithdrawSubmission.Command(course.Id, task.Id), learner)).Error.ShouldBeNull();
        (await WaitsAsync()).ShouldBeFalse();
        (await world.Host.SendAsync(new WithdrawSubmission.Command(course.Id, task.Id), learner)).Error!.Code.ShouldBe("paths.submission-not-waiting");
        (await world.Host.SendAsync(HandIn(course, task), learner)).Error.ShouldBeNull();
        (await world.Host.SendAsync(new LeaveCourse.Command(course.Id), learner)).Error.ShouldBeNull();
        (await WaitsAsync()).ShouldBeFalse();
        (await world.Host.SendAsync(HandIn(course, task), learner)).Error!.Code.ShouldBe("paths.not-enrolled");
        (await world.Host.SendAsync(new WithdrawSubmission.Command(course.Id, task.Id), await world.LearnerAsync())).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new WorkOnTask.Query(course.Id, task.Id), await world.LearnerAsync())).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task A_task_that_people_worked_on_is_not_taken_out_and_becomes_nothing_else(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, trainer, learner) = (await world.AuthorAsync(), await TrainerAsync(world), await world.LearnerAsync());
        var (course, task) = await CourseAsync(world, AssessedBy.Trainers);
        await world.EnrolAsync(learner, course);
        var handedIn = (await world.Host.SendAsync(HandIn(course, task), learner)).Value;
        var form = (await world.Host.SendAsync(new WriteItem.Query(course.Id, task.Id), author)).Value.Form;

        (await world.Host.SendAsync(new ArrangeItems.Command(course.Id, task.Id, null), author)).Error!.Code.ShouldBe("paths.task-has-submissions");
        (await world.Host.SendAsync(form with { Kind = ItemKind.Markdown }, author)).Error!.Code.ShouldBe("paths.task-kind-stays");
        (await world.Host.SendAsync(form with { ItemId = course.Items[0].Id }, author)).Error!.Code.ShouldBe("paths.task-kind-stays");
        (await world.Host.SendAsync(form with { Criteria = " " }, author)).Error!.Fields!.ShouldContainKey("Criteria");
        (await world.Host.SendAsync(form with { Criteria = string.Join('\n', Enumerable.Range(1, 13)) }, author)).Error!.Fields!.ShouldContainKey("Criteria");
        (await world.Host.SendAsync(form with { Criteria = "It is dated" }, author)).Error.ShouldBeNull();

        var judging = (await world.Host.SendAsync(new JudgeSubmission.Query(handedIn.SubmissionId), trainer)).Value;
        (judging.HasChanged, judging.Criteria.Single()).ShouldBe((true, "It names an owner"));
    }

    [Theory, EveryDatabase]
    public async Task Over_REST_a_task_is_handed_in_listed_and_judged(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (trainer, learner) = (await TrainerAsync(world), await world.LearnerAsync());
        var (course, task) = await CourseAsync(world, AssessedBy.Trainers);
        await world.EnrolAsync(learner, course);
        var (client, assessor, at) = (await world.Host.SignInAsync(learner), await world.Host.SignInAsync(trainer), $"api/v1/paths/courses/{course.Id}/tasks/{task.Id}");

        var handedIn = await client.PostAsJsonAsync($"{at}/submissions", new { text = "Done", files = new[] { new { area = "paths", hash = new string('a', 64), name = "a.png", contentType = "image/png", length = 1 } } });

        handedIn.StatusCode.ShouldBe(HttpStatusCode.OK);
        var id = (await handedIn.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("submissionId").GetGuid();
        (await client.GetFromJsonAsync<JsonElement>(at)).GetProperty("submissions")[0].GetProperty("files").GetArrayLength().ShouldBe(0, "nobody takes a file out of the store by its name");
        (await client.GetAsync("api/v1/paths/submissions")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await assessor.GetFromJsonAsync<JsonElement>("api/v1/paths/submissions?pageSize=200")).GetProperty("submissions").GetProperty("items").EnumerateArray().ShouldContain(s => s.GetProperty("id").GetGuid() == id);
        (await assessor.PostAsJsonAsync($"api/v1/paths/submissions/{id}/judgements", new { verdict = "NotYet" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await assessor.PostAsJsonAsync($"api/v1/paths/submissions/{id}/judgements", new { feedback = "?" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await assessor.PostAsJsonAsync($"api/v1/paths/submissions/{id}/judgements", new { verdict = "Mastered" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await world.Host.SendAsync(new ViewCourse.Query(course.Id), learner)).Value.Items.Single(i => i.Id == task.Id).IsDone.ShouldBeTrue();
    }

    private static Task<Actor> TrainerAsync(World world) => world.Host.CreatePersonAsync("Tara Trainer", RoleNames.Trainer);

    private static Task<Actor> ManagerAsync(World world) => world.Host.CreatePersonAsync("Mona Manager", RoleNames.Manager);

    private static async Task<(Course Course, CourseItem Task)> CourseAsync(World world, AssessedBy assessedBy, Actor? author = null)
    {
        var course = Course.Draft(Guid.CreateVersion7(), Builders.Details(World.Code()), author?.PersonId, Builders.Now).WithItems(1);
        var task = course.AddItem(Guid.CreateVersion7(), Builders.ATask(assessedBy), Builders.Now);
        course.Publish(Builders.Now).IsSuccess.ShouldBeTrue();
        return (await world.SaveAsync(course), task);
    }

    private static async Task<Course> PublishAsync(World world, Course course)
    {
        await world.Host.UseAsync<Persistence.PathsDb, int>(async db =>
        {
            (await db.Courses.Include(c => c.Items).SingleAsync(c => c.Id == course.Id)).Publish(world.Now).IsSuccess.ShouldBeTrue();
            return await db.SaveChangesAsync();
        });
        return await world.AskAsync(db => db.Courses.AsNoTracking().Include(c => c.Items).SingleAsync(c => c.Id == course.Id));
    }

    private static HandInTask.Command HandIn(Course course, CourseItem task, string text = "Done") => new(course.Id, task.Id, new HandInTask.Content { Text = text });

    private static JudgeSubmission.Command Judge(Guid id, SubmissionVerdict verdict, string? feedback = null) =>
        new(id, new JudgeSubmission.Content { Verdict = verdict, Feedback = feedback });
}
