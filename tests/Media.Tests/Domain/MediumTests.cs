using CompetencyModular.Media.Domain;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.Media.Tests.Domain;

public sealed class MediumTests
{
    [Theory]
    [InlineData("safety_briefing-2026.wav", "Safety briefing 2026")]
    [InlineData("photo.png", "Photo")]
    public void It_is_named_after_its_file(string file, string title) => Medium.Of(Guid.CreateVersion7(), Some.File(file), null, null, Some.Now).Title.ShouldBe(title);

    [Fact]
    public void Its_working_time_begins_with_how_long_it_plays() => Some.Played(185).Minutes.ShouldBe(4);

    [Fact]
    public void A_newer_file_is_current_and_the_older_one_can_come_back()
    {
        var medium = Some.Played();

        medium.Replace(Some.File("new.mp3", 1), 90, " Better sound ", null, Some.Now).Error.ShouldBeNull();
        (medium.Current.FileName, medium.Current.Number, medium.Current.Note).ShouldBe(("new.mp3", 2, "Better sound"));
        medium.GoBackTo(1, Some.Now);
        medium.Current.FileName.ShouldBe("talk.wav");
        medium.Replace(Some.File("third.mp3", 2), 90, "", null, Some.Now);

        medium.Current.Number.ShouldBe(3);
        medium.Versions.Count.ShouldBe(3);
        medium.GoBackTo(9, Some.Now).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Fact]
    public void A_file_of_another_kind_is_no_new_version() => Some.Played().Replace(Some.File("rules.pdf"), null, "", null, Some.Now).Error.ShouldBe(MediaErrors.AnotherKind);

    [Fact]
    public void The_same_file_is_no_new_version() => Some.Played().Replace(Some.File("talk.wav"), 100, "", null, Some.Now).Error.ShouldBe(MediaErrors.SameFile);

    [Fact]
    public void There_are_captions_once_for_each_language()
    {
        var medium = Some.Played();

        medium.Caption(Guid.CreateVersion7(), Some.File("a.vtt"), "en", Some.Now);
        medium.Caption(Guid.CreateVersion7(), Some.File("b.vtt", 1), "de", Some.Now);
        medium.Caption(Guid.CreateVersion7(), Some.File("c.vtt", 2), "en", Some.Now);

        medium.Captions.Select(c => (c.Language, c.FileName)).ShouldBe([("de", "b.vtt"), ("en", "c.vtt")]);
        Some.Document().Caption(Guid.CreateVersion7(), Some.File("a.vtt"), "en", Some.Now).Error.ShouldBe(MediaErrors.NothingToCaption);
    }

    [Fact]
    public void It_comes_back_from_the_trash_as_it_was()
    {
        var medium = Some.Played();

        medium.Trash(null, Some.Now);
        medium.IsOnOffer.ShouldBeFalse();
        medium.Restore(Some.Now);

        (medium.IsOnOffer, medium.State).ShouldBe((true, MediumState.Published));
    }

    [Fact]
    public void It_is_found_by_title_folder_tags_file_and_description()
    {
        var medium = Some.Played();

        medium.Describe(new MediumDetails("Größe zählt", "Über Pumpen", "Wasser", "de", 3, 80, ["Lecks", " Lecks ", ""]), Some.Now);

        foreach (var word in new[] { "GROSSE", "PUMPEN", "WASSER", "LECKS", "TALK" }) medium.SearchText.ShouldContain(word);
        medium.Tags.Count.ShouldBe(1);
    }

    [Fact]
    public void A_link_is_kept_as_a_hash_and_works_until_it_is_taken_back()
    {
        var (link, token) = ShareLink.For(Guid.CreateVersion7(), "Customer", 30, null, Some.Now);

        token.Length.ShouldBe(64);
        link.TokenHash.ShouldBe(ShareLink.HashOf(token));
        link.TokenHash.ShouldNotContain(token);
        link.ExpiresAt.ShouldBe(Some.Now.AddDays(30));
        link.Revoke(Some.Now.AddDays(1));
        link.Revoke(Some.Now.AddDays(2));
        link.RevokedAt.ShouldBe(Some.Now.AddDays(1));
    }
}
