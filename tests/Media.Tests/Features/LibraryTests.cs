using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Features.BrowseMedia;
using CompetencyModular.Media.Features.CaptionMedium;
using CompetencyModular.Media.Features.ChangeState;
using CompetencyModular.Media.Features.DescribeMedium;
using CompetencyModular.Media.Features.ReplaceFile;
using CompetencyModular.Media.Features.UploadMedia;
using CompetencyModular.Media.Features.ViewMedium;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Search;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Media.Tests.Features;

public sealed class LibraryTests(MediaHosts hosts) : IClassFixture<MediaHosts>
{
    [Theory, EveryDatabase]
    public async Task Each_uploaded_file_becomes_a_medium_that_learners_find(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MediaModule).Assembly);
        var files = new[] { await host.StoreAsync("site_tour.wav", Some.Wav(130)), await host.StoreAsync("rules.pdf", Some.Pdf), await host.StoreAsync("plan.png", Some.Png) };

        await host.SendAsync(new UploadMedia.Command(files, "Safety", ["first day"], Publish: true), MediaActs.Author);

        var found = (await host.SendAsync(new BrowseMedia.Query(), MediaActs.Learner())).Value;
        found.Media.Items.Select(m => (m.Title, m.Kind, m.Seconds, m.Minutes)).ShouldBe(
            [("Plan", FileGroup.Image, null, 5), ("Rules", FileGroup.Document, null, 5), ("Site tour", FileGroup.Audio, (double?)130, 3)]);
        (found.Folders.Single(), found.Tags.Single(), found.Drafts).ShouldBe(("Safety", "first day", 0));
    }

    [Theory, EveryDatabase]
    public async Task The_library_is_searched_filtered_and_ordered(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MediaModule).Assembly);
        await host.UploadAsync("Größen.wav", Some.Wav(600), folder: "Water", tags: "leaks");
        await host.UploadAsync("alarms.wav", Some.Wav(10), folder: "Safety");
        await host.UploadAsync("rules.pdf", Some.Pdf, folder: "Safety");

        (await TitlesAsync(host, new(Search: "grossen"))).ShouldBe(["Größen"]);
        (await TitlesAsync(host, new(Kind: FileGroup.Audio, Folder: "Safety"))).ShouldBe(["Alarms"]);
        (await TitlesAsync(host, new(Tag: "leaks"))).ShouldBe(["Größen"]);
        (await TitlesAsync(host, new(Sort: "minutes"))).ShouldBe(["Alarms", "Rules", "Größen"]);
        (await TitlesAsync(host, new(PageSize: 1, Page: 2))).ShouldBe(["Größen"]);
    }

    [Theory, EveryDatabase]
    public async Task The_search_over_everything_finds_what_is_in_the_library(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MediaModule).Assembly);
        var id = await host.UploadAsync("leak sounds.wav", Some.Wav(5));
        await host.UploadAsync("leak draft.wav", Some.Wav(6), publish: false);

        var hits = await host.UseAsync<IEnumerable<ISearchProvider>, IReadOnlyList<SearchHit>>(all => all.OfType<SearchMedia>().Single().FindAsync("LEAK", 5, CancellationToken.None));

        hits.ShouldHaveSingleItem().ShouldBe(new SearchHit("Leak sounds", "Sound", $"media/{id}", "sound"));
    }

    [Theory, EveryDatabase]
    public async Task Drafts_and_the_trash_are_seen_by_those_who_manage_media_alone(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MediaModule).Assembly);
        var draft = await host.UploadAsync("draft.wav", Some.Wav(10), publish: false);
        var trashed = await host.UploadAsync("old.wav", Some.Wav(10));
        await host.SendAsync(new ChangeState.Command(trashed, ChangeState.Change.Trash), MediaActs.Author);

        (await TitlesAsync(host, new())).ShouldBeEmpty();
        (await TitlesAsync(host, new(Shelf: "drafts"))).ShouldBeEmpty();
        (await TitlesAsync(host, new(Shelf: "trash"))).ShouldBeEmpty();
        (await TitlesAsync(host, new(Shelf: "drafts"), MediaActs.Author)).ShouldBe(["Draft"]);
        (await TitlesAsync(host, new(Shelf: "trash"), MediaActs.Author)).ShouldBe(["Old"]);
        foreach (var id in new[] { draft, trashed }) (await host.SendAsync(new ViewMedium.Query(id), MediaActs.Learner())).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task What_was_thrown_away_comes_back_as_it_was(Database database)
    {
        var host = await hosts.OnAsync(database);
        var id = await host.UploadSoundAsync();

        await host.SendAsync(new ChangeState.Command(id, ChangeState.Change.Trash), MediaActs.Author);
        (await host.SendAsync(new ViewMedium.Query(id), MediaActs.Learner())).IsSuccess.ShouldBeFalse();
        await host.SendAsync(new ChangeState.Command(id, ChangeState.Change.Restore), MediaActs.Author);

        (await host.SendAsync(new ViewMedium.Query(id), MediaActs.Learner())).Value.IsOnOffer.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task A_medium_says_what_its_author_says(Database database)
    {
        var host = await hosts.OnAsync(database);
        var id = await host.UploadSoundAsync();

        var result = await host.SendAsync(Describe(id, await VersionAsync(host, id)), MediaActs.Author);

        result.Error.ShouldBeNull();
        var medium = (await host.SendAsync(new ViewMedium.Query(id), MediaActs.Learner())).Value;
        (medium.Title, medium.Description, medium.Folder, medium.Language, medium.Minutes, medium.Threshold, medium.Tags[0]).ShouldBe(("Leaks", "How they sound", "Water", "en", 7, 60, "night"));
    }

    [Theory, EveryDatabase]
    public async Task Who_describes_second_is_told_and_overwrites_nothing(Database database)
    {
        var host = await hosts.OnAsync(database);
        var id = await host.UploadSoundAsync();
        var version = await VersionAsync(host, id);
        await host.SendAsync(Describe(id, version), MediaActs.Author);

        (await host.SendAsync(Describe(id, version) with { Title = "Other" }, MediaActs.Author)).Error!.Code.ShouldBe("media.changed-meanwhile");
    }

    [Theory]
    [EveryDatabase("Title", "")]
    [EveryDatabase("Minutes", 0)]
    [EveryDatabase("Threshold", 101)]
    [EveryDatabase("Language", "english")]
    public async Task What_cannot_be_is_refused(Database database, string field, object value)
    {
        var host = await hosts.OnAsync(database);
        var command = Describe(Guid.NewGuid(), 0);
        command = field switch
        {
            "Title" => command with { Title = (string)value },
            "Minutes" => command with { Minutes = (int)value },
            "Threshold" => command with { Threshold = (int)value },
            _ => command with { Language = (string)value },
        };

        (await host.SendAsync(command, MediaActs.Author)).Error!.Fields!.Keys.ShouldBe([field]);
    }

    [Theory, EveryDatabase]
    public async Task A_newer_file_takes_the_place_and_the_older_one_comes_back(Database database)
    {
        var host = await hosts.OnAsync(database);
        var id = await host.UploadSoundAsync(100);

        var replaced = await host.SendAsync(new ReplaceFile.Command(id, await host.StoreAsync("better.wav", Some.Wav(200, 1)), "Better"), MediaActs.Author);

        replaced.Error.ShouldBeNull();
        (await host.SendAsync(new ViewMedium.Query(id), MediaActs.Learner())).Value.Seconds.ShouldBe(200);
        await host.SendAsync(new ReplaceFile.GoBack(id, 1), MediaActs.Author);
        (await host.SendAsync(new ViewMedium.Query(id), MediaActs.Learner())).Value.Seconds.ShouldBe(100);
        (await host.SendAsync(new ReplaceFile.Query(id), MediaActs.Author)).Value.Versions.Select(v => (v.Number, v.IsCurrent)).ShouldBe([(2, false), (1, true)]);
    }

    [Theory, EveryDatabase]
    public async Task Captions_are_added_replaced_and_taken_away(Database database)
    {
        var host = await hosts.OnAsync(database);
        var id = await host.UploadSoundAsync();
        var file = await host.StoreAsync("captions.vtt", Some.Vtt);

        await host.SendAsync(new CaptionMedium.Command(id, file, "en"), MediaActs.Author);
        await host.SendAsync(new CaptionMedium.Command(id, file, "en"), MediaActs.Author);
        await host.SendAsync(new CaptionMedium.Command(id, file, "de"), MediaActs.Author);

        var captions = (await host.SendAsync(new ViewMedium.Query(id), MediaActs.Learner())).Value.Captions;
        captions.Select(c => c.Language).ShouldBe(["de", "en"]);
        await host.SendAsync(new CaptionMedium.Remove(id, captions[0].Id), MediaActs.Author);
        (await host.SendAsync(new ViewMedium.Query(id), MediaActs.Learner())).Value.Captions.Select(c => c.Language).ShouldBe(["en"]);
    }

    [Theory, EveryDatabase]
    public async Task Only_those_who_manage_media_change_them(Database database)
    {
        var host = await hosts.OnAsync(database);
        var id = await host.UploadSoundAsync();
        var file = await host.StoreAsync("a.wav", Some.Wav(5));
        var learner = MediaActs.Learner();

        (await host.SendAsync(new UploadMedia.Command([file], null, [], true), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(Describe(id, 0), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new ReplaceFile.Command(id, file, null), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new ChangeState.Command(id, ChangeState.Change.Trash), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new UploadMedia.Command([file], null, [], true), Actor.With(RoleNames.Trainer))).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new BrowseMedia.Query(), Actor.Nobody)).Error!.Kind.ShouldBe(ErrorKind.Unauthenticated);
    }

    [Theory, EveryDatabase]
    public async Task A_file_that_nobody_stored_becomes_no_medium(Database database)
    {
        var host = await hosts.OnAsync(database);
        var unknown = new StoredFile("media", new string('0', 64), "a.wav", "audio/wav", 1);

        (await host.SendAsync(new UploadMedia.Command([unknown], null, [], true), MediaActs.Author)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new UploadMedia.Command([], null, [], true), MediaActs.Author)).Error!.Kind.ShouldBe(ErrorKind.Invalid);
    }

    private static DescribeMedium.Command Describe(Guid id, int version) => new(id, version, "Leaks", "How they sound", "Water", "en", 7, 60, ["night"]);

    private static async Task<int> VersionAsync(TestHost host, Guid id) => (await host.SendAsync(new DescribeMedium.Query(id), MediaActs.Author)).Value.Version;

    private static async Task<IEnumerable<string>> TitlesAsync(TestHost host, BrowseMedia.Query query, Actor? actor = null) =>
        (await host.SendAsync(query, actor ?? MediaActs.Learner())).Value.Media.Items.Select(m => m.Title);
}
