using System.Net;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Features.AddStep;
using CompetencyModular.Paths.Features.AimPath;
using CompetencyModular.Paths.Features.ArrangeSteps;
using CompetencyModular.Paths.Features.AssignPath;
using CompetencyModular.Paths.Features.BrowsePaths;
using CompetencyModular.Paths.Features.DescribePath;
using CompetencyModular.Paths.Features.EndAssignment;
using CompetencyModular.Paths.Features.FinishItem;
using CompetencyModular.Paths.Features.EnrolInCourse;
using CompetencyModular.Paths.Features.LeavePath;
using CompetencyModular.Paths.Features.MyPaths;
using CompetencyModular.Paths.Features.OutlinePath;
using CompetencyModular.Paths.Features.PublishPath;
using CompetencyModular.Paths.Features.RetirePath;
using CompetencyModular.Paths.Features.ReviewPath;
using CompetencyModular.Paths.Features.TakeUpPath;
using CompetencyModular.Paths.Features.ViewPath;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;
using StepState = CompetencyModular.Paths.Domain.StepState;

namespace CompetencyModular.Paths.Tests.Features;

/// <summary>Authors write learning paths, managers assign them, learners follow them.</summary>
public sealed class LearningPathTests(PathsHosts hosts) : IClassFixture<PathsHosts>
{
    [Theory, EveryDatabase]
    public async Task R1_1_An_author_puts_courses_in_order_and_publishes_the_path(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, one, two) = (await world.AuthorAsync(), await world.CourseAsync(), await world.CourseAsync());
        var id = (await world.Host.SendAsync(new DescribePath.Command { Title = "From plans to faults", Summary = "For technicians.", Order = PathOrder.Strict, Tags = "grid, faults" }, author)).Value.Id;
        foreach (var course in new[] { one, two }) (await world.Host.SendAsync(new AddStep.Command(id, CourseRef.Of(course.Id).ToString()), author)).IsSuccess.ShouldBeTrue();
        var second = (await world.Host.SendAsync(new OutlinePath.Query(id), author)).Value.Steps[1];
        (await world.Host.SendAsync(new ArrangeSteps.Command(id, second.Id, Direction.Up), author)).IsSuccess.ShouldBeTrue();
        var aimless = await world.Host.SendAsync(new PublishPath.Command(id), author);
        await AwardAsync(world, two);

        (await world.Host.SendAsync(new PublishPath.Command(id), author)).Error.ShouldBeNull();

        aimless.Error!.Fields![""].ShouldBe(["It leads to no level: name one that it leads to, or add a step that awards one."]);

