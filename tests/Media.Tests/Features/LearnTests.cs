using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Features.BrowseMedia;
using CompetencyModular.Media.Features.ChangeState;
using CompetencyModular.Media.Features.ConfirmMedium;
using CompetencyModular.Media.Features.ContinueMedia;
using CompetencyModular.Media.Features.PlayMedium;
using CompetencyModular.Media.Features.RepeatMedium;
using CompetencyModular.Media.Features.ViewMedium;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Media.Tests.Features;

public sealed class LearnTests(MediaHosts hosts) : IClassFixture<MediaHosts>
{
    [Theory, EveryDatabase]
    public async Task R3_3_Playing_enough_of_a_sound_completes_it_and_tells_the_others_once(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (id, me) = (await host.UploadSoundAsync(100), MediaActs.Learner());

        await host.SendAsync(new PlayMedium.Command(id, Opened: true), me);
        host.Clock.Advance(TimeSpan.FromSeconds(60));
        (await host.SendAsync(new PlayMedium.Command(id, false, "0-60", 60, 100), me)).Value.ShouldBe(new PlayMedium.Response(0.6, false));
        host.Clock.Advance(TimeSpan.FromSeconds(40));
        (await host.SendAsync(new PlayMedium.Command(id, false, "0-95", 95, 100), me)).Value.IsCompleted.ShouldBeTrue();
        await host.SendAsync(new PlayMedium.Command(id, false, "0-100", 100, 100), me);

        var completed = (await host.EventsAsync<ActivityCompleted>()).Where(e => e.PersonId == me.PersonId).ShouldHaveSingleItem();
        (completed.Activity, completed.CompletedAt).ShouldBe((new ActivityRef("Media", "medium", id), host.Clock.GetUtcNow()));
        var seen = (await host.SendAsync(new ViewMedium.Query(id), me)).Value.Mine!;
        (seen.Share, seen.Parts, seen.Opens, seen.CompletedAt).ShouldBe((1d, "0-100", 1, host.Clock.GetUtcNow()));
    }

    [Theory, EveryDatabase]
    public async Task A_report_of_more_than_there_was_time_for_changes_nothing(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (id, me) = (await host.UploadSoundAsync(1000), MediaActs.Learner());
        await host.SendAsync(new PlayMedium.Command(id, Opened: true), me);
        host.Clock.Advance(TimeSpan.FromSeconds(10));

        (await host.SendAsync(new PlayMedium.Command(id, false, "0-1000", 1000, 1000), me)).Error!.Code.ShouldBe("media.too-fast");

        (await host.LatestAsync(id, me))!.Share.ShouldBe(0);
    }

    [Theory]
    [EveryDatabase("0-x", 0d, 10d)]
    [EveryDatabase("0-5", -1d, 10d)]
    [EveryDatabase("0-5", 5d, double.NaN)]
    [EveryDatabase("0-5", 5d, 1e9)]
    public async Task A_report_that_no_player_makes_is_refused(Database database, string parts, double position, double length)
    {
        var host = await hosts.OnAsync(database);
        var id = await host.UploadSoundAsync();

        (await host.SendAsync(new PlayMedium.Command(id, true, parts, position, length), MediaActs.Learner())).Error!.Kind.ShouldBe(ErrorKind.Invalid);
    }

    [Theory, EveryDatabase]
    public async Task A_document_is_completed_by_ones_own_word_after_it_was_opened(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (id, me) = (await host.UploadDocumentAsync(), MediaActs.Learner());

        (await host.SendAsync(new ConfirmMedium.Command(id), me)).Error!.Code.ShouldBe("media.open-first");
        await host.SendAsync(new PlayMedium.Command(id, Opened: true), me);
        (await host.SendAsync(new ConfirmMedium.Command(id), me)).Error.ShouldBeNull();
        await host.SendAsync(new ConfirmMedium.Command(id), me);

        (await host.EventsAsync<ActivityCompleted>()).Where(e => e.PersonId == me.PersonId).ShouldHaveSingleItem().Activity.Id.ShouldBe(id);
    }

