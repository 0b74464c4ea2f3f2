using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Features.BrowseCourses;
using CompetencyModular.Paths.Features.ConfirmCompletion;
using CompetencyModular.Paths.Features.EnrolInCourse;
using CompetencyModular.Paths.Features.FinishItem;
using CompetencyModular.Paths.Features.LeaveCourse;
using CompetencyModular.Paths.Features.MyCourses;
using CompetencyModular.Paths.Features.ViewCourse;
using CompetencyModular.Paths.Features.ViewItem;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Paths.Tests.Features;

/// <summary>A learner finds, takes and masters courses.</summary>
public sealed class TakeCourseTests(PathsHosts hosts) : IClassFixture<PathsHosts>
{
    [Theory, EveryDatabase]
    public async Task The_catalogue_shows_what_is_published_and_open_to_whoever_asks(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, word) = (await world.LearnerAsync(), $"w{Guid.NewGuid():N}");
        var shown = await world.CourseAsync(Builders.Details(World.Code()) with { Title = $"{word} Ärger vermeiden", Tags = new Words([word]), Language = "de" });
        await world.CourseAsync(Builders.Details(World.Code()) with { Title = $"{word} for others", Units = new Words(["Elsewhere"]) });
        await world.SaveAsync(Course.Draft(Guid.CreateVersion7(), Builders.Details(World.Code()) with { Title = $"{word} draft" }, null, world.Now));
        await world.RetireAsync(await world.CourseAsync(Builders.Details(World.Code()) with { Title = $"{word} retired" }));
        await world.EnrolAsync(learner, shown);

        var found = (await world.Host.SendAsync(new BrowseCourses.Query($"{word} arger"), learner)).Value;
        var all = (await world.Host.SendAsync(new BrowseCourses.Query(word), learner)).Value;

        found.Courses.Items.ShouldHaveSingleItem().Id.ShouldBe(shown.Id);
        all.Courses.Items.ShouldHaveSingleItem().MyState.ShouldBe(EnrolmentState.Enrolled);
        all.Tags.ShouldContain(word);
        all.Languages.ShouldContain("de");
        var page = await (await world.Host.SignInAsync(learner)).GetPageAsync($"paths/courses?q={word}");
        page.QuerySelectorAll($"a[href='paths/courses/{shown.Id}']").ShouldNotBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task The_catalogue_is_narrowed_sorted_and_paged(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, tag) = (await world.LearnerAsync(), $"t{Guid.NewGuid():N}");
        CourseDetails Make(string title, int minutes, Delivery delivery, string language) =>
            Builders.Details(World.Code()) with { Title = title, Minutes = minutes, Delivery = delivery, Language = language, Tags = new Words([tag]) };
        await world.CourseAsync(Make("A", 30, Delivery.Classroom, "en"));
        await world.CourseAsync(Make("B", 10, Delivery.ELearning, "de"));
        await world.CourseAsync(Make("C", 20, Delivery.ELearning, "en"));

        (await TitlesAsync(new BrowseCourses.Query(Tag: tag))).ShouldBe(["A", "B", "C"]);
        (await TitlesAsync(new BrowseCourses.Query(Tag: tag, Sort: "-title"))).ShouldBe(["C", "B", "A"]);
        (await TitlesAsync(new BrowseCourses.Query(Tag: tag, Sort: "minutes"))).ShouldBe(["B", "C", "A"]);
        (await TitlesAsync(new BrowseCourses.Query(Tag: tag, Delivery: Delivery.ELearning))).ShouldBe(["B", "C"]);
        (await TitlesAsync(new BrowseCourses.Query(Tag: tag, Language: "en"))).ShouldBe(["A", "C"]);
        (await TitlesAsync(new BrowseCourses.Query(Tag: tag, Page: 2, PageSize: 2))).ShouldBe(["C"]);
        (await TitlesAsync(new BrowseCourses.Query("100%_\\", Tag: tag))).ShouldBeEmpty();

