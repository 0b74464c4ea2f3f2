using System.Net;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Features.AddPrerequisite;
using CompetencyModular.Paths.Features.ArrangeItems;
using CompetencyModular.Paths.Features.ArrangeQuestions;
using CompetencyModular.Paths.Features.BrowseCourses;
using CompetencyModular.Paths.Features.DescribeCourse;
using CompetencyModular.Paths.Features.DownloadFile;
using CompetencyModular.Paths.Features.ListOwnCourses;
using CompetencyModular.Paths.Features.OutlineCourse;
using CompetencyModular.Paths.Features.PublishCourse;
using CompetencyModular.Paths.Features.RemovePrerequisite;
using CompetencyModular.Paths.Features.RetireCourse;
using CompetencyModular.Paths.Features.ViewCourse;
using CompetencyModular.Paths.Features.WriteItem;
using CompetencyModular.Paths.Features.WriteQuestion;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Tests.Features;

/// <summary>An author writes, publishes and retires courses.</summary>
public sealed class WriteCourseTests(PathsHosts hosts) : IClassFixture<PathsHosts>
{
    [Theory, EveryDatabase]
    public async Task An_author_drafts_a_course_on_the_form_fills_it_and_publishes_it(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, learner, code) = (await world.AuthorAsync(), await world.LearnerAsync(), World.Code());
        var client = await world.Host.SignInAsync(author);

        var drafted = await client.SubmitAsync("paths/authoring/new",
            ("Command.Title", $"Course {code}"), ("Command.Code", code), ("Command.Summary", "What it is about."), ("Command.CompletedBy", "AllItems"), ("Command.Tags", "b, a, b"));
        var page = drafted.Headers.Location!.ToString();
        var id = Guid.Parse(page.Split('/')[^1]);
        (await client.GetPageAsync(page)).Body!.TextContent.ShouldContain("at least one piece of content");
        (await client.GetPageAsync("/")).Body!.TextContent.ShouldContain($"Course {code}", customMessage: "Home shows what an author works on.");
        await client.SubmitAsync($"paths/authoring/{id}/items/new", ("Item.Title", "Part 1"), ("Item.Body", "# Hello\n\n<script>alert(1)</script>"));
        (await world.Host.SendAsync(new BrowseCourses.Query(code), learner)).Value.Courses.Total.ShouldBe(0);
        (await client.SubmitAsync($"paths/authoring/{id}", ("_handler", "publish"))).StatusCode.ShouldBe(HttpStatusCode.Found);

