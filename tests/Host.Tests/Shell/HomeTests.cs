using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Probe;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Host.Tests.Shell;

/// <summary>Home says to each role what waits and what it keeps in order.</summary>
public sealed class HomeTests
{
    [Theory, EveryDatabase]
    public async Task Each_role_sees_its_own_part_of_the_organisation(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        var learner = await HomeAsync(host, RoleNames.Learner);
        var auditor = await HomeAsync(host, RoleNames.Auditor);
        var hr = await HomeAsync(host, RoleNames.Learner, RoleNames.HR);
        var admin = await HomeAsync(host, RoleNames.Learner, RoleNames.Administrator);

        learner.ShouldNotContain("The organisation");
        auditor.ShouldContain("The organisation");
        auditor.ShouldNotContain("Cannot sign in yet");
        auditor.ShouldNotContain("The installation");
        hr.ShouldContain("Cannot sign in yet");
        hr.ShouldNotContain("The installation");
        admin.ShouldContain("Everything runs");
    }

    [Theory, EveryDatabase]
    public async Task An_administrator_sees_at_home_that_a_delivery_is_parked(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        await host.PublishAsync(new NoticePosted("Probe", "settled", null, null));
        await host.UseAsync<PlatformDb, int>(db =>
        {
            db.Add(new Delivery { Subscriber = "Probe.WhenLost.probe.lost", MessageId = db.Set<OutboxMessage>().Max(m => m.Id), StreamKey = "lost/1", State = DeliveryState.Parked });
            return db.SaveChangesAsync();
        });

        (await HomeAsync(host, RoleNames.Administrator)).ShouldContain("1 parked");
    }

    [Theory, EveryDatabase]
    public async Task Who_has_nothing_of_their_own_is_told_how_to_go_on_and_sees_what_is_new(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        var guest = await host.CreatePersonAsync("Gil Guest", RoleNames.Guest);
        await host.PublishAsync(new NoticePosted("Probe", "note/1", guest.PersonId, new NewNotice(NoticeKind.WaitsOnYou, "Notice.Note", "probe/notes", "Ada", "soon")));
        await host.DeliverEventsAsync();

        var home = (await (await host.SignInAsync(guest)).GetPageAsync("/")).Body!.TextContent;

        home.ShouldContain("Hello Gil");
        home.ShouldContain("Ada wrote a note");
        home.ShouldContain("If somebody gave you a link");
    }

    private static async Task<string> HomeAsync(TestHost host, params string[] roles) =>
        (await (await host.SignInAsync(await host.CreatePersonAsync("Ada Lovelace", roles))).GetPageAsync("/")).Body!.TextContent;
}