        async Task<IEnumerable<string>> TitlesAsync(BrowseCourses.Query query) => (await world.Host.SendAsync(query, learner)).Value.Courses.Items.Select(c => c.Title);
    }

    [Theory]
    [EveryDatabase("", 1, 24)]
    [EveryDatabase("?pageSize=1000000", 1, 200)]
    [EveryDatabase("?pageSize=-5", 1, 1)]
    [EveryDatabase("?page=-5", 1, 24)]
    [EveryDatabase("?page=2147483647", int.MaxValue, 24)]
    public async Task Over_REST_the_catalogue_comes_in_pages_of_a_bounded_size(Database database, string query, int page, int pageSize)
    {
        var world = new World(await hosts.OnAsync(database));
        await world.CourseAsync();

        var answer = await (await world.Host.SignInAsync(await world.LearnerAsync())).GetAsync($"api/v1/paths/courses{query}");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var courses = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("courses");
        (courses.GetProperty("page").GetInt32(), courses.GetProperty("pageSize").GetInt32()).ShouldBe((page, pageSize));
        courses.GetProperty("total").GetInt32().ShouldBeGreaterThan(0);
    }

    [Theory, EveryDatabase]
    public async Task A_course_that_one_may_not_find_is_not_found(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var learner = await world.LearnerAsync();
        var retired = await world.CourseAsync();
        await world.RetireAsync(retired);
        var hidden = await world.CourseAsync(Builders.Details(World.Code()) with { Units = new Words(["Elsewhere"]) });
        var client = await world.Host.SignInAsync(learner);

        foreach (var id in new[] { (await world.DraftAsync()).Id, retired.Id, hidden.Id, Guid.NewGuid() })
        {
            (await client.GetAsync($"paths/courses/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await client.GetAsync($"api/v1/paths/courses/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await world.Host.SendAsync(new EnrolInCourse.Command(id), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        }

        (await world.EnrolmentsAsync(learner)).ShouldBeEmpty();
        (await world.Host.SendAsync(new ViewCourse.Query(hidden.Id), await world.AuthorAsync())).IsSuccess.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task Somebody_enrols_on_the_page_and_works_through_it_to_mastery_told_once(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, course) = (await world.LearnerAsync(), await world.CourseAsync(items: 2));
        var client = await world.Host.SignInAsync(learner);
        var (page, first, last) = ($"paths/courses/{course.Id}", course.Items[0], course.Items[1]);

        (await client.SubmitAsync(page, ("_handler", "enrol"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await client.GetPageAsync(page)).QuerySelector($"a[href='{page}/items/{first.Id}'].primary, a[href='{page}/items/{first.Id}']").ShouldNotBeNull();
        (await client.SubmitAsync($"{page}/items/{first.Id}", ("_handler", "finish"))).Headers.Location!.ToString().ShouldEndWith($"items/{last.Id}");
        (await client.GetPageAsync("paths/mine")).Body!.TextContent.ShouldContain("1 of 2");
        (await client.GetPageAsync("")).QuerySelector($"a[href='{page}/items/{last.Id}']").ShouldNotBeNull();
        (await client.SubmitAsync($"{page}/items/{last.Id}", ("_handler", "finish"))).Headers.Location!.ToString().ShouldEndWith(page);
        (await world.Host.SendAsync(new FinishItem.Command(course.Id, last.Id), learner)).Value.IsMastered.ShouldBeTrue();

        var completed = (await world.CompletionsAsync(course)).ShouldHaveSingleItem();
        (completed.PersonId, completed.OccurrenceKey).ShouldBe((learner.PersonId, (await world.EnrolmentsAsync(learner)).Single().Id.ToString()));
        (await client.GetPageAsync(page)).Body!.TextContent.ShouldContain("You mastered this course");
        (await client.GetPageAsync("paths/mine?show=mastered")).Body!.TextContent.ShouldContain(course.Title);
    }

    [Theory, EveryDatabase]
    public async Task Over_REST_somebody_enrols_and_stays_enrolled(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, course) = (await world.LearnerAsync(), await world.CourseAsync());
        var client = await world.Host.SignInAsync(learner);

        var first = await client.PostAsync($"api/v1/paths/courses/{course.Id}/enrolments", null);
        var second = await client.PostAsync($"api/v1/paths/courses/{course.Id}/enrolments", null);

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        (await world.EnrolmentsAsync(learner)).ShouldHaveSingleItem();
        (await world.Host.CreateClient().PostAsync($"api/v1/paths/courses/{course.Id}/enrolments", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, EveryDatabase]
    public async Task Who_only_reads_takes_no_course(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var course = await world.CourseAsync();
        var auditor = await world.Host.CreatePersonAsync("Aud Itor", RoleNames.Auditor);

        (await world.Host.SendAsync(new ViewCourse.Query(course.Id), auditor)).IsSuccess.ShouldBeTrue();
        (await (await world.Host.SignInAsync(auditor)).GetPageAsync($"paths/courses/{course.Id}")).QuerySelector("main form[method=post]").ShouldBeNull();
        (await world.Host.SendAsync(new EnrolInCourse.Command(course.Id), auditor)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new FinishItem.Command(course.Id, course.Items[0].Id), auditor)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new ConfirmCompletion.Command(course.Id), auditor)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new LeaveCourse.Command(course.Id), auditor)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new MyCourses.Query(), auditor)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new BrowseCourses.Query(), Actor.With(RoleNames.Guest))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new BrowseCourses.Query(), Actor.Nobody)).Error!.Kind.ShouldBe(ErrorKind.Unauthenticated);
    }

    [Theory, EveryDatabase]
    public async Task The_content_opens_to_those_who_are_enrolled_only(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, course, other) = (await world.LearnerAsync(), await world.CourseAsync(), await world.CourseAsync());
        var item = course.Items[0].Id;

        (await world.Host.SendAsync(new ViewItem.Query(course.Id, item), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new FinishItem.Command(course.Id, item), learner)).Error!.Code.ShouldBe("paths.not-enrolled");
        await world.EnrolAsync(learner, course);
        (await world.Host.SendAsync(new ViewItem.Query(course.Id, item), learner)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new ViewItem.Query(other.Id, item), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new FinishItem.Command(course.Id, other.Items[0].Id), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await (await world.Host.SignInAsync(learner)).GetAsync($"paths/courses/{course.Id}/items/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task A_course_that_takes_the_learners_word_is_mastered_by_it_once(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, course) = (await world.LearnerAsync(), await world.CourseAsync(items: 0));
        await world.EnrolAsync(learner, course);
        var client = await world.Host.SignInAsync(learner);

        (await client.SubmitAsync($"paths/courses/{course.Id}", ("_handler", "confirm"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        await world.Host.SendAsync(new ConfirmCompletion.Command(course.Id), learner);

        (await world.CompletionsAsync(course)).ShouldHaveSingleItem();
        (await world.Host.SendAsync(new ConfirmCompletion.Command((await world.CheckAsync()).Id), learner)).Error!.Code.ShouldBe("paths.not-enrolled");
    }

    [Theory, EveryDatabase]
    public async Task What_is_set_aside_is_taken_up_where_it_was(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, course) = (await world.LearnerAsync(), await world.CourseAsync());
        await world.EnrolAsync(learner, course);
        await world.Host.SendAsync(new FinishItem.Command(course.Id, course.Items[0].Id), learner);
        var client = await world.Host.SignInAsync(learner);

        (await client.SubmitAsync($"paths/courses/{course.Id}", ("_handler", "leave"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await world.Host.SendAsync(new FinishItem.Command(course.Id, course.Items[1].Id), learner)).Error!.Code.ShouldBe("paths.not-enrolled");
        (await client.GetPageAsync($"paths/courses/{course.Id}")).Body!.TextContent.ShouldContain("Your progress is still here");
        (await client.SubmitAsync($"paths/courses/{course.Id}", ("_handler", "enrol"))).StatusCode.ShouldBe(HttpStatusCode.Found);

        (await world.Host.SendAsync(new ViewCourse.Query(course.Id), learner)).Value.Items.Select(i => i.IsDone).ShouldBe([true, false]);
        (await world.Host.SendAsync(new LeaveCourse.Command((await world.CourseAsync()).Id), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task N3_What_was_mastered_is_not_left_and_may_be_taken_again_as_an_occurrence_of_its_own(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, course) = (await world.LearnerAsync(), await world.CourseAsync());
        await world.EnrolAsync(learner, course, mastered: true);

        (await world.Host.SendAsync(new LeaveCourse.Command(course.Id), learner)).Error!.Code.ShouldBe("paths.already-mastered");
        (await (await world.Host.SignInAsync(learner)).SubmitAsync($"paths/courses/{course.Id}", ("_handler", "enrol"))).StatusCode.ShouldBe(HttpStatusCode.Found);

        (await world.EnrolmentsAsync(learner)).Select(e => (e.Occurrence, e.State)).ShouldBe([(1, EnrolmentState.Mastered), (2, EnrolmentState.Enrolled)]);
    }

    [Theory, EveryDatabase]
    public async Task A_retired_course_is_finished_by_those_under_way_and_not_offered_again_to_those_who_mastered_it(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (underWay, master, course) = (await world.LearnerAsync(), await world.LearnerAsync(), await world.CourseAsync(items: 1));
        await world.EnrolAsync(underWay, course);
        await world.EnrolAsync(master, course, mastered: true);
        await world.RetireAsync(course);

        (await world.Host.SendAsync(new FinishItem.Command(course.Id, course.Items[0].Id), underWay)).Value.IsMastered.ShouldBeTrue();
        (await world.Host.SendAsync(new EnrolInCourse.Command(course.Id), master)).Error!.Code.ShouldBe("paths.course-not-open");
        var page = await (await world.Host.SignInAsync(master)).GetPageAsync($"paths/courses/{course.Id}");

        page.Body!.TextContent.ShouldContain("You mastered this course");
        page.QuerySelector("main form[method=post]").ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task P2_A_course_that_comes_first_keeps_the_next_one_closed_until_it_is_mastered(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, first, next) = (await world.LearnerAsync(), await world.CourseAsync(items: 1), await world.CourseAsync(items: 1));
        await world.ChangeAsync(next, c => c.Require(first.Id, Array.Empty<Guid>().ToLookup(g => g), world.Now).IsSuccess.ShouldBeTrue());
        await world.EnrolAsync(learner, next);
        var client = await world.Host.SignInAsync(learner);

        (await world.Host.SendAsync(new FinishItem.Command(next.Id, next.Items[0].Id), learner)).Error!.Code.ShouldBe("paths.prerequisites-first");
        (await client.GetPageAsync($"paths/courses/{next.Id}/items/{next.Items[0].Id}")).Body!.TextContent.ShouldContain("Something else comes first");
        (await client.GetPageAsync($"paths/courses/{next.Id}")).QuerySelectorAll($"a[href='paths/courses/{first.Id}']").ShouldNotBeEmpty();
        await world.EnrolAsync(learner, first, mastered: true);

        (await world.Host.SendAsync(new FinishItem.Command(next.Id, next.Items[0].Id), learner)).Value.IsMastered.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task P2_A_level_that_comes_first_is_asked_for_until_somebody_has_begun(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (holder, other, skill, course) = (await world.LearnerAsync(), await world.LearnerAsync(), await world.SkillAsync(), await world.CourseAsync());
        await world.ChangeAsync(course, c => c.Require(new LevelOfSkill(skill.Id, 1, 2), world.Now).ShouldBeTrue());
        await world.HoldAsync(holder, skill, 2);
        await world.HoldAsync(other, skill, 1);
        await world.EnrolAsync(holder, course);
        await world.EnrolAsync(other, course);

        (await world.Host.SendAsync(new FinishItem.Command(course.Id, course.Items[0].Id), holder)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new FinishItem.Command(course.Id, course.Items[0].Id), other)).Error!.Code.ShouldBe("paths.prerequisites-first");
        var later = await world.SkillAsync();
        await world.ChangeAsync(course, c => c.Require(new LevelOfSkill(later.Id, 1, 2), world.Now));
        (await world.Host.SendAsync(new FinishItem.Command(course.Id, course.Items[1].Id), holder)).Value.IsMastered.ShouldBeTrue();
        (await (await world.Host.SignInAsync(other)).GetPageAsync($"paths/courses/{course.Id}")).Body!.TextContent.ShouldContain($"{skill.Name}: Able");
    }

    [Theory, EveryDatabase]
    public async Task What_comes_first_and_is_not_on_offer_is_named_and_not_linked(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, draft, course) = (await world.LearnerAsync(), await world.DraftAsync(), await world.CourseAsync());
        await world.ChangeAsync(course, c => c.Require(draft.Id, Array.Empty<Guid>().ToLookup(g => g), world.Now).IsSuccess.ShouldBeTrue());
        await world.EnrolAsync(learner, course);

        var page = await (await world.Host.SignInAsync(learner)).GetPageAsync($"paths/courses/{course.Id}");

        page.QuerySelector($"a[href='paths/courses/{draft.Id}']").ShouldBeNull();
        page.Body!.TextContent.ShouldContain(draft.Title);
        page.Body!.TextContent.ShouldContain("Not on offer at the moment");
        var author = await world.Host.CreatePersonAsync("Arno Author", RoleNames.Author, RoleNames.Learner);
        (await (await world.Host.SignInAsync(author)).GetPageAsync($"paths/courses/{course.Id}")).QuerySelector($"a[href='paths/courses/{draft.Id}']").ShouldNotBeNull();
    }

    [Theory, EveryDatabase]
    public async Task My_courses_are_mine_alone_and_come_with_what_is_next(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, other, open, done) = (await world.LearnerAsync(), await world.LearnerAsync(), await world.CourseAsync(), await world.CourseAsync());
        await world.EnrolAsync(learner, open);
        await world.EnrolAsync(learner, done, mastered: true);
        await world.EnrolAsync(other, await world.CourseAsync());

        var mine = (await world.Host.SendAsync(new MyCourses.Query(), learner)).Value.Courses.Items;

        mine.Select(c => c.CourseId).ShouldBe([open.Id, done.Id], ignoreOrder: true);
        mine.Single(c => c.CourseId == open.Id).NextItemId.ShouldBe(open.Items[0].Id);
        mine.Single(c => c.CourseId == done.Id).Percent.ShouldBe(100);
        (await world.Host.SendAsync(new MyCourses.Query(MyCourses.Which.Open), learner)).Value.Courses.Items.ShouldHaveSingleItem();
        var second = (await world.Host.SendAsync(new MyCourses.Query(Page: 2, PageSize: 1), learner)).Value;
        (second.Courses.Total, second.Courses.Items.Count, second.Open, second.Mastered, second.Left).ShouldBe((2, 1, 1, 1, 0));
        var browser = await world.Host.SignInAsync(learner);
        (await browser.GetPageAsync("paths/mine?show=mastered")).Body!.TextContent.ShouldContain(done.Title);
        (await browser.GetPageAsync("paths/mine?page=7")).QuerySelector("h1").ShouldNotBeNull();
        (await (await world.Host.SignInAsync(await world.LearnerAsync())).GetPageAsync("paths/mine")).Body!.TextContent.ShouldContain("You have no courses yet");
    }
}