    [Theory, EveryDatabase]
    public async Task A_picture_is_opened_by_the_page_that_shows_it(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (id, me) = (await host.UploadAsync("plan.png", Some.Png), MediaActs.Learner());

        (await host.SendAsync(new ConfirmMedium.Command(id), me)).Error.ShouldBeNull();

        (await host.LatestAsync(id, me))!.Opens.ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task Completing_it_once_more_is_told_as_a_new_occurrence_and_the_first_stays(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (id, me) = (await host.UploadDocumentAsync(), MediaActs.Learner());
        await CompleteAsync(host, id, me);

        await host.SendAsync(new RepeatMedium.Command(id), me);
        (await host.SendAsync(new ViewMedium.Query(id), me)).Value.Mine!.CompletedAt.ShouldBeNull();
        (await host.SendAsync(new BrowseMedia.Query(PageSize: 200), me)).Value.Media.Items.Single(m => m.Id == id).IsCompleted.ShouldBeTrue();
        await CompleteAsync(host, id, me);

        (await host.EventsAsync<ActivityCompleted>()).Where(e => e.PersonId == me.PersonId).Select(e => e.OccurrenceKey).Distinct().Count().ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task What_is_not_in_the_library_is_neither_played_nor_confirmed(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (draft, me) = (await host.UploadDocumentAsync(publish: false), MediaActs.Learner());

        (await host.SendAsync(new PlayMedium.Command(draft, Opened: true), me)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new ConfirmMedium.Command(draft), me)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new RepeatMedium.Command(Guid.NewGuid()), me)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new ConfirmMedium.Command(draft), Actor.With(RoleNames.Auditor))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
    }

    [Theory, EveryDatabase]
    public async Task Media_are_on_offer_for_gap_plans_with_how_far_the_person_is(Database database)
    {
        var host = await hosts.OnAsync(database);
        var me = MediaActs.Learner();
        var (fresh, begun, done, draft) = (await host.UploadSoundAsync(), await host.UploadSoundAsync(), await host.UploadDocumentAsync(), await host.UploadDocumentAsync(publish: false));
        await host.SendAsync(new PlayMedium.Command(begun, Opened: true), me);
        await CompleteAsync(host, done, me);

        var offers = (await host.UseAsync<IActivityCatalog, IReadOnlyList<ActivityOffer>>(c => c.OffersForAsync(me.PersonId, CancellationToken.None))).ToDictionary(o => o.Activity.Id);

        (offers[fresh].Progress, offers[begun].Progress, offers[done].Progress).ShouldBe((OfferProgress.NotStarted, OfferProgress.Started, OfferProgress.Completed));
        (offers[fresh].Minutes, offers[fresh].Money, offers[fresh].Visibility, offers[fresh].Link.Url).ShouldBe((2, 0m, OfferVisibility.Open, $"/media/{fresh}"));
        offers.ShouldNotContainKey(draft);
    }

    [Theory, EveryDatabase]
    public async Task A_medium_of_an_accepted_plan_waits_among_what_one_goes_on_with(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (id, me) = (await host.UploadSoundAsync(), MediaActs.Learner());
        var requested = new ActivityRequested(me.PersonId, MediumRef.Of(id), "gap-plan");

        await host.PublishAsync(requested, requested, new ActivityRequested(me.PersonId, new ActivityRef("Paths", "course", id), "gap-plan"));
        await host.DeliverEventsAsync();

        (await host.SendAsync(new ContinueMedia.Query(5), me)).Value.ShouldHaveSingleItem().Id.ShouldBe(id);
        (await host.LatestAsync(id, me)).ShouldNotBeNull().Reason.ShouldBe("gap-plan");
    }

    [Theory, EveryDatabase]
    public async Task What_was_completed_before_is_begun_anew_when_a_later_plan_asks_for_it(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (id, me) = (await host.UploadDocumentAsync(), MediaActs.Learner());
        await CompleteAsync(host, id, me);
        host.Clock.Advance(TimeSpan.FromDays(1));

        await host.PublishAsync(new ActivityRequested(me.PersonId, MediumRef.Of(id), "gap-plan"));
        await host.DeliverEventsAsync();

        (await host.LatestAsync(id, me))!.Occurrence.ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task What_is_withdrawn_is_no_longer_gone_on_with(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (id, me) = (await host.UploadSoundAsync(), MediaActs.Learner());
        await host.SendAsync(new PlayMedium.Command(id, Opened: true), me);

        await host.SendAsync(new ChangeState.Command(id, ChangeState.Change.Withdraw), MediaActs.Author);

        (await host.SendAsync(new ContinueMedia.Query(5), me)).Value.ShouldBeEmpty();
    }

    private static async Task CompleteAsync(TestHost host, Guid id, Actor actor)
    {
        await host.SendAsync(new PlayMedium.Command(id, Opened: true), actor);
        (await host.SendAsync(new ConfirmMedium.Command(id), actor)).Error.ShouldBeNull();
    }
}
