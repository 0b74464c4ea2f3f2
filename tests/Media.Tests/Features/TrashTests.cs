using System.Net;
using CompetencyModular.Media.Content;
using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Features.BrowseMedia;
using CompetencyModular.Media.Features.CaptionMedium;
using CompetencyModular.Media.Features.ChangeState;
using CompetencyModular.Media.Features.ConfirmMedium;
using CompetencyModular.Media.Features.DeleteMedium;
using CompetencyModular.Media.Features.PlayMedium;
using CompetencyModular.Media.Features.ReplaceFile;
using CompetencyModular.Media.Features.SetUpLibrary;
using CompetencyModular.Media.Features.ShareMedium;
using CompetencyModular.Media.Features.ViewMedium;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Tests.Features;

public sealed class TrashTests
{
    private static readonly Actor Administrator = Actor.With(RoleNames.Administrator);

    [Theory, EveryDatabase]
    public async Task The_trash_says_who_threw_a_medium_away_and_when_it_goes(Database database)
    {
        await using var host = await StartAsync(database);
        var author = await host.CreatePersonAsync("Grace Hopper", RoleNames.Author);
        var id = await host.UploadSoundAsync();

        await host.SendAsync(new ChangeState.Command(id, ChangeState.Change.Trash), author);

        var callout = (await (await host.SignInAsync(author)).GetPageAsync($"/media/{id}")).QuerySelector(".callout")!.TextContent;
        callout.ShouldContain("Moved here by Grace Hopper.");
        callout.ShouldContain("It is deleted for good on");
        (await host.SendAsync(new ViewMedium.Query(id), author)).Value.Uses!.GoesOn.ShouldBe(host.Clock.GetUtcNow().AddDays(MediaSetting.UsualTrashDays));
    }

