using System.Net;
using CompetencyModular.Media.Content;
using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Features.BrowseMedia;
using CompetencyModular.Media.Features.PrepareFiles;
using CompetencyModular.Media.Features.ShareMedium;
using CompetencyModular.Media.Features.SetUpLibrary;
using CompetencyModular.Media.Features.UploadMedia;
using CompetencyModular.Media.Features.ViewMedium;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace CompetencyModular.Media.Tests.Features;

public sealed class PreparedFilesTests(MediaHosts hosts) : IClassFixture<MediaHosts>
{
    public static bool HasNoFfmpeg => Samples.HasNoFfmpeg;

    [Theory, EveryDatabase]
    public async Task A_picture_in_the_library_is_shown_small(Database database)
    {
        var host = await hosts.OnAsync(database);
        var id = await host.UploadAsync($"Site {Guid.NewGuid():N}.jpg", Samples.Picture(1600, 900, SKEncodedImageFormat.Jpeg));
        var learner = await host.SignInAsAsync(RoleNames.Learner);
        (await learner.GetAsync($"/media/{id}/preview")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await host.DoBackgroundWorkAsync();

        using var preview = await learner.GetAsync($"/media/{id}/preview");
        (preview.StatusCode, preview.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "image/webp"));
        var file = (await host.SendAsync(new ViewMedium.Query(id), MediaActs.Learner())).Value.File;
        (file.Width, file.Height, file.Look, file.Rendition).ShouldBe((1600, 900, Making.Made, Making.Nothing));
        var library = await learner.GetPageAsync("/media?kind=Image&sort=newest");
        library.QuerySelector($".tile img[src='media/{id}/preview']").ShouldNotBeNull();
        (await learner.GetPageAsync($"/media/{id}")).QuerySelectorAll(".facts dd").Select(d => d.TextContent).ShouldContain("1600 × 900 pixels");
    }

    [Theory, EveryDatabase]
    public async Task Of_a_broken_picture_the_author_reads_what_to_do_and_learners_see_nothing_of_it(Database database)
    {
        var host = await hosts.OnAsync(database);
        var author = await host.CreatePersonAsync("Grace Hopper", RoleNames.Author);
        // Its head and its chunks are in order, which is what is looked at on arrival; what lies within them is not.
        var stored = await host.StoreAsync("broken.png", Some.Png);
        var id = (await host.SendAsync(new UploadMedia.Command([stored], null, [], true), author)).Value.Single();

        await host.DoBackgroundWorkAsync();
        await host.DeliverEventsAsync();

        (await host.NoticesOfAsync(author)).ShouldHaveSingleItem().ShouldContain("Broken");
        var page = await (await host.SignInAsync(author)).GetPageAsync($"/media/{id}");
        page.QuerySelector(".callout.attention")!.TextContent.ShouldContain("No preview could be made");
        (await (await host.SignInAsAsync(RoleNames.Learner)).GetPageAsync($"/media/{id}")).QuerySelector(".callout").ShouldBeNull();

        await host.SendAsync(new PrepareFiles.Again(id), author);
        (await host.SendAsync(new ViewMedium.Query(id), author)).Value.File.Look.ShouldBe(Making.Waiting);
    }

