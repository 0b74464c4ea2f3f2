using CompetencyModular.Media.Domain;
using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.Media.Tests.Domain;

public sealed class ViewingTests
{
    [Fact]
    public void Parts_add_up_over_visits_until_enough_is_played()
    {
        var medium = Some.Played(100);
        var viewing = Some.Viewing(medium);

        viewing.Play(medium, [new(0, 50)], 50, 100, Some.Now.AddSeconds(50));
        viewing.IsCompleted.ShouldBeFalse();
        viewing.Play(medium, [new(60, 100)], 100, 100, Some.Now.AddDays(1));

        viewing.Share.ShouldBe(0.9, 1e-9);
        viewing.CompletedAt.ShouldBe(Some.Now.AddDays(1));
        viewing.Completion.ShouldBe(new ActivityCompleted(viewing.PersonId, new ActivityRef("Media", "medium", medium.Id), viewing.Id.ToString(), medium.Title, Some.Now.AddDays(1)));
    }

    [Fact]
    public void One_second_short_of_the_threshold_is_not_yet_complete()
    {
        var medium = Some.Played(100);
        var viewing = Some.Viewing(medium);

        viewing.Play(medium, [new(0, 89)], 89, 100, Some.Now.AddSeconds(89));

        (viewing.IsCompleted, viewing.Completion).ShouldBe((false, null));
    }

    [Fact]
    public void Nobody_plays_faster_than_the_clock_allows()
    {
        var medium = Some.Played(1000);
        var viewing = Some.Viewing(medium);

        viewing.Play(medium, [new(0, 1000)], 1000, 1000, Some.Now.AddSeconds(60)).Error.ShouldBe(MediaErrors.TooFast);

        (viewing.Share, viewing.IsCompleted).ShouldBe((0d, false));
    }

    [Fact]
    public void At_the_fastest_speed_of_a_player_it_counts()
    {
        var medium = Some.Played(1000);
        var viewing = Some.Viewing(medium);

        viewing.Play(medium, [new(0, 400)], 400, 1000, Some.Now.AddSeconds(100)).Error.ShouldBeNull();

        viewing.Share.ShouldBe(0.4, 1e-9);
    }