    [Theory, EveryDatabase]
    public async Task A_link_to_what_lies_in_the_trash_opens_nothing_until_it_is_back(Database database)
    {
        await using var host = await StartAsync(database);
        var id = await host.UploadSoundAsync();
        var token = (await host.SendAsync(new ShareMedium.Command(id, "A customer", 7), MediaActs.Author)).Value.Token;
        using var nobody = host.CreateClient();

        await host.SendAsync(new ChangeState.Command(id, ChangeState.Change.Trash), MediaActs.Author);

        foreach (var path in new[] { "", "/file", "/preview", "/rendition" }) (await nobody.GetAsync($"/media/shared/{token}{path}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        await host.SendAsync(new ChangeState.Command(id, ChangeState.Change.Restore), MediaActs.Author);
        (await nobody.GetAsync($"/media/shared/{token}/file")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task Before_a_medium_is_deleted_for_good_one_sees_what_goes_with_it(Database database)
    {
        await using var host = await StartAsync(database);
        var id = await host.UploadDocumentAsync();
        await CompleteAsync(host, id);
        await host.SendAsync(new ShareMedium.Command(id, "A customer", 7), MediaActs.Author);
        await host.SendAsync(new ChangeState.Command(id, ChangeState.Change.Trash), MediaActs.Author);

        var lost = (await host.SendAsync(new DeleteMedium.Query(id), MediaActs.Author)).Value;

        (lost.Versions, lost.Bytes, lost.Opens, lost.Completions, lost.Links).ShouldBe((1, Some.Pdf.Length, 1, 1, 1));
        var author = await host.SignInAsAsync(RoleNames.Author);
        using var deleted = await author.SubmitAsync($"/media/{id}/delete", ("_handler", "delete"));
        deleted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await author.GetAsync($"/media/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task E3_What_a_medium_awarded_stays_when_it_is_deleted_for_good(Database database)
    {
        await using var host = await StartAsync(database);
        var id = await host.UploadDocumentAsync();
        await CompleteAsync(host, id);

        await DeleteAsync(host, id);

        (await host.EventsAsync<ActivityCompleted>()).ShouldHaveSingleItem();
        (await host.EventsAsync<ActivityRevoked>()).ShouldBeEmpty();
        (await host.UseAsync<MediaDb, int>(db => db.Viewings.CountAsync())).ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task Only_what_lies_in_the_trash_is_deleted_and_only_by_those_who_manage_media(Database database)
    {
        await using var host = await StartAsync(database);
        var id = await host.UploadSoundAsync();

        (await host.SendAsync(new DeleteMedium.Command(id), MediaActs.Author)).Error!.Code.ShouldBe("media.not-in-trash");
        (await host.SendAsync(new DeleteMedium.Query(id), MediaActs.Author)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new DeleteMedium.Command(Guid.NewGuid()), MediaActs.Author)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        await host.SendAsync(new ChangeState.Command(id, ChangeState.Change.Trash), MediaActs.Author);
        (await host.SendAsync(new DeleteMedium.Command(id), MediaActs.Learner())).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
    }

    [Theory, EveryDatabase]
    public async Task Files_leave_the_store_with_all_that_was_made_of_them_once_nothing_refers_to_them(Database database)
    {
        await using var host = await StartAsync(database);
        var picture = Samples.Picture(1200, 800);
        var (first, second) = (await host.UploadAsync("first.png", picture), await host.UploadAsync("second.png", picture));
        await host.DoBackgroundWorkAsync();
        var file = await host.UseAsync<MediaDb, KeptFile>(db => db.Files.SingleAsync());

        await DeleteAsync(host, first);
        await SweepAsync(host);
        (await IsThereAsync(host, MediaFiles.Area, file.Hash), await IsThereAsync(host, MediaFiles.MadeArea, file.PreviewHash)).ShouldBe((true, true));
        await DeleteAsync(host, second);
        await SweepAsync(host);

        (await IsThereAsync(host, MediaFiles.Area, file.Hash), await IsThereAsync(host, MediaFiles.MadeArea, file.PreviewHash)).ShouldBe((false, false));
        (await host.UseAsync<MediaDb, int>(db => db.Files.CountAsync())).ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task Files_that_come_back_before_they_went_stay(Database database)
    {
        await using var host = await StartAsync(database);
        var content = Some.Wav(10);
        await DeleteAsync(host, await host.UploadAsync("talk.wav", content));

        var again = await host.UploadAsync("talk.wav", content);
        await SweepAsync(host);

        (await host.SendAsync(new ViewMedium.Query(again), MediaActs.Author)).IsSuccess.ShouldBeTrue();
        using var file = await (await host.SignInAsAsync(RoleNames.Learner)).GetAsync($"/media/{again}/file");
        file.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task Older_versions_stay_and_captions_that_were_replaced_go(Database database)
    {
        await using var host = await StartAsync(database);
        var id = await host.UploadAsync("talk.wav", Some.Wav(10));
        await host.SendAsync(new ReplaceFile.Command(id, await host.StoreAsync("talk.wav", Some.Wav(20)), null), MediaActs.Author);
        var old = await host.StoreAsync("old.vtt", Some.Vtt);
        var better = await host.StoreAsync("better.vtt", [.. Some.Vtt, .. "\n00:03.000 --> 00:04.000\nMore\n"u8]);
        await host.SendAsync(new CaptionMedium.Command(id, old, "en"), MediaActs.Author);
        await host.SendAsync(new CaptionMedium.Command(id, old, "en"), MediaActs.Author);
        await SweepAsync(host);
        (await IsThereAsync(host, MediaFiles.Area, old.Hash)).ShouldBeTrue();

        await host.SendAsync(new CaptionMedium.Command(id, better, "en"), MediaActs.Author);
        await SweepAsync(host);

        (await IsThereAsync(host, MediaFiles.Area, old.Hash), await IsThereAsync(host, MediaFiles.Area, better.Hash)).ShouldBe((false, true));
        (await (await host.SignInAsAsync(RoleNames.Author)).GetAsync($"/media/{id}/file?version=1")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [EveryDatabase(30, 29, 1)]
    [EveryDatabase(30, 30, 0)]
    [EveryDatabase(7, 7, 0)]
    [EveryDatabase(0, 4000, 1)]
    public async Task The_trash_is_emptied_after_as_many_days_as_are_set(Database database, int set, int days, int left)
    {
        await using var host = await StartAsync(database);
        var (thrown, kept) = (await host.UploadSoundAsync(), await host.UploadAsync("kept.wav", Some.Wav(3)));
        (await host.SendAsync(new SetUpLibrary.Command(0, set), Administrator)).Error.ShouldBeNull();
        await host.SendAsync(new ChangeState.Command(thrown, ChangeState.Change.Trash), MediaActs.Author);

        host.Clock.Advance(TimeSpan.FromDays(days));
        await host.PublishAsync(new DayBegan(DateOnly.FromDateTime(host.Clock.GetUtcNow().DateTime)));
        await host.DeliverEventsAsync();

        (await host.SendAsync(new BrowseMedia.Query(Shelf: "trash"), MediaActs.Author)).Value.Media.Total.ShouldBe(left);
        (await host.SendAsync(new ViewMedium.Query(kept), MediaActs.Learner())).IsSuccess.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task How_the_library_is_kept_is_said_by_administrators(Database database)
    {
        await using var host = await StartAsync(database);
        var administrator = await host.SignInAsAsync(RoleNames.Administrator);

        using var saved = await administrator.SubmitAsync("/media/settings", ("Input.TrashDays", "90"));

        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await host.SendAsync(new SetUpLibrary.Query(), Administrator)).Value.TrashDays.ShouldBe(90);
        (await host.SendAsync(new SetUpLibrary.Command(0, 5), Administrator)).Error!.Code.ShouldBe("media.changed-meanwhile");
        (await host.SendAsync(new SetUpLibrary.Command(1, -1), Administrator)).Error!.Fields!.Keys.ShouldBe(["TrashDays"]);
        (await host.SendAsync(new SetUpLibrary.Command(1, 5), MediaActs.Author)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
    }

    private static Task<TestHost> StartAsync(Database database) => TestHost.StartAsync(database, typeof(MediaModule).Assembly);

    private static async Task CompleteAsync(TestHost host, Guid id)
    {
        var learner = MediaActs.Learner();
        await host.SendAsync(new PlayMedium.Command(id, Opened: true), learner);
        (await host.SendAsync(new ConfirmMedium.Command(id), learner)).Error.ShouldBeNull();
    }

    private static async Task DeleteAsync(TestHost host, Guid id)
    {
        await host.SendAsync(new ChangeState.Command(id, ChangeState.Change.Trash), MediaActs.Author);
        (await host.SendAsync(new DeleteMedium.Command(id), MediaActs.Author)).Error.ShouldBeNull();
    }

    private static async Task SweepAsync(TestHost host)
    {
        host.Clock.Advance(KeptFile.Grace + TimeSpan.FromMinutes(1));
        await host.DoBackgroundWorkAsync();
    }

    private static Task<bool> IsThereAsync(TestHost host, string area, string hash) => host.UseAsync<IFiles, bool>(async files =>
    {
        await using var content = files.Open(area, hash);
        return content is not null;
    });
}