    [Theory, EveryDatabase]
    public async Task A_file_that_takes_the_server_down_is_tried_three_times_and_then_left_alone(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MediaModule).Assembly);
        var id = await host.UploadAsync("deadly.png", Samples.Picture(20, 20));
        var hash = (await host.SendAsync(new PrepareFiles.Query(MakingStep.Look, HasTool: true), Actor.System)).Value!.Hash;
        for (var tries = 0; tries < KeptFile.MostTries; tries++)
        {
            (await host.SendAsync(new PrepareFiles.Begin(hash, MakingStep.Look, TimeSpan.FromMinutes(4)), Actor.System)).Value.ShouldBeTrue();
            // Another server does not take up what this one is at.
            (await host.SendAsync(new PrepareFiles.Query(MakingStep.Look, HasTool: true), Actor.System)).Value.ShouldBeNull();
            (await host.SendAsync(new PrepareFiles.Begin(hash, MakingStep.Look, TimeSpan.FromMinutes(4)), Actor.System)).Value.ShouldBeFalse();
            host.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        (await host.SendAsync(new PrepareFiles.Begin(hash, MakingStep.Look, TimeSpan.FromMinutes(4)), Actor.System)).Value.ShouldBeFalse();

        (await host.SendAsync(new ViewMedium.Query(id), MediaActs.Author)).Value.File.Look.ShouldBe(Making.Impossible);
        (await host.SendAsync(new PrepareFiles.Query(MakingStep.Look, HasTool: true), Actor.System)).Value.ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task M1_While_the_module_is_off_nothing_is_worked_on(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MediaModule).Assembly);
        var id = await host.UploadAsync("plan.png", Samples.Picture(20, 20));

        await host.SetFeatureAsync("Media", isOn: false);
        await host.DoBackgroundWorkAsync();
        await host.SetFeatureAsync("Media", isOn: true);

        (await host.SendAsync(new ViewMedium.Query(id), MediaActs.Author)).Value.File.Look.ShouldBe(Making.Waiting);
        await host.DoBackgroundWorkAsync();
        (await host.SendAsync(new ViewMedium.Query(id), MediaActs.Author)).Value.File.Look.ShouldBe(Making.Made);
    }

    [Theory, EveryDatabase]
    public async Task Without_ffmpeg_films_play_as_they_are_and_those_who_manage_media_are_told(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MediaModule).Assembly);
        var id = await host.UploadSoundAsync(20);
        var without = new Ffmpeg("off");

        await host.UseAsync<IServiceProvider, bool>(services => ActivatorUtilities.CreateInstance<LookAtFiles>(services, without).DoNextAsync(CancellationToken.None));
        var library = await host.UseAsync<IServiceProvider, BrowseMedia.Response>(async services => (await ActivatorUtilities.CreateInstance<BrowseMedia.Handler>(services, without).Handle(new BrowseMedia.Query(), CancellationToken.None)).Value);
        var settings = await host.UseAsync<IServiceProvider, SetUpLibrary.Response>(async services => (await ActivatorUtilities.CreateInstance<SetUpLibrary.QueryHandler>(services, without).Handle(new SetUpLibrary.Query(), CancellationToken.None)).Value);

        (library.LacksTools, settings.HasTools, settings.Waiting, settings.Impossible).ShouldBe((true, false, 1, 0));
        var page = await (await host.SignInAsAsync(RoleNames.Author)).GetPageAsync($"/media/{id}");
        page.QuerySelector("audio")!.GetAttribute("src").ShouldBe($"media/{id}/file");
        page.QuerySelector(".facts")!.TextContent.ShouldContain("ffmpeg is not installed");
        page.QuerySelector(".callout").ShouldBeNull();
    }

    [Theory(Skip = Samples.NeedsFfmpeg, SkipWhen = nameof(HasNoFfmpeg)), EveryDatabase]
    public async Task What_waited_for_ffmpeg_is_caught_up_on_when_it_is_there(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MediaModule).Assembly);
        var id = await host.UploadAsync("talk.mp3", await Samples.PlayedAsync(".mp3"));
        await host.UseAsync<IServiceProvider, bool>(services => ActivatorUtilities.CreateInstance<LookAtFiles>(services, new Ffmpeg("off")).DoNextAsync(CancellationToken.None));
        (await host.SendAsync(new ViewMedium.Query(id), MediaActs.Author)).Value.File.Look.ShouldBe(Making.NoTool);

        await host.DoBackgroundWorkAsync();

        var file = (await host.SendAsync(new ViewMedium.Query(id), MediaActs.Author)).Value.File;
        (file.Look, file.Codecs).ShouldBe((Making.Made, "mp3"));
    }

    [Theory(Skip = Samples.NeedsFfmpeg, SkipWhen = nameof(HasNoFfmpeg))]
    [EveryDatabase(".mp3", "mp3", false)]
    [EveryDatabase(".m4a", "aac", false)]
    [EveryDatabase(".wav", "pcm_s16le", false)]
    [EveryDatabase(".ogg", "vorbis", true)]
    [EveryDatabase(".mp4", "h264, aac", false)]
    [EveryDatabase(".webm", "vp9, opus", false)]
    [EveryDatabase(".mov", "h264, aac", true)]
    public async Task Each_format_is_uploaded_looked_at_and_played_by_every_browser(Database database, string ending, string codecs, bool isMadeReady)
    {
        var host = await hosts.OnAsync(database);
        var id = await host.UploadAsync($"clip {Guid.NewGuid():N}{ending}", await Samples.PlayedAsync(ending));

        await host.DoBackgroundWorkAsync();

        var medium = (await host.SendAsync(new ViewMedium.Query(id), MediaActs.Learner())).Value;
        medium.Seconds!.Value.ShouldBe(2, 0.3);
        medium.File.Codecs.ShouldBe(codecs);
        medium.File.Rendition.ShouldBe(isMadeReady ? Making.Made : Making.Nothing);
        var isFilm = ending is ".mp4" or ".webm" or ".mov";
        if (isFilm) (medium.File.Width, medium.File.Height, medium.File.HasPreview).ShouldBe((320, 180, true));
        var learner = await host.SignInAsAsync(RoleNames.Learner);
        var player = (await learner.GetPageAsync($"/media/{id}")).QuerySelector(isFilm ? "video" : "audio")!;
        player.GetAttribute("src").ShouldBe(isMadeReady ? $"media/{id}/rendition" : $"media/{id}/file");
        player.GetAttribute("poster").ShouldBe(isFilm ? $"media/{id}/preview" : null);
        using var played = await learner.GetAsync("/" + player.GetAttribute("src"));
        (played.StatusCode, played.Content.Headers.ContentDisposition!.DispositionType).ShouldBe((HttpStatusCode.OK, "inline"));
        if (isMadeReady) played.Content.Headers.ContentType!.MediaType.ShouldBe(isFilm ? "video/mp4" : "audio/mp4");
    }

    [Theory(Skip = Samples.NeedsFfmpeg, SkipWhen = nameof(HasNoFfmpeg)), EveryDatabase]
    public async Task A_film_that_is_none_is_said_to_be_broken_and_plays_on_as_it_is(Database database)
    {
        var host = await hosts.OnAsync(database);
        var author = await host.CreatePersonAsync("Grace Hopper", RoleNames.Author);
        byte[] hostile = [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0, .. "isommp42"u8, .. Guid.NewGuid().ToByteArray(), 0xFF, 0xFF, 0xFF, 0xFF, .. "moov"u8];
        var id = (await host.SendAsync(new UploadMedia.Command([await host.StoreAsync("film.mp4", hostile)], null, [], true), author)).Value.Single();

        await host.DoBackgroundWorkAsync();
        await host.DeliverEventsAsync();

        (await host.SendAsync(new ViewMedium.Query(id), author)).Value.File.Look.ShouldBe(Making.Impossible);
        (await host.NoticesOfAsync(author)).ShouldHaveSingleItem().ShouldContain("Film");
        var page = await (await host.SignInAsync(author)).GetPageAsync($"/media/{id}");
        page.QuerySelector("video")!.GetAttribute("src").ShouldBe($"media/{id}/file");
        page.QuerySelector("video")!.GetAttribute("poster").ShouldBeNull();
    }

    [Theory(Skip = Samples.NeedsFfmpeg, SkipWhen = nameof(HasNoFfmpeg)), EveryDatabase]
    public async Task Whoever_uploaded_a_film_learns_that_it_is_ready_when_that_took_long(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MediaModule).Assembly);
        var author = await host.CreatePersonAsync("Grace Hopper", RoleNames.Author);
        var film = await Samples.PlayedAsync(".mov");
        await host.SendAsync(new UploadMedia.Command([await host.StoreAsync("long film.mov", film)], null, [], true), author);

        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await host.DoBackgroundWorkAsync();
        await host.DeliverEventsAsync();

        (await host.NoticesOfAsync(author)).ShouldBe(["“Long film” now has a version that every browser plays."]);
    }

    [Theory(Skip = Samples.NeedsFfmpeg, SkipWhen = nameof(HasNoFfmpeg)), EveryDatabase]
    public async Task A_link_shows_the_preview_and_the_version_for_all_browsers_too(Database database)
    {
        var host = await hosts.OnAsync(database);
        var id = await host.UploadAsync($"film {Guid.NewGuid():N}.mov", await Samples.PlayedAsync(".mov"));
        await host.DoBackgroundWorkAsync();
        var token = (await host.SendAsync(new ShareMedium.Command(id, "A customer", 7), MediaActs.Author)).Value.Token;
        using var nobody = host.CreateClient();

        var film = (await nobody.GetPageAsync($"/media/shared/{token}")).QuerySelector("video")!;

        (film.GetAttribute("src"), film.GetAttribute("poster")).ShouldBe(($"media/shared/{token}/rendition", $"media/shared/{token}/preview"));
        foreach (var path in new[] { "rendition", "preview" }) (await nobody.GetAsync($"/media/shared/{token}/{path}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var path in new[] { "rendition", "preview" }) (await nobody.GetAsync($"/media/shared/{new string('0', 64)}/{path}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