        var learner = await world.LearnerAsync();
        var path = (await world.Host.SendAsync(new ViewPath.Query(id), learner)).Value;
        path.Steps.Select(s => s.Title).ShouldBe([two.Title, one.Title]);
        path.Steps.Select(s => s.State).ShouldBe([StepState.Open, StepState.Locked]);
        path.Steps[1].WaitsFor.ShouldBe(two.Title);
        (await world.Host.SendAsync(new BrowsePaths.Query("plans to"), learner)).Value.Paths.Items.ShouldContain(p => p.Id == id);
        var page = await (await world.Host.SignInAsync(learner)).GetPageAsync($"paths/learning-paths/{id}");
        page.Body!.TextContent.ShouldContain(two.Title);
    }

    [Theory, EveryDatabase]
    public async Task N4_Publishing_is_refused_with_everything_that_was_found(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, skill, draft, first, second) = (await world.AuthorAsync(), await world.SkillAsync(), await world.DraftAsync(), await world.CourseAsync(), await world.CourseAsync());
        await world.ChangeAsync(second, c => c.Require(first.Id, Array.Empty<(Guid, Guid)>().ToLookup(x => x.Item1, x => x.Item2), world.Now).IsSuccess.ShouldBeTrue());
        var path = await PathAsync(world, PathOrder.Strict, [draft, second], publish: false);
        (await world.Host.SendAsync(new AimPath.Command(path.Id, skill.Id, 2), author)).IsSuccess.ShouldBeTrue();

        var refused = (await world.Host.SendAsync(new PublishPath.Command(path.Id), author)).Error.ShouldNotBeNull();

        refused.Code.ShouldBe("paths.path-not-ready");
        refused.Fields![""].Length.ShouldBe(3);
        refused.Fields[""].ShouldContain(m => m.Contains(draft.Title));
        refused.Fields[""].ShouldContain(m => m.Contains(first.Title));
        refused.Fields[""].ShouldContain(m => m.Contains(skill.Name));
        (await world.Host.SendAsync(new BrowsePaths.Query(path.Title), author)).Value.Paths.Items.ShouldBeEmpty();
        var page = await (await world.Host.SignInAsync(author)).GetPageAsync($"paths/authoring/learning-paths/{path.Id}");
        page.Body!.TextContent.ShouldContain(skill.Name);
    }

    [Theory, EveryDatabase]
    public async Task A_step_stands_in_a_path_once_and_must_be_there(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, course) = (await world.AuthorAsync(), await world.CourseAsync());
        var path = await PathAsync(world, PathOrder.Free, [course], publish: false);

        (await world.Host.SendAsync(new AddStep.Command(path.Id, CourseRef.Of(course.Id).ToString()), author)).Error!.Code.ShouldBe("paths.path-step-twice");
        (await world.Host.SendAsync(new AddStep.Command(path.Id, CourseRef.Of(Guid.NewGuid()).ToString()), author)).Error!.Code.ShouldBe("paths.activity-gone");
        (await world.Host.SendAsync(new AddStep.Command(path.Id, PathRef.Of(path.Id).ToString()), author)).Error!.Kind.ShouldBe(ErrorKind.Invalid);
        (await world.Host.SendAsync(new AddStep.Command(path.Id, "nonsense"), author)).Error!.Kind.ShouldBe(ErrorKind.Invalid);
        (await world.Host.SendAsync(new AddStep.Query(path.Id, course.Title), author)).Value.Choices.ShouldNotContain(c => c.Title == course.Title);
    }

    [Theory, EveryDatabase]
    public async Task Learners_go_on_with_the_edition_in_force_until_changes_are_published(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, learner, one, two) = (await world.AuthorAsync(), await world.LearnerAsync(), await world.CourseAsync(), await world.CourseAsync());
        var path = await PathAsync(world, PathOrder.Free, [one]);
        await AwardAsync(world, two);
        await world.Host.SendAsync(new AddStep.Command(path.Id, CourseRef.Of(two.Id).ToString()), author);

        (await world.Host.SendAsync(new ViewPath.Query(path.Id), learner)).Value.Steps.Count.ShouldBe(1);
        (await world.Host.SendAsync(new OutlinePath.Query(path.Id), author)).Value.HasChanges.ShouldBeTrue();
        (await world.Host.SendAsync(new PublishPath.Command(path.Id), author)).IsSuccess.ShouldBeTrue();
        var after = (await world.Host.SendAsync(new ViewPath.Query(path.Id), learner)).Value;
        (after.Steps.Count, after.Edition).ShouldBe((2, 2));
    }

    [Theory, EveryDatabase]
    public async Task R1_3_Somebody_follows_a_path_to_its_end_and_its_mastery_is_told_once(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, one, two) = (await world.LearnerAsync(), await world.CourseAsync(1), await world.CourseAsync(1));
        var path = await PathAsync(world, PathOrder.Strict, [one, two]);
        (await world.Host.SendAsync(new TakeUpPath.Command(path.Id), learner)).Value.IsMastered.ShouldBeFalse();

        await MasterAsync(world, learner, one);
        var half = (await world.Host.SendAsync(new MyPaths.Query(), learner)).Value.Paths.Single(p => p.Id == path.Id);
        (half.Done, half.Steps, half.Next).ShouldBe((1, 2, two.Title));
        await MasterAsync(world, learner, two);

        var done = (await world.Host.SendAsync(new ViewPath.Query(path.Id), learner)).Value;
        done.Journey!.MasteredAt.ShouldNotBeNull();
        done.Journey.MasteredEdition.ShouldBe(1);
        (await world.Host.SendAsync(new TakeUpPath.Command(path.Id), learner)).Value.IsMastered.ShouldBeTrue();
        (await world.Host.EventsAsync<ActivityCompleted>()).Count(e => e.Activity == PathRef.Of(path.Id)).ShouldBe(1);
        (await world.Host.SendAsync(new LeavePath.Command(path.Id), learner)).Error!.Code.ShouldBe("paths.path-already-mastered");
    }

    [Theory, EveryDatabase]
    public async Task N2_In_a_strict_path_a_step_that_is_not_yet_mastered_keeps_later_ones_closed(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, one, two, three) = (await world.LearnerAsync(), await world.CourseAsync(1), await world.CourseAsync(1), await world.CourseAsync(1));
        var path = await PathAsync(world, PathOrder.Strict, [one, two, three]);
        await world.EnrolAsync(learner, two, mastered: true);

        (await world.Host.SendAsync(new ViewPath.Query(path.Id), learner)).Value.Steps.Select(s => s.State).ShouldBe([StepState.Open, StepState.Mastered, StepState.Locked]);
    }

    [Theory, EveryDatabase]
    public async Task N3_A_step_whose_level_is_held_already_counts_and_the_evidence_is_linked(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, skill, course) = (await world.LearnerAsync(), await world.SkillAsync(), await world.CourseAsync(1));
        await world.Host.SaveAsync<SkillsDb>(new AwardRule(CourseRef.Of(course.Id), skill.Id, 1, 2, null, null, world.Now));
        var path = await PathAsync(world, PathOrder.Free, [course]);
        (await world.Host.SendAsync(new ViewPath.Query(path.Id), learner)).Value.Steps.Single().State.ShouldBe(StepState.Open);
        await world.HoldAsync(learner, skill, 2);

        var seen = (await world.Host.SendAsync(new ViewPath.Query(path.Id), learner)).Value;
        seen.Steps.Single().State.ShouldBe(StepState.Held);
        seen.Goals.Single().Required.ShouldBe(2);
        (await (await world.Host.SignInAsync(learner)).GetPageAsync($"paths/learning-paths/{path.Id}")).QuerySelectorAll($"a[href='skills/me/{skill.Id}']").ShouldNotBeEmpty();
        (await world.Host.SendAsync(new TakeUpPath.Command(path.Id), learner)).Value.IsMastered.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task N3_A_new_edition_or_a_retired_path_takes_no_mastery_back(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, learner, one, two) = (await world.AuthorAsync(), await world.LearnerAsync(), await world.CourseAsync(1), await world.CourseAsync(1));
        var path = await PathAsync(world, PathOrder.Free, [one]);
        await world.EnrolAsync(learner, one, mastered: true);
        (await world.Host.SendAsync(new TakeUpPath.Command(path.Id), learner)).Value.IsMastered.ShouldBeTrue();
        await AwardAsync(world, two);
        await world.Host.SendAsync(new AddStep.Command(path.Id, CourseRef.Of(two.Id).ToString()), author);
        (await world.Host.SendAsync(new PublishPath.Command(path.Id), author)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new RetirePath.Command(path.Id), author)).IsSuccess.ShouldBeTrue();

        (await world.Host.SendAsync(new ViewPath.Query(path.Id), learner)).Value.Journey!.MasteredAt.ShouldNotBeNull();
        (await world.Host.SendAsync(new TakeUpPath.Command(path.Id), await world.LearnerAsync())).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task Another_modules_activity_is_a_step_and_a_completion_taken_back_takes_the_mastery_with_it(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var learner = await world.LearnerAsync();
        var medium = new ActivityRef("Media", "medium", Guid.CreateVersion7());
        var path = await PathAsync(world, PathOrder.Free, []);
        await world.Host.UseAsync<PathsDb, int>(async db =>
        {
            var loaded = await db.Paths.Include(p => p.Steps).SingleAsync(p => p.Id == path.Id);
            loaded.AddStep(medium, "A film", world.Now).IsSuccess.ShouldBeTrue();
            loaded.Publish([], world.Now).IsSuccess.ShouldBeTrue();
            return await db.SaveChangesAsync();
        });
        await world.Host.SendAsync(new TakeUpPath.Command(path.Id), learner);

        await world.Host.PublishAsync(new ActivityCompleted(learner.PersonId, medium, "1", "A film", world.Now));
        await world.Host.DeliverEventsAsync();
        (await world.Host.SendAsync(new ViewPath.Query(path.Id), learner)).Value.Journey!.MasteredAt.ShouldNotBeNull();
        await world.Host.PublishAsync(new ActivityRevoked(learner.PersonId, medium, "1", "By mistake", null, world.Now));
        await world.Host.DeliverEventsAsync();

        (await world.Host.SendAsync(new ViewPath.Query(path.Id), learner)).Value.Journey!.MasteredAt.ShouldBeNull();
        (await world.Host.EventsAsync<ActivityRevoked>()).ShouldContain(e => e.Activity == PathRef.Of(path.Id));
    }

    [Theory, EveryDatabase]
    public async Task A_manager_assigns_a_path_within_the_own_line_and_sees_who_is_how_far(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var manager = await world.Host.CreatePersonAsync("Mara Manager", RoleNames.Manager, RoleNames.Learner);
        var report = await world.Host.CreatePersonAsync("Rita Report", manager, RoleNames.Learner);
        var (outsider, one, two) = (await world.LearnerAsync(), await world.CourseAsync(1), await world.CourseAsync(1));
        var path = await PathAsync(world, PathOrder.Free, [one, two]);

        (await AssignAsync(world, path, AssigneeKind.Person, report.PersonId, manager)).ShouldBeNull();
        (await AssignAsync(world, path, AssigneeKind.Person, report.PersonId, manager))!.Code.ShouldBe("paths.path-assigned-already");
        (await AssignAsync(world, path, AssigneeKind.Person, outsider.PersonId, manager))!.Kind.ShouldBe(ErrorKind.NotFound);
        (await AssignAsync(world, path, AssigneeKind.Unit, Guid.NewGuid(), manager))!.Kind.ShouldBe(ErrorKind.NotFound);
        (await AssignAsync(world, path, AssigneeKind.Person, report.PersonId, report))!.Kind.ShouldBe(ErrorKind.Forbidden);

        (await world.Host.EventsAsync<NoticePosted>()).ShouldContain(n => n.PersonId == report.PersonId && n.Key == $"path/{path.Id}");
        var mine = (await world.Host.SendAsync(new MyPaths.Query(), report)).Value.Paths.ShouldHaveSingleItem();
        (mine.Id, mine.IsGiven, mine.DueOn).ShouldBe((path.Id, true, new DateOnly(2027, 1, 31)));
        (await world.Host.SendAsync(new ViewPath.Query(path.Id), report)).Value.Assignments.Single().By.ShouldBe("Mara Manager");
        await MasterAsync(world, report, one);
        var row = (await world.Host.SendAsync(new ReviewPath.Query(path.Id), manager)).Value.People.Items.ShouldHaveSingleItem();
        (row.PersonId, row.Done, row.Steps, row.IsBegun).ShouldBe((report.PersonId, 1, 2, true));
        var assignment = (await world.Host.SendAsync(new AssignPath.Query(path.Id), manager)).Value.Assignments.Items.ShouldHaveSingleItem();
        (await world.Host.SendAsync(new EndAssignment.Command(path.Id, assignment.Id), manager)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new ViewPath.Query(path.Id), report)).Value.Assignments.ShouldBeEmpty();
        var browser = await world.Host.SignInAsync(manager);
        (await browser.GetPageAsync($"paths/learning-paths/{path.Id}/people")).Body!.TextContent.ShouldContain("Rita Report");
        (await browser.GetPageAsync($"paths/learning-paths/{path.Id}/assign")).Body!.TextContent.ShouldContain(path.Title);
    }

    [Theory, EveryDatabase]
    public async Task R1_3_A_path_given_to_a_unit_reaches_those_below_it_whoever_joins_later_and_nobody_who_has_left_it(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (hr, course) = (await world.Host.CreatePersonAsync("Hanna Hr", RoleNames.HR), await world.CourseAsync(1));
        var (plant, shop, elsewhere) = (await UnitAsync(world, null), Guid.Empty, await UnitAsync(world, null));
        shop = await UnitAsync(world, plant);
        var (inside, later) = (await world.Host.CreatePersonAsync("Ina Inside", RoleNames.Learner), await world.Host.CreatePersonAsync("Lara Later", RoleNames.Learner));
        await MoveAsync(world, inside, shop);
        await MoveAsync(world, later, elsewhere);
        var path = await PathAsync(world, PathOrder.Free, [course]);

        (await AssignAsync(world, path, AssigneeKind.Unit, plant, hr)).ShouldBeNull();
        (await AssignAsync(world, path, AssigneeKind.Unit, plant, hr))!.Code.ShouldBe("paths.path-assigned-already");
        (await AssignAsync(world, path, AssigneeKind.Unit, Guid.NewGuid(), hr))!.Kind.ShouldBe(ErrorKind.NotFound);
        (await GivenAsync(world, inside, path)).ShouldBe((true, new DateOnly(2027, 1, 31)));
        (await GivenAsync(world, later, path)).ShouldBe((false, null));
        (await ListedAsync(world, path, hr)).ShouldBe(["Ina Inside"]);

        await MoveAsync(world, later, plant);
        await MasterAsync(world, inside, course);
        await MoveAsync(world, inside, elsewhere);

        (await GivenAsync(world, later, path)).ShouldBe((true, new DateOnly(2027, 1, 31)));
        // Whoever moved on has it no longer to do; what they took up stays theirs.
        (await GivenAsync(world, inside, path)).ShouldBe((false, null));
        (await ListedAsync(world, path, hr)).ShouldContain("Lara Later");
        var browser = await world.Host.SignInAsync(hr);
        (await browser.GetPageAsync($"paths/learning-paths/{path.Id}/people")).Body!.TextContent.ShouldContain("Lara Later");
        var assignment = (await world.Host.SendAsync(new AssignPath.Query(path.Id), hr)).Value.Assignments.Items.ShouldHaveSingleItem();
        assignment.Name.ShouldStartWith("Unit ");
        (await world.Host.SendAsync(new EndAssignment.Command(path.Id, assignment.Id), hr)).Error.ShouldBeNull();
        (await GivenAsync(world, later, path)).ShouldBe((false, null));
    }

    [Theory, EveryDatabase]
    public async Task R1_3_A_path_given_to_a_job_profile_reaches_its_holders_as_long_as_they_hold_it(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (hr, course) = (await world.Host.CreatePersonAsync("Hanna Hr", RoleNames.HR), await world.CourseAsync(1));
        var (holder, other) = (await world.Host.CreatePersonAsync("Holger Holder", RoleNames.Learner), await world.LearnerAsync());
        var today = DateOnly.FromDateTime(world.Now.UtcDateTime);
        var profile = JobProfile.Create(Guid.CreateVersion7(), $"Profile {Guid.NewGuid():N}", "", "", "");
        profile.Revise([new RequirementTerms((await world.SkillAsync()).Id, 1, 1, true, 3)]);
        profile.Publish(today.AddYears(-5), world.Now);
        await world.Host.SaveAsync<RolesDb>(profile);
        await world.Host.SaveAsync<RolesDb>(
            Assignment.Begin(holder.PersonId, profile.Id, true, today.AddYears(-1), null, world.Now, null), Assignment.Begin(other.PersonId, profile.Id, true, today.AddYears(-2), today.AddDays(-1), world.Now, null));
        var path = await PathAsync(world, PathOrder.Free, [course]);

        (await AssignAsync(world, path, AssigneeKind.Profile, profile.Id, hr)).ShouldBeNull();
        (await AssignAsync(world, path, AssigneeKind.Profile, Guid.NewGuid(), hr))!.Kind.ShouldBe(ErrorKind.NotFound);

        (await GivenAsync(world, holder, path)).ShouldBe((true, new DateOnly(2027, 1, 31)));
        (await GivenAsync(world, other, path)).ShouldBe((false, null));
        (await ListedAsync(world, path, hr)).ShouldBe(["Holger Holder"]);
        await world.Host.SaveAsync<RolesDb>(Assignment.Begin(other.PersonId, profile.Id, true, today, null, world.Now, null));
        (await GivenAsync(world, other, path)).ShouldBe((true, new DateOnly(2027, 1, 31)));
    }

    [Theory, EveryDatabase]
    public async Task Who_is_how_far_comes_as_a_file_of_those_whose_records_one_may_open(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var manager = await world.Host.CreatePersonAsync("Mara Manager", RoleNames.Manager, RoleNames.Learner);
        var report = await world.Host.CreatePersonAsync("=Rita Report", manager, RoleNames.Learner);
        var (outsider, one, two) = (await world.Host.CreatePersonAsync("Olaf Outside", RoleNames.Learner), await world.CourseAsync(1), await world.CourseAsync(1));
        var path = await PathAsync(world, PathOrder.Free, [one, two]);
        foreach (var person in new[] { report, outsider }) await world.Host.SendAsync(new TakeUpPath.Command(path.Id), person);
        await MasterAsync(world, report, one);
        var browser = await world.Host.SignInAsync(manager);

        var page = await browser.GetPageAsync($"paths/learning-paths/{path.Id}/people");
        var file = await browser.GetAsync(page.QuerySelector("a[href*='people.csv']")!.GetAttribute("href"));
        var text = await file.Content.ReadAsStringAsync();

        file.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        text.ShouldContain($"'=Rita Report,,,Under way,1,2,,{two.Title}\r\n");
        text.ShouldNotContain("Olaf Outside");
        (await browser.GetAsync($"paths/learning-paths/{path.Id}/people.csv?who=Mastered")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync($"paths/learning-paths/{Guid.NewGuid()}/people.csv")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await world.Host.SignInAsync(outsider)).GetAsync($"paths/learning-paths/{path.Id}/people.csv")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, EveryDatabase]
    public async Task A_draft_is_not_there_for_learners_and_nobody_else_writes(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var learner = await world.LearnerAsync();
        var path = await PathAsync(world, PathOrder.Free, [await world.CourseAsync()], publish: false);

        (await world.Host.SendAsync(new ViewPath.Query(path.Id), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new TakeUpPath.Command(path.Id), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new PublishPath.Command(path.Id), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        var browser = await world.Host.SignInAsync(learner);
        (await browser.GetAsync($"paths/learning-paths/{path.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync("api/v1/paths/learning-paths")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("api/v1/paths/learning-paths/mine")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.GetPageAsync("paths/learning-paths")).QuerySelector("h1").ShouldNotBeNull();
        (await browser.GetPageAsync("paths/learning-paths/mine")).QuerySelector("h1").ShouldNotBeNull();
    }

    private static async Task<Guid> UnitAsync(World world, Guid? above)
    {
        var name = $"Unit {Guid.NewGuid():N}";
        using var hr = await world.Host.SignInAsAsync(RoleNames.HR);
        await hr.SubmitAsync("people/units", ("Input.Name", name), ("Input.ParentId", above?.ToString() ?? ""));
        return (await world.Host.UseAsync((IPeople people) => people.UnitsAsync(default))).Single(u => u.Name == name).Id;
    }

    private static async Task MoveAsync(World world, Actor person, Guid unit)
    {
        using var hr = await world.Host.SignInAsAsync(RoleNames.HR);
        (await hr.SubmitAsync($"people/{person.PersonId}/edit", ("Input.UnitId", unit.ToString()))).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    /// <summary>Whether somebody has a path to do because it was given to them, and until when.</summary>
    private static async Task<(bool IsGiven, DateOnly? DueOn)> GivenAsync(World world, Actor person, LearningPath path)
    {
        var row = (await world.Host.SendAsync(new MyPaths.Query(), person)).Value.Paths.FirstOrDefault(p => p.Id == path.Id);
        return (row?.IsGiven ?? false, row?.DueOn);
    }

    private static async Task AwardAsync(World world, Course course) =>
        await world.Host.SaveAsync<SkillsDb>(new AwardRule(CourseRef.Of(course.Id), (await world.SkillAsync()).Id, 1, 2, null, null, world.Now));

    private static async Task<IEnumerable<string>> ListedAsync(World world, LearningPath path, Actor actor) =>
        (await world.Host.SendAsync(new ReviewPath.Query(path.Id), actor)).Value.People.Items.Select(r => r.Name);

    private static async Task<Error?> AssignAsync(World world, LearningPath path, AssigneeKind kind, Guid target, Actor actor) =>
        (await world.Host.SendAsync(new AssignPath.Command { PathId = path.Id, Kind = kind, TargetId = target, DueOn = new DateOnly(2027, 1, 31) }, actor)).Error;

    private static async Task MasterAsync(World world, Actor person, Course course)
    {
        (await world.Host.SendAsync(new EnrolInCourse.Command(course.Id), person)).IsSuccess.ShouldBeTrue();
        foreach (var item in course.Items) (await world.Host.SendAsync(new FinishItem.Command(course.Id, item.Id), person)).IsSuccess.ShouldBeTrue();
        await world.Host.DeliverEventsAsync();
    }

    private static async Task<LearningPath> PathAsync(World world, PathOrder order, IReadOnlyList<Course> courses, bool publish = true)
    {
        var path = LearningPath.Create(Guid.CreateVersion7(), new PathDetails($"Path {Guid.NewGuid():N}", "Where it leads.", order, Words.None), null, world.Now);
        foreach (var course in courses) path.AddStep(CourseRef.Of(course.Id), course.Title, world.Now).IsSuccess.ShouldBeTrue();
        if (publish && courses.Count > 0) path.Publish([], world.Now).IsSuccess.ShouldBeTrue();
        await world.Host.SaveAsync<PathsDb>(path);
        return path;
    }
}
