using CompetencyModular.Media.Features.PlayMedium;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Media.Tests.Features;

public sealed class WhenPeopleMergedTests(MediaHosts hosts) : IClassFixture<MediaHosts>
{
    [Theory, EveryDatabase]
    public async Task What_both_have_played_adds_up(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (id, stays, goes) = (await host.UploadSoundAsync(100), MediaActs.Learner(), MediaActs.Learner());
        await host.SendAsync(new PlayMedium.Command(id, Opened: true), stays);
        await host.SendAsync(new PlayMedium.Command(id, Opened: true), goes);
        host.Clock.Advance(TimeSpan.FromSeconds(60));
        await host.SendAsync(new PlayMedium.Command(id, false, "0-40", 40, 100), stays);
        await host.SendAsync(new PlayMedium.Command(id, false, "20-60", 60, 100), goes);

        await host.PublishAsync(new PeopleMerged(goes.PersonId, stays.PersonId), new PeopleMerged(goes.PersonId, stays.PersonId));
        await host.DeliverEventsAsync();

        var seen = (await host.LatestAsync(id, stays))!;
        (seen.Parts, Math.Round(seen.Share, 3), seen.Opens, seen.Occurrence).ShouldBe(("0-60", 0.6, 2, 1));
        (await host.LatestAsync(id, goes)).ShouldBeNull();
    }
}
