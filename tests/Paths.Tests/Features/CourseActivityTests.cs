using CompetencyModular.Media;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Features.ViewItem;
using CompetencyModular.Paths.Features.WriteItem;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Paths.Tests.Features;

public sealed class PathsAndMediaHosts() : TestHosts(typeof(MediaModule).Assembly, typeof(PathsModule).Assembly);

/// <summary>R6.5: a medium as a part of a course.</summary>
public sealed class CourseActivityTests(PathsAndMediaHosts hosts) : IClassFixture<PathsAndMediaHosts>
{
    private static readonly Actor Author = Actor.With(RoleNames.Author);

    [Theory, EveryDatabase]
    public async Task An_author_chooses_from_what_other_modules_offer(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var medium = await MediumAsync(world.Host);
        var course = await world.DraftAsync();

        var form = (await world.Host.SendAsync(new WriteItem.Query(course.Id, null), Author)).Value;
        var result = await world.Host.SendAsync(Write(course, medium.ToString()), Author);

        form.Offers.ShouldContain(o => o.Activity == medium.ToString());
        form.Offers.ShouldNotContain(o => o.Activity.StartsWith("Paths/", StringComparison.Ordinal));
        result.Error.ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task What_nobody_offers_is_no_part_of_a_course_nor_is_a_course(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var course = await world.DraftAsync();

        (await world.Host.SendAsync(Write(course, $"Media/medium/{Guid.NewGuid()}"), Author)).Error!.Code.ShouldBe("paths.activity-gone");
        foreach (var target in new[] { CourseRef.Of(course.Id).ToString(), "", "https://example.org" })
            (await world.Host.SendAsync(Write(course, target), Author)).Error!.Kind.ShouldBe(ErrorKind.Invalid);
    }

    [Theory, EveryDatabase]
    public async Task Completing_the_medium_does_its_part_of_the_course_and_masters_it_where_it_was_the_last(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (medium, learner) = (await MediumAsync(world.Host), await world.LearnerAsync());
        var course = Builders.ADraft(World.Code());
        var item = course.AddItem(Guid.CreateVersion7(), new ItemContent(ItemKind.Activity, "Watch it", "", medium.ToString()), Builders.Now);
        course.Publish(Builders.Now).IsSuccess.ShouldBeTrue();
        await world.SaveAsync(course);
        await world.EnrolAsync(learner, course);
        (await world.Host.SendAsync(new ViewItem.Query(course.Id, item.Id), learner)).Value.Activity!.Url.ShouldBe($"/media/{medium.Id}");

        var completed = new ActivityCompleted(learner.PersonId, medium, "once", "Talk", world.Now);
        await world.Host.PublishAsync(completed, completed);
        await world.Host.DeliverEventsAsync();

        (await world.Host.SendAsync(new ViewItem.Query(course.Id, item.Id), learner)).Value.IsDone.ShouldBeTrue();
        (await world.Host.EventsAsync<ActivityCompleted>()).Count(e => e.Activity == CourseRef.Of(course.Id) && e.PersonId == learner.PersonId).ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task A_medium_s_page_names_the_courses_and_paths_it_is_part_of_with_links_for_those_who_may_open_them(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var medium = await MediumAsync(world.Host);
        var course = Builders.ADraft(World.Code());
        course.AddItem(Guid.CreateVersion7(), new ItemContent(ItemKind.Activity, "Watch it", "", medium.ToString()), Builders.Now);
        var path = LearningPath.Create(Guid.CreateVersion7(), new PathDetails($"Path {Guid.NewGuid():N}", "", PathOrder.Free, Words.None), null, Builders.Now);
        path.AddStep(medium, "Talk", Builders.Now).Error.ShouldBeNull();
        await world.SaveAsync(course);
        await world.Host.SaveAsync<PathsDb>(path);

        var asAuthor = await (await world.Host.SignInAsync(Author)).GetPageAsync($"/media/{medium.Id}");
        var asTrainer = await (await world.Host.SignInAsAsync(RoleNames.Trainer)).GetPageAsync($"/media/{medium.Id}");

        asAuthor.QuerySelectorAll("#uses a").Select(a => a.GetAttribute("href")).ShouldBe([$"/paths/courses/{course.Id}", $"/paths/authoring/learning-paths/{path.Id}"], ignoreOrder: true);
        asTrainer.QuerySelectorAll("#uses a").ShouldBeEmpty();
        asTrainer.QuerySelector("#uses")!.TextContent.ShouldContain("2");
    }

    [Theory, EveryDatabase]
    public async Task While_the_other_module_is_off_the_course_goes_on_without_it(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MediaModule).Assembly, typeof(PathsModule).Assembly);
        var world = new World(host);
        var (medium, learner) = (await MediumAsync(host), await world.LearnerAsync());
        var course = Builders.ADraft(World.Code());
        var item = course.AddItem(Guid.CreateVersion7(), new ItemContent(ItemKind.Activity, "Watch it", "", medium.ToString()), Builders.Now);
        course.Publish(Builders.Now).IsSuccess.ShouldBeTrue();
        await world.SaveAsync(course);
        await world.EnrolAsync(learner, course);

        await host.SetFeatureAsync("Media", isOn: false);

        (await host.SendAsync(new ViewItem.Query(course.Id, item.Id), learner)).Value.Activity.ShouldBeNull();
        var page = await (await host.SignInAsync(learner)).GetPageAsync($"/paths/courses/{course.Id}/items/{item.Id}");
        page.QuerySelectorAll(".card a[href^='media/']").ShouldBeEmpty();
    }

    private static WriteItem.Command Write(Course course, string target) => new() { CourseId = course.Id, Kind = ItemKind.Activity, Title = "Watch it", Target = target };

    /// <summary>A medium of the library, uploaded as its author does it.</summary>
    private static async Task<ActivityRef> MediumAsync(TestHost host)
    {
        var author = await host.SignInAsync(Author);
        var name = $"Talk {Guid.NewGuid():N}";
        using var uploaded = await author.SubmitFilesAsync("/media/upload", "Input.Upload.Files", [($"{name}.txt", System.Text.Encoding.UTF8.GetBytes(name))]);
        var offers = await host.UseAsync<IActivityCatalog, IReadOnlyList<ActivityOffer>>(c => c.OffersForAsync(Guid.NewGuid(), CancellationToken.None));
        return offers.Single(o => o.Link.Title.Equals(name, StringComparison.OrdinalIgnoreCase)).Activity;
    }
}
