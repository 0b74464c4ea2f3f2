using System.Net;
using System.Net.Http.Headers;
using CompetencyModular.Media.Features.BrowseMedia;
using CompetencyModular.Media.Features.ChangeState;
using CompetencyModular.Media.Features.ShareMedium;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Media.Tests.Features;

public sealed class PagesTests(MediaHosts hosts) : IClassFixture<MediaHosts>
{
    private const string Upload = "Input.Upload.Files";

    [Theory, EveryDatabase]
    public async Task Several_files_are_uploaded_with_a_plain_form(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MediaModule).Assembly);
        var author = await host.SignInAsAsync(RoleNames.Author);

        using var response = await author.SubmitFilesAsync("/media/upload", Upload, [("a.wav", Some.Wav(30)), ("b.pdf", Some.Pdf)], ("Input.Folder", "Safety"), ("Input.Tags", "one, two"), ("Input.Publish", "true"));

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var library = await author.GetPageAsync("/media");
        library.QuerySelectorAll(".tile h2").Select(h => h.TextContent).ShouldBe(["A", "B"]);
        library.QuerySelector(".tile-length")!.TextContent.ShouldBe("0:30");
    }

    [Theory, EveryDatabase]
    public async Task Pictures_are_shown_and_documents_of_every_kind_are_saved_as_they_came(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MediaModule).Assembly);
        var author = await host.SignInAsAsync(RoleNames.Author);
        string[] pictures = [".jpg", ".png", ".webp", ".gif"];
        string[] documents = [".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".txt"];
        var files = pictures.Concat(documents).Select(ending => (Name: $"thing-{ending[1..]}{ending}", Content: Samples.Seen(ending))).ToList();

        using var uploaded = await author.SubmitFilesAsync("/media/upload", Upload, files, ("Input.Publish", "true"));

        uploaded.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var learner = await host.SignInAsAsync(RoleNames.Learner);
        var media = (await host.SendAsync(new BrowseMedia.Query(), MediaActs.Learner())).Value.Media.Items.ToDictionary(m => m.Title);
        foreach (var (name, content) in files)
        {
            var medium = media[char.ToUpperInvariant(name[0]) + Path.GetFileNameWithoutExtension(name)[1..].Replace('-', ' ')];
            using var file = await learner.GetAsync($"/media/{medium.Id}/file");
            file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe(pictures.Contains(Path.GetExtension(name)) ? "inline" : "attachment", name);
            file.Content.Headers.ContentDisposition.FileName!.Trim('"').ShouldBe(name);
            (await file.Content.ReadAsByteArrayAsync()).Length.ShouldBe(content.Length, name);
        }
    }

    [Theory, EveryDatabase]
    public async Task Bad_files_are_refused_by_name_and_nothing_is_uploaded(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MediaModule).Assembly);
        var author = await host.SignInAsAsync(RoleNames.Author);

        using var response = await author.SubmitFilesAsync("/media/upload", Upload, [("fine.pdf", Some.Pdf), ("../../evil.exe", Some.Pdf), ("fake.png", Some.Pdf), ("page.html", "<script>"u8.ToArray())]);

        var problem = (await response.ReadPageAsync()).QuerySelector(".problem")!.TextContent;
        foreach (var name in new[] { "evil.exe", "fake.png", "page.html" }) problem.ShouldContain(name);
        problem.ShouldNotContain("..");
        (await host.SendAsync(new BrowseMedia.Query(), MediaActs.Author)).Value.Media.Total.ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task The_player_reports_by_the_forms_own_fields(Database database)
    {
        var host = await hosts.OnAsync(database);
        var id = await host.UploadSoundAsync(20);
        var learner = await host.SignInAsAsync(RoleNames.Learner);

        using var opened = await learner.SubmitAsync($"/media/{id}", ("Progress.Opened", "true"), ("Progress.Parts", ""), ("Progress.Position", "0"), ("Progress.Length", "20"));
        host.Clock.Advance(TimeSpan.FromSeconds(20));
        using var played = await learner.SubmitAsync($"/media/{id}", ("Progress.Opened", ""), ("Progress.Parts", "0-19.5"), ("Progress.Position", "19.5"), ("Progress.Length", "20"));

        (opened.StatusCode, played.StatusCode).ShouldBe((HttpStatusCode.Redirect, HttpStatusCode.Redirect));
        var page = await learner.GetPageAsync($"/media/{id}");
        page.QuerySelector(".player")!.GetAttribute("data-parts").ShouldBe("0-19.5");
        page.QuerySelector(".page-header-badge")!.TextContent.ShouldContain("Completed");
    }

    [Theory, EveryDatabase]
    public async Task A_film_comes_with_its_captions_and_its_own_address(Database database)
    {
        var host = await hosts.OnAsync(database);
        var id = await host.UploadAsync("film.mp4", [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0]);
        var author = await host.SignInAsAsync(RoleNames.Author);
        using var captioned = await author.SubmitFilesAsync($"/media/{id}/captions", Upload, [("film.vtt", Some.Vtt)], ("Input.Language", "de"));
        var learner = await host.SignInAsAsync(RoleNames.Learner);

        var page = await learner.GetPageAsync($"/media/{id}");

        var track = page.QuerySelector("video track")!;
        (track.GetAttribute("kind"), track.GetAttribute("srclang"), track.GetAttribute("label")).ShouldBe(("captions", "de", "German"));
        using var captions = await learner.GetAsync("/" + track.GetAttribute("src"));
        captions.Content.Headers.ContentType!.MediaType.ShouldBe("text/vtt");
        page.QuerySelector("video")!.GetAttribute("src").ShouldBe($"media/{id}/file");
    }

    [Theory, EveryDatabase]
    public async Task A_file_is_sent_in_parts_to_a_player_and_saved_as_a_whole_where_it_is_a_document(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (sound, document) = (await host.UploadSoundAsync(30), await host.UploadDocumentAsync());
        var learner = await host.SignInAsAsync(RoleNames.Learner);

        using var part = await learner.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/media/{sound}/file") { Headers = { Range = new RangeHeaderValue(0, 3) } });
        using var whole = await learner.GetAsync($"/media/{document}/file");

        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsStringAsync()).ShouldBe("RIFF");
        (part.Content.Headers.ContentType!.MediaType, part.Content.Headers.ContentDisposition!.DispositionType).ShouldBe(("audio/wav", "inline"));
        whole.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        whole.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
    }

    [Theory, EveryDatabase]
    public async Task What_one_may_not_see_has_no_page_and_no_file(Database database)
    {
        var host = await hosts.OnAsync(database);
        var draft = await host.UploadSoundAsync(publish: false);
        var learner = await host.SignInAsAsync(RoleNames.Learner);
        var guest = await host.SignInAsAsync(RoleNames.Guest);

        foreach (var path in new[] { $"/media/{draft}", $"/media/{draft}/file", $"/media/{Guid.NewGuid()}", $"/media/{Guid.NewGuid()}/file" })
        {
            using var response = await learner.GetAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        foreach (var path in new[] { "/media", "/media/upload", "/media/use" })
        {
            using var response = await guest.GetAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }
    }

    [Theory, EveryDatabase]
    public async Task Older_versions_are_for_those_who_manage_media(Database database)
    {
        var host = await hosts.OnAsync(database);
        var id = await host.UploadSoundAsync(10);
        var author = await host.SignInAsAsync(RoleNames.Author);
        using var replaced = await author.SubmitFilesAsync($"/media/{id}/versions", Upload, [("new.wav", Some.Wav(20, 1))], ("Input.Note", "Longer"));
        var learner = await host.SignInAsAsync(RoleNames.Learner);

        (await author.GetByteArrayAsync($"/media/{id}/file?version=1")).Length.ShouldBe(Some.Wav(10).Length);
        (await learner.GetByteArrayAsync($"/media/{id}/file?version=1")).Length.ShouldBe(Some.Wav(20).Length);
    }

    [Theory, EveryDatabase]
    public async Task R6_3_A_link_opens_one_medium_to_somebody_without_an_account(Database database)
    {
        var host = await hosts.OnAsync(database);
        var id = await host.UploadSoundAsync();
        var token = (await host.SendAsync(new ShareMedium.Command(id, "A customer", 7), MediaActs.Author)).Value.Token;
        using var nobody = host.CreateClient();

        var page = await nobody.GetPageAsync($"/media/shared/{token}");
        using var file = await nobody.GetAsync($"/media/shared/{token}/file");

        page.QuerySelector("audio")!.GetAttribute("src").ShouldBe($"media/shared/{token}/file");
        file.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var library = await nobody.GetAsync($"/media/{id}");
        library.Headers.Location!.ToString().ShouldStartWith("/sign-in");
    }

    [Theory]
    [EveryDatabase("expired")]
    [EveryDatabase("revoked")]
    [EveryDatabase("withdrawn")]
    [EveryDatabase("guessed")]
    [EveryDatabase("off")]
    public async Task A_link_that_no_longer_works_opens_nothing(Database database, string why)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MediaModule).Assembly);
        var id = await host.UploadSoundAsync();
        var token = (await host.SendAsync(new ShareMedium.Command(id, "A customer", 7), MediaActs.Author)).Value.Token;
        using var nobody = host.CreateClient();
        (await nobody.GetAsync($"/media/shared/{token}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        if (why == "expired") host.Clock.Advance(TimeSpan.FromDays(8));
        if (why == "revoked") await host.SendAsync(new ShareMedium.Revoke(id, (await host.SendAsync(new ShareMedium.Query(id), MediaActs.Author)).Value.Links.Single().Id), MediaActs.Author);
        if (why == "withdrawn") await host.SendAsync(new ChangeState.Command(id, ChangeState.Change.Withdraw), MediaActs.Author);
        if (why == "guessed") token = new string('0', 64);
        if (why == "off") await host.SetFeatureAsync("Media", isOn: false);

        foreach (var path in new[] { $"/media/shared/{token}", $"/media/shared/{token}/file" })
        {
            using var response = await nobody.GetAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Theory, EveryDatabase]
    public async Task Links_are_made_by_those_who_manage_media_and_for_a_limited_time(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (id, draft) = (await host.UploadSoundAsync(), await host.UploadSoundAsync(publish: false));

        (await host.SendAsync(new ShareMedium.Command(id, "Friend", 7), MediaActs.Learner())).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new ShareMedium.Command(id, "Friend", 91), MediaActs.Author)).Error!.Fields!.Keys.ShouldBe(["Days"]);
        (await host.SendAsync(new ShareMedium.Command(id, "", 7), MediaActs.Author)).Error!.Fields!.Keys.ShouldBe(["Note"]);
        (await host.SendAsync(new ShareMedium.Command(draft, "Friend", 7), MediaActs.Author)).Error!.Code.ShouldBe("media.not-on-offer");
    }

    [Theory]
    [EveryDatabase("/media")]
    [EveryDatabase("/media?shelf=drafts")]
    [EveryDatabase("/media?shelf=trash")]
    [EveryDatabase("/media?q=nothing-like-it")]
    [EveryDatabase("/media/upload")]
    [EveryDatabase("/media/use")]
    [EveryDatabase("/media/{0}")]
    [EveryDatabase("/media/{0}/edit")]
    [EveryDatabase("/media/{0}/versions")]
    [EveryDatabase("/media/{0}/captions")]
    [EveryDatabase("/media/{0}/share")]
    [EveryDatabase("/media/{1}/delete")]
    [EveryDatabase("/media/settings")]
    [EveryDatabase("/media/{0}/use")]
    public async Task Every_page_renders_in_both_languages_without_a_missing_text(Database database, string path)
    {
        var host = await hosts.OnAsync(database);
        var author = await host.SignInAsync(await host.CreatePersonAsync("Ada Lovelace", RoleNames.Author, RoleNames.Learner, RoleNames.Administrator));
        if (path.Contains("{1}", StringComparison.Ordinal))
        {
            var thrown = await host.UploadSoundAsync();
            await host.SendAsync(new ChangeState.Command(thrown, ChangeState.Change.Trash), MediaActs.Author);
            path = path.Replace("{1}", thrown.ToString(), StringComparison.Ordinal);
        }

        path = path.Replace("{0}", (await host.UploadSoundAsync()).ToString(), StringComparison.Ordinal);

        foreach (var language in new[] { "en", "de" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Language", language } } };
            using var response = await author.SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            var page = await response.ReadPageAsync();
            page.QuerySelector("h1")!.TextContent.ShouldNotBeNullOrWhiteSpace();
            page.QuerySelector(".card [role=alert]").ShouldBeNull();
        }
    }
}