        var row = (await world.Host.SendAsync(new BrowseCourses.Query(code), learner)).Value.Courses.Items.ShouldHaveSingleItem();
        (row.Id, string.Join(' ', row.Tags)).ShouldBe((id, "a b"));
        (await world.AskAsync(db => db.Courses.SingleAsync(c => c.Id == id))).AuthorId.ShouldBe(author.PersonId);
        var item = (await world.Host.SendAsync(new OutlineCourse.Query(id), author)).Value.Items.Single().Id;
        (await client.GetPageAsync($"paths/courses/{id}/items/{item}")).QuerySelector(".prose script").ShouldBeNull();
    }

    [Theory]
    [EveryDatabase("Code", "")]
    [EveryDatabase("Code", "x61")]
    [EveryDatabase("Title", "   ")]
    [EveryDatabase("Title", "x201")]
    [EveryDatabase("Summary", "x2001")]
    [EveryDatabase("Minutes", "-1")]
    [EveryDatabase("Minutes", "100001")]
    [EveryDatabase("Money", "-1")]
    [EveryDatabase("Language", "xyz")]
    [EveryDatabase("Threshold", "0")]
    [EveryDatabase("Threshold", "101")]
    [EveryDatabase("Tags", "x61")]
    [EveryDatabase("Units", "x201")]
    public async Task What_a_course_cannot_say_of_itself_is_refused_at_its_field(Database database, string field, string value)
    {
        var world = new World(await hosts.OnAsync(database));
        if (value.StartsWith('x') && int.TryParse(value[1..], out var length)) value = new string('x', length);
        var command = new DescribeCourse.Command { Code = World.Code(), Title = "Title" };
        var property = typeof(DescribeCourse.Command).GetProperty(field)!;
        property.SetValue(command, Convert.ChangeType(value, property.PropertyType, System.Globalization.CultureInfo.InvariantCulture));

        var error = (await world.Host.SendAsync(command, await world.AuthorAsync())).Error!;

        error.Kind.ShouldBe(ErrorKind.Invalid);
        error.Fields!.ShouldHaveSingleItem().Key.ShouldBe(field);
        error.Fields[field].ShouldAllBe(m => m.Length > 0);
    }

    [Theory, EveryDatabase]
    public async Task A_word_that_is_too_long_is_named_beside_its_field_and_many_short_ones_are_kept(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (client, author) = (await world.Host.SignInAsync(await world.AuthorAsync()), await world.AuthorAsync());

        var answer = await client.SubmitAsync("paths/authoring/new", ("Command.Title", "T"), ("Command.Code", World.Code()), ("Command.Tags", $"short, {new string('y', 61)}"));
        var kept = await world.Host.SendAsync(new DescribeCourse.Command
        {
            Code = World.Code(),
            Title = "T",
            Tags = string.Join(',', Enumerable.Range(0, 40).Select(i => $"tag {i}")),
            Units = string.Join(',', new string('u', 200), new string('v', 200)),
        }, author);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.ReadPageAsync()).Body!.TextContent.ShouldContain($"“{new string('y', 61)}” has more than 60 characters");
        kept.IsSuccess.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task A_code_belongs_to_one_course_and_a_change_is_made_to_what_one_saw(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, one, two) = (await world.AuthorAsync(), await world.CourseAsync(), await world.CourseAsync());
        var seen = (await world.Host.SendAsync(new DescribeCourse.Query(one.Id), author)).Value;

        (await world.Host.SendAsync(seen with { Code = two.Code }, author)).Error!.Code.ShouldBe("paths.code-taken");
        (await world.Host.SendAsync(seen with { Title = "Renamed" }, author)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(seen with { Title = "Over it" }, author)).Error!.Code.ShouldBe("paths.changed-meanwhile");
        (await world.Host.SendAsync(new DescribeCourse.Query(one.Id), author)).Value.Title.ShouldBe("Renamed");
        var again = (await world.Host.SendAsync(new DescribeCourse.Query(one.Id), author)).Value;
        (await world.Host.SendAsync(again with { Summary = "" }, author)).Error!.Code.ShouldBe("paths.summary-needed");
    }

    [Theory, EveryDatabase]
    public async Task Who_is_no_author_writes_nothing_and_sees_nothing_of_it(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, course) = (await world.LearnerAsync(), await world.CourseAsync());
        var (id, none) = (course.Id, Guid.NewGuid());

        foreach (var error in await ErrorsAsync(world, learner, id, course.Items[0].Id)) error.Kind.ShouldBe(ErrorKind.Forbidden);
        var client = await world.Host.SignInAsync(learner);
        foreach (var path in new[] { "", "/new", $"/{id}", $"/{id}/details", $"/{id}/items/new", $"/{id}/questions/new", $"/{id}/prerequisites" })
            (await client.GetAsync($"paths/authoring{path}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        (await world.Host.SendAsync(new OutlineCourse.Query(id), await world.AuthorAsync())).Value.Items.Count.ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task A_course_that_is_not_there_is_not_found_whatever_an_author_wants_of_it(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, course) = (await world.AuthorAsync(), await world.CourseAsync());
        var (item, other) = (course.Items[0].Id, await world.CourseAsync());

        foreach (var error in await ErrorsAsync(world, author, Guid.NewGuid(), item)) error.Kind.ShouldBe(ErrorKind.NotFound);
        // The parts of one course are no parts of another.
        (await world.Host.SendAsync(new ArrangeItems.Command(other.Id, item, null), author)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new WriteItem.Command { CourseId = other.Id, ItemId = item, Title = "T", Body = "B" }, author)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        var client = await world.Host.SignInAsync(author);
        foreach (var path in new[] { $"{Guid.NewGuid()}", $"{Guid.NewGuid()}/details", $"{other.Id}/items/{item}", $"{other.Id}/questions/{item}", $"{Guid.NewGuid()}/prerequisites" })
            (await client.GetAsync($"paths/authoring/{path}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    [Theory, EveryDatabase]
    public async Task Content_is_written_changed_moved_and_taken_out(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, course) = (await world.AuthorAsync(), await world.CourseAsync(items: 2));
        var (first, second) = (course.Items[0].Id, course.Items[1].Id);

        (await world.Host.SendAsync(new WriteItem.Command { CourseId = course.Id, Kind = ItemKind.Link, Title = "Read on", Target = "https://example.org/" }, author)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new WriteItem.Command { CourseId = course.Id, ItemId = first, Title = "Renamed", Body = "B" }, author)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new ArrangeItems.Command(course.Id, second, Direction.Up), author)).IsSuccess.ShouldBeTrue();
        (await TitlesAsync()).ShouldBe(["Part 2", "Renamed", "Read on"]);
        (await world.Host.SendAsync(new ArrangeItems.Command(course.Id, second, null), author)).IsSuccess.ShouldBeTrue();

        (await TitlesAsync()).ShouldBe(["Renamed", "Read on"]);

        async Task<IEnumerable<string>> TitlesAsync() => (await world.Host.SendAsync(new OutlineCourse.Query(course.Id), author)).Value.Items.Select(i => i.Title);
    }

    [Theory]
    [EveryDatabase(ItemKindName.Markdown, "", "Text", null, "Title")]
    [EveryDatabase(ItemKindName.Markdown, "T", "", null, "Body")]
    [EveryDatabase(ItemKindName.Link, "T", "", "", "Target")]
    [EveryDatabase(ItemKindName.Link, "T", "", "javascript:alert(1)", "Target")]
    [EveryDatabase(ItemKindName.Link, "T", "", "/relative", "Target")]
    [EveryDatabase(ItemKindName.File, "T", "", null, "File")]
    public async Task Content_that_leads_nowhere_is_refused_at_its_field(Database database, ItemKindName kind, string title, string body, string? target, string field)
    {
        var world = new World(await hosts.OnAsync(database));
        var command = new WriteItem.Command { CourseId = (await world.DraftAsync()).Id, Kind = Enum.Parse<ItemKind>(kind.ToString()), Title = title, Body = body, Target = target };

        var error = (await world.Host.SendAsync(command, await world.AuthorAsync())).Error!;

        (error.Kind, error.Fields!.Keys.Single()).ShouldBe((ErrorKind.Invalid, field));
    }

    [Theory, EveryDatabase]
    public async Task A_file_is_what_its_name_says_and_opens_to_those_who_take_the_course(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, learner, other, course) = (await world.AuthorAsync(), await world.LearnerAsync(), await world.LearnerAsync(), await world.CourseAsync());
        await world.EnrolAsync(learner, course);
        WriteItem.Command With(string name, byte[] bytes) => new() { CourseId = course.Id, Kind = ItemKind.File, Title = "File", File = new WriteItem.Upload(name, bytes) };

        (await world.Host.SendAsync(With("virus.exe", "MZ"u8.ToArray()), author)).Error!.Code.ShouldBe("paths.file-kind-refused");
        (await world.Host.SendAsync(With("not-a.pdf", "MZ"u8.ToArray()), author)).Error!.Code.ShouldBe("paths.file-kind-refused");
        (await world.Host.SendAsync(With("../../a.pdf", [.. "%PDF-1.7 "u8, .. new byte[10]]), author)).IsSuccess.ShouldBeTrue();
        var file = await world.AskAsync(db => db.Files.AsNoTracking().SingleAsync(f => f.CourseId == course.Id));

        file.Name.ShouldBe("a.pdf");
        var answer = await (await world.Host.SignInAsync(learner)).GetAsync($"paths/files/{file.Id}");
        (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType).ShouldBe((HttpStatusCode.OK, "application/pdf", "attachment"));
        (await (await world.Host.SignInAsync(other)).GetAsync($"paths/files/{file.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await world.Host.SendAsync(new DownloadFile.Query(Guid.NewGuid()), author)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        var item = (await world.Host.SendAsync(new OutlineCourse.Query(course.Id), author)).Value.Items.Single(i => i.Kind is ItemKind.File);
        (await world.Host.SendAsync(new ArrangeItems.Command(course.Id, item.Id, null), author)).IsSuccess.ShouldBeTrue();
        (await world.AskAsync(db => db.FileBytes.CountAsync(b => b.Id == file.Id))).ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task A_question_needs_options_and_a_right_answer(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, course) = (await world.AuthorAsync(), await world.CheckAsync(questions: 1));
        WriteQuestion.Command Ask(params bool[] right) => new() { CourseId = course.Id, Text = "Which?", Options = [.. right.Select((r, i) => new WriteQuestion.OptionRow { Text = $"O{i}", IsRight = r }), new()] };

        (await world.Host.SendAsync(Ask(true), author)).Error!.Code.ShouldBe("paths.options-needed");
        (await world.Host.SendAsync(Ask(false, false), author)).Error!.Code.ShouldBe("paths.right-answer-needed");
        (await world.Host.SendAsync(Ask(true, true), author)).Error!.Code.ShouldBe("paths.one-right-answer-only");
        (await world.Host.SendAsync(Ask(true, true) with { Kind = QuestionKind.Multiple }, author)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(Ask(true, false) with { Text = "" }, author)).Error!.Fields!.Keys.ShouldBe(["Text"]);
        (await world.Host.SendAsync(new ArrangeQuestions.Command(course.Id, course.Questions[0].Id, Direction.Down), author)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new ArrangeQuestions.Command(course.Id, course.Questions[0].Id, null), author)).IsSuccess.ShouldBeTrue();

        var left = (await world.Host.SendAsync(new OutlineCourse.Query(course.Id), author)).Value.Questions.ShouldHaveSingleItem();
        (left.Text, left.Kind, left.Options).ShouldBe(("Which?", QuestionKind.Multiple, 2));
        (await world.Host.SendAsync(new ArrangeQuestions.Command(course.Id, left.Id, null), author)).Error!.Code.ShouldBe("paths.questions-needed");
    }

    [Theory, EveryDatabase]
    public async Task A_course_is_published_when_it_is_ready_and_retired_when_it_was(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, learner, draft) = (await world.AuthorAsync(), await world.LearnerAsync(), await world.DraftAsync(items: 0));

        (await world.Host.SendAsync(new PublishCourse.Command(draft.Id), author)).Error!.Code.ShouldBe("paths.content-needed");
        (await world.Host.SendAsync(new RetireCourse.Command(draft.Id), author)).Error!.Code.ShouldBe("paths.not-published");
        await world.Host.SendAsync(new WriteItem.Command { CourseId = draft.Id, Title = "T", Body = "B" }, author);
        (await world.Host.SendAsync(new PublishCourse.Command(draft.Id), author)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new ViewCourse.Query(draft.Id), learner)).IsSuccess.ShouldBeTrue();
        (await (await world.Host.SignInAsync(author)).SubmitAsync($"paths/authoring/{draft.Id}", ("_handler", "retire"))).StatusCode.ShouldBe(HttpStatusCode.Found);

        (await world.Host.SendAsync(new ViewCourse.Query(draft.Id), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new PublishCourse.Command(draft.Id), author)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new OutlineCourse.Query(draft.Id), author)).Value.Edition.ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task P2_Courses_never_wait_for_each_other(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, a, b, c) = (await world.AuthorAsync(), await world.CourseAsync(), await world.CourseAsync(), await world.CourseAsync());

        (await RequireAsync(a, b)).ShouldBeNull();
        (await RequireAsync(b, c)).ShouldBeNull();
        (await RequireAsync(c, a)).ShouldBe("paths.prerequisite-circle");
        (await RequireAsync(a, a)).ShouldBe("paths.prerequisite-circle");
        (await RequireAsync(a, b)).ShouldBe("paths.prerequisite-twice");
        var prerequisite = (await world.Host.SendAsync(new OutlineCourse.Query(a.Id), author)).Value.Prerequisites.ShouldHaveSingleItem();
        prerequisite.CourseId.ShouldBe(b.Id);
        (await world.Host.SendAsync(new RemovePrerequisite.Command(a.Id, prerequisite.Id), author)).IsSuccess.ShouldBeTrue();
        (await RequireAsync(c, a)).ShouldBeNull();
        (await world.Host.SendAsync(new RemovePrerequisite.Command(a.Id, prerequisite.Id), author)).Error!.Kind.ShouldBe(ErrorKind.NotFound);

        async Task<string?> RequireAsync(Course course, Course first) => (await world.Host.SendAsync(new AddPrerequisite.Command(course.Id, first.Id, null, null), author)).Error?.Code;
    }

    [Theory, EveryDatabase]
    public async Task A_level_comes_first_once_for_each_skill_and_only_one_that_the_scale_has(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, course, skill) = (await world.AuthorAsync(), await world.CourseAsync(), await world.SkillAsync());

        foreach (var ordinal in new int?[] { null, -1, 0, 3 })
            (await world.Host.SendAsync(new AddPrerequisite.Command(course.Id, null, skill.Id, ordinal), author)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new AddPrerequisite.Command(course.Id, null, Guid.NewGuid(), 1), author)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new AddPrerequisite.Command(course.Id, null, skill.Id, 1), author)).IsSuccess.ShouldBeTrue();
        (await (await world.Host.SignInAsync(author)).SubmitAsync($"paths/authoring/{course.Id}/prerequisites?q={Uri.EscapeDataString(skill.Name)}", ("_handler", $"skill-{skill.Id}-2"))).StatusCode.ShouldBe(HttpStatusCode.Found);

        (await world.Host.SendAsync(new OutlineCourse.Query(course.Id), author)).Value.Prerequisites.ShouldHaveSingleItem().Level.ShouldBe("Able");
    }

    [Theory, EveryDatabase]
    public async Task An_author_finds_courses_in_whatever_state_with_how_many_take_them(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (author, word) = (await world.AuthorAsync(), $"w{Guid.NewGuid():N}");
        var mine = await world.SaveAsync(Course.Draft(Guid.CreateVersion7(), Builders.Details(World.Code()) with { Title = $"A {word}" }, author.PersonId, world.Now));
        var taken = await world.CourseAsync(Builders.Details(World.Code()) with { Title = $"B {word}" });
        await world.EnrolAsync(await world.LearnerAsync(), taken);
        await world.EnrolAsync(await world.LearnerAsync(), taken, mastered: true);

        (await FindAsync(new ListOwnCourses.Query(word, Sort: "title"))).Select(c => (c.Id, c.UnderWay, c.Mastered)).ShouldBe([(mine.Id, 0, 0), (taken.Id, 1, 1)]);
        (await FindAsync(new ListOwnCourses.Query(word, CourseState.Published))).ShouldHaveSingleItem().Id.ShouldBe(taken.Id);
        (await FindAsync(new ListOwnCourses.Query(word, Mine: true))).ShouldHaveSingleItem().Id.ShouldBe(mine.Id);
        (await (await world.Host.SignInAsync(author)).GetPageAsync($"paths/authoring?q={word}")).QuerySelectorAll("tbody tr").Length.ShouldBe(2);

        async Task<IReadOnlyList<ListOwnCourses.Row>> FindAsync(ListOwnCourses.Query query) => (await world.Host.SendAsync(query, author)).Value.Courses.Items;
    }

    /// <summary>What each message of an author answers.</summary>
    private static async Task<IReadOnlyList<Error>> ErrorsAsync(World world, Actor actor, Guid course, Guid part)
    {
        var host = world.Host;
        return
        [
            (await host.SendAsync(new DescribeCourse.Query(course), actor)).Error!,
            (await host.SendAsync(new DescribeCourse.Command { Id = course, Code = World.Code(), Title = "T" }, actor)).Error!,
            (await host.SendAsync(new OutlineCourse.Query(course), actor)).Error!,
            (await host.SendAsync(new PublishCourse.Command(course), actor)).Error!,
            (await host.SendAsync(new RetireCourse.Command(course), actor)).Error!,
            (await host.SendAsync(new WriteItem.Query(course, null), actor)).Error!,
            (await host.SendAsync(new WriteItem.Command { CourseId = course, Title = "T", Body = "B" }, actor)).Error!,
            (await host.SendAsync(new ArrangeItems.Command(course, part, Direction.Up), actor)).Error!,
            (await host.SendAsync(new WriteQuestion.Query(course, null), actor)).Error!,
            (await host.SendAsync(new WriteQuestion.Command { CourseId = course, Text = "T", Options = [new() { Text = "A", IsRight = true }, new() { Text = "B" }] }, actor)).Error!,
            (await host.SendAsync(new ArrangeQuestions.Command(course, part, null), actor)).Error!,
            (await host.SendAsync(new AddPrerequisite.Query(course, null), actor)).Error!,
            (await host.SendAsync(new AddPrerequisite.Command(course, part, null, null), actor)).Error!,
            (await host.SendAsync(new RemovePrerequisite.Command(course, part), actor)).Error!,
        ];
    }

    /// <summary>A public stand-in, because a test's parameters are public and the kind is not.</summary>
    public enum ItemKindName
    {
        Markdown,
        Link,
        File,
    }
}
