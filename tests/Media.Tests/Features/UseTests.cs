using System.Text;
using CompetencyModular.Media.Features.ConfirmMedium;
using CompetencyModular.Media.Features.PlayMedium;
using CompetencyModular.Media.Features.ReviewUse;
using CompetencyModular.Media.Features.ViewUse;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Media.Tests.Features;

public sealed class UseTests(MediaHosts hosts) : IClassFixture<MediaHosts>
{
    [Theory, EveryDatabase]
    public async Task Opening_playing_and_completing_are_counted(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MediaModule).Assembly);
        var id = await host.UploadSoundAsync(100);
        for (var n = 0; n < 4; n++) await PlayAsync(host, id, "0-50");
        await PlayAsync(host, id, "0-100");

        var use = (await host.SendAsync(new ViewUse.Query(id), MediaActs.Author)).Value;
        var row = (await host.SendAsync(new ReviewUse.Query(), Actor.With(RoleNames.HR))).Value.Items.ShouldHaveSingleItem();

        (use.Opens, use.Numbers!.People, use.Numbers.Completions).ShouldBe((5, 5, 1));
        use.Numbers.Average.ShouldBe(0.6, 1e-9);
        (row.Opens, row.People, row.Completions).ShouldBe((5, 5, 1));
        row.Average!.Value.ShouldBe(0.6, 1e-9);
        use.Numbers.Played.Take(10).ShouldAllBe(p => p == 1);
        use.Numbers.Played.Skip(10).ShouldAllBe(p => p == 0.2);
    }

    [Theory, EveryDatabase]
    public async Task What_is_about_fewer_than_five_people_is_hidden_everywhere(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MediaModule).Assembly);
        var id = await host.UploadSoundAsync(100);
        for (var n = 0; n < 4; n++) await PlayAsync(host, id, "0-50");

        var use = (await host.SendAsync(new ViewUse.Query(id), MediaActs.Author)).Value;
        var row = (await host.SendAsync(new ReviewUse.Query(), MediaActs.Author)).Value.Items.Single();
        var csv = Encoding.UTF8.GetString((await host.SendAsync(new ReviewUse.ExportQuery(), MediaActs.Author)).Value.Content);

        (use.Opens, use.Numbers).ShouldBe((4, null));
        (row.Opens, row.People, row.Completions, row.Average).ShouldBe((4, null, null, null));
        csv.ShouldContain(",4,,,");
    }

    [Theory, EveryDatabase]
    public async Task Somebody_who_opens_it_twice_is_one_person(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MediaModule).Assembly);
        var id = await host.UploadDocumentAsync();
        for (var n = 0; n < 5; n++)
        {
            var actor = MediaActs.Learner();
            await host.SendAsync(new PlayMedium.Command(id, Opened: true), actor);
            await host.SendAsync(new PlayMedium.Command(id, Opened: true), actor);
            if (n < 2) await host.SendAsync(new ConfirmMedium.Command(id), actor);
        }

        var numbers = (await host.SendAsync(new ViewUse.Query(id), MediaActs.Author)).Value;

        (numbers.Opens, numbers.Numbers!.People, numbers.Numbers.Completions, numbers.Numbers.Played.Count).ShouldBe((10, 5, 2, 0));
    }

    [Theory, EveryDatabase]
    public async Task The_use_is_not_for_everybody(Database database)
    {
        var host = await hosts.OnAsync(database);
        var id = await host.UploadSoundAsync();

        (await host.SendAsync(new ViewUse.Query(id), MediaActs.Learner())).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new ReviewUse.Query(), MediaActs.Learner())).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new ReviewUse.ExportQuery(), MediaActs.Learner())).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
    }

    private static async Task PlayAsync(TestHost host, Guid id, string parts)
    {
        var actor = MediaActs.Learner();
        await host.SendAsync(new PlayMedium.Command(id, Opened: true), actor);
        host.Clock.Advance(TimeSpan.FromSeconds(100));
        (await host.SendAsync(new PlayMedium.Command(id, false, parts, 1, 100), actor)).Error.ShouldBeNull();
    }
}