    [Fact]
    public void The_files_own_length_goes_before_what_a_player_says()
    {
        var medium = Some.Played(1000);
        var viewing = Some.Viewing(medium);

        viewing.Play(medium, [new(0, 10)], 10, length: 10, Some.Now.AddSeconds(10));

        viewing.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void Where_the_file_does_not_tell_its_length_the_player_does()
    {
        var medium = Medium.Of(Guid.CreateVersion7(), Some.File("talk.ogg"), null, null, Some.Now);
        medium.Publish(Some.Now);
        var viewing = Some.Viewing(medium);

        viewing.Play(medium, [new(0, 10)], 10, length: 0, Some.Now.AddSeconds(10)).Error.ShouldBe(MediaErrors.NotPlayed);
        viewing.Play(medium, [new(0, 10)], 10, length: 10, Some.Now.AddSeconds(10));

        viewing.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void It_goes_on_where_it_was_left_and_from_the_start_after_the_end()
    {
        var medium = Some.Played(100);
        var viewing = Some.Viewing(medium);

        viewing.Play(medium, [new(0, 30)], 30, 100, Some.Now.AddSeconds(30));
        viewing.Position.ShouldBe(30);
        viewing.Play(medium, [new(30, 100)], 100, 100, Some.Now.AddSeconds(100));
        viewing.Position.ShouldBe(0);
    }

    [Fact]
    public void A_new_version_begins_anew_what_is_not_complete()
    {
        var medium = Some.Played(100);
        var viewing = Some.Viewing(medium);
        viewing.Play(medium, [new(0, 80)], 80, 100, Some.Now.AddSeconds(80));
        medium.Replace(Some.File("longer.wav", 1), 200, "", null, Some.Now.AddHours(1));

        viewing.Play(medium, [new(0, 20)], 20, 200, Some.Now.AddHours(2));

        (viewing.Parts, viewing.VersionNumber).ShouldBe(("0-20", 2));
    }

    [Fact]
    public void N3_A_new_version_never_takes_back_a_completion()
    {
        var medium = Some.Played(100);
        var viewing = Some.Viewing(medium);
        viewing.Play(medium, [new(0, 100)], 100, 100, Some.Now.AddSeconds(100));
        medium.Replace(Some.File("longer.wav", 1), 200, "", null, Some.Now.AddHours(1));

        viewing.Open(medium, Some.Now.AddHours(2));
        viewing.Play(medium, [new(0, 20)], 20, 200, Some.Now.AddHours(2));

        (viewing.CompletedAt, viewing.CompletedVersion).ShouldBe((Some.Now.AddSeconds(100), 1));
    }

    [Fact]
    public void A_document_is_opened_before_it_is_confirmed()
    {
        var medium = Some.Document();
        var viewing = Some.Viewing(medium);

        viewing.Confirm(medium, Some.Now).Error.ShouldBe(MediaErrors.OpenFirst);
        viewing.Open(medium, Some.Now);
        viewing.Confirm(medium, Some.Now.AddMinutes(5)).Error.ShouldBeNull();

        (viewing.IsCompleted, viewing.Share, viewing.Completion!.CompletedAt).ShouldBe((true, 1d, Some.Now.AddMinutes(5)));
    }

    [Fact]
    public void What_is_played_is_not_completed_by_a_word_nor_what_is_read_by_playing()
    {
        var (sound, document) = (Some.Played(), Some.Document());

        Some.Viewing(sound).Confirm(sound, Some.Now).Error.ShouldBe(MediaErrors.PlayFirst);
        Some.Viewing(document).Play(document, [new(0, 1)], 1, 1, Some.Now).Error.ShouldBe(MediaErrors.NotPlayed);
    }

    [Fact]
    public void Completing_it_is_told_once()
    {
        var medium = Some.Document();
        var viewing = Some.Viewing(medium);
        viewing.Open(medium, Some.Now);
        viewing.Confirm(medium, Some.Now);
        var first = viewing.CompletedAt;

        viewing.Confirm(medium, Some.Now.AddDays(1));

        viewing.CompletedAt.ShouldBe(first);
    }

    [Fact]
    public void Repeating_begins_a_new_occurrence_only_after_a_completion()
    {
        var medium = Some.Document();
        var viewing = Some.Viewing(medium);
        Viewing.Of(medium, viewing, viewing.PersonId, Reasons.OwnChoice, again: true, Some.Now).Value.ShouldBe(viewing);
        viewing.Open(medium, Some.Now);
        viewing.Confirm(medium, Some.Now);

        var again = Viewing.Of(medium, viewing, viewing.PersonId, "gap-plan", again: true, Some.Now.AddYears(1)).Value;

        (again.Occurrence, again.IsCompleted, again.Opens, again.Reason).ShouldBe((2, false, 0, "gap-plan"));
        viewing.IsCompleted.ShouldBeTrue();
        Viewing.Of(medium, viewing, viewing.PersonId, Reasons.OwnChoice, again: false, Some.Now.AddYears(1)).Value.ShouldBe(viewing);
    }

    [Fact]
    public void What_is_not_on_offer_cannot_be_begun_but_what_was_begun_stays()
    {
        var medium = Some.Document();
        var begun = Some.Viewing(medium);
        medium.Withdraw(Some.Now);

        Viewing.Of(medium, null, Guid.CreateVersion7(), Reasons.OwnChoice, again: false, Some.Now).Error.ShouldBe(MediaErrors.NotOnOffer);
        Viewing.Of(medium, begun, begun.PersonId, Reasons.OwnChoice, again: false, Some.Now).Value.ShouldBe(begun);
    }
}
