using System.Net;
using CompetencyModular.Host.Audit;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Outbox.RetryDeliveries;
using CompetencyModular.Host.Outbox.ReviewDeliveries;
using CompetencyModular.Host.Outbox.SkipDelivery;
using CompetencyModular.Host.Outbox.ViewDelivery;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Probe;
using CompetencyModular.Probe.Features.WhenNoteWritten;
using CompetencyModular.Probe.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Outbox;

/// <summary>What could not be delivered waits for an administrator, who tries it again when the cause is gone, or lets it go with a reason.</summary>
public sealed class ParkedDeliveryTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    private const string Subscriber = "Probe.WhenNoteWritten.probe.note-written";

    private static readonly Actor Admin = Actor.With(RoleNames.Administrator);

    [Theory, EveryDatabase]
    public async Task A_parked_delivery_stands_on_the_page_with_its_consumer_its_tries_and_its_error_in_both_languages(Database database)
    {
        var (host, topic) = await StartAsync(database);
        var id = await ParkAsync(host, topic, topic);
        var admin = await host.SignInAsAsync(RoleNames.Administrator);

        var list = await admin.GetPageAsync("/admin/deliveries?sort=-when");
        var row = list.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains(topic));
        var one = (await admin.GetPageAsync($"/admin/deliveries/{id}/{Subscriber}")).Body!.TextContent;
        admin.DefaultRequestHeaders.Add("Accept-Language", "de");
        var german = await admin.GetPageAsync("/admin/deliveries");

        foreach (var expected in new[] { "probe.note-written", "WhenNoteWritten", "12", "was told to throw" }) row.TextContent.ShouldContain(expected);
        foreach (var expected in new[] { "probe.note-written", "WhenNoteWritten", $"topic/{topic}", "was told to throw" }) one.ShouldContain(expected);
        german.QuerySelector("h1")!.TextContent.ShouldBe("Zustellungen");
        (await admin.GetPageAsync("/admin/modules")).QuerySelector("a[href='admin/deliveries']").ShouldNotBeNull();
    }

    [Theory, EveryDatabase]
    public async Task Tried_again_after_the_cause_is_gone_it_is_delivered_and_what_waited_behind_it_follows_in_order(Database database)
    {
        var (host, topic) = await StartAsync(database);
        var id = await ParkAsync(host, topic, topic + "1", topic + "2");
        var admin = await host.SignInAsAsync(RoleNames.Administrator);

        (await admin.SubmitAsync("/admin/deliveries", ("_handler", $"retry-{id}-{Subscriber}"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await host.DeliverEventsAsync(tolerateErrors: true);

        (await HeardAsync(host, topic)).ShouldBe([topic + "1", topic + "2"]);
        (await StatesAsync(host, topic)).ShouldBe([DeliveryState.Done, DeliveryState.Done]);
        (await admin.GetAsync($"/admin/deliveries/{id}/{Subscriber}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task Tried_again_too_early_it_has_all_its_tries_before_it_once_more(Database database)
    {
        var (host, topic) = await StartAsync(database);
        var id = await ParkAsync(host, topic, topic);
        host.Services.GetRequiredService<Faults>().Expect(topic, times: 1);

        (await host.SendAsync(new RetryDelivery.Command(Subscriber, id), Admin)).IsSuccess.ShouldBeTrue();
        await host.DeliverEventsAsync(tolerateErrors: true);

        var delivery = await host.UseAsync<PlatformDb, Delivery>(db => db.Set<Delivery>().SingleAsync(d => d.Subscriber == Subscriber && d.MessageId == id));
        (delivery.State, delivery.Attempts).ShouldBe((DeliveryState.Due, 1));
        (await host.SendAsync(new ReviewDeliveries.Query(DeliveryView.Retrying), Admin)).Value.Deliveries.Items.ShouldContain(r => r.MessageId == id && r.Said!.Contains("was told to throw"));
    }

    [Theory, EveryDatabase]
    public async Task A_skipped_delivery_is_never_tried_again_and_lets_go_on_what_waited_behind_it(Database database)
    {
        var (host, topic) = await StartAsync(database);
        var id = await ParkAsync(host, topic, topic + "1", topic + "2");
        var person = await host.CreatePersonAsync("Grace Hopper", RoleNames.Administrator);
        var admin = await host.SignInAsync(person);

        (await admin.SubmitAsync($"/admin/deliveries/{id}/{Subscriber}", ("Input.Reason", "The note was written by mistake"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await host.SendAsync(new RetryDelivery.Command(Subscriber, id), Admin)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new RetryDeliveries.Command(Module: null), Admin)).IsSuccess.ShouldBeTrue();
        await host.DeliverEventsAsync(tolerateErrors: true);

        (await HeardAsync(host, topic)).ShouldBe([topic + "2"]);
        (await StatesAsync(host, topic)).ShouldBe([DeliveryState.Skipped, DeliveryState.Done]);
        (await admin.GetPageAsync("/admin/deliveries?show=skipped")).Body!.TextContent.ShouldContain("The note was written by mistake");
    }

    [Theory, EveryDatabase]
    public async Task Who_skipped_a_delivery_and_why_and_what_had_gone_wrong_is_kept(Database database)
    {
        var (host, topic) = await StartAsync(database);
        var id = await ParkAsync(host, topic, topic);
        var person = await host.CreatePersonAsync("Grace Hopper", RoleNames.Administrator);

        (await host.SendAsync(new SkipDelivery.Command(Subscriber, id, " Not needed "), person)).IsSuccess.ShouldBeTrue();

        (await host.EventsAsync<DeliverySkipped>()).ShouldContain(e => e.MessageId == id && e.Reason == "Not needed" && e.Error.Contains("was told to throw"));
        (await host.UseAsync<PlatformDb, bool>(db => db.Set<OutboxMessage>().AnyAsync(m => m.StreamKey == $"delivery/{id}" && m.ActorId == person.PersonId))).ShouldBeTrue();
        (await host.UseAsync<PlatformDb, bool>(db => db.Set<AuditEntry>().AnyAsync(a => a.Action == "Host.SkipDelivery.Command" && a.ActorId == person.PersonId))).ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task Skipping_needs_a_reason(Database database)
    {
        var (host, topic) = await StartAsync(database);
        var id = await ParkAsync(host, topic, topic);
        var admin = await host.SignInAsAsync(RoleNames.Administrator);

        var answer = await admin.SubmitAsync($"/admin/deliveries/{id}/{Subscriber}", ("Input.Reason", " "));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.ReadPageAsync()).QuerySelector("dialog[open] [role='alert']").ShouldNotBeNull();
        (await StatesAsync(host, topic)).ShouldBe([DeliveryState.Parked]);
    }

    [Theory, EveryDatabase]
    public async Task What_waits_for_a_feature_that_is_off_is_shown_as_held_and_cannot_be_skipped(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        await host.SetFeatureAsync(ProbeFeatures.Extra, isOn: false);
        await host.PublishAsync(new NoteWritten("notes", "held back"));
        await host.DeliverEventsAsync();
        var id = await host.UseAsync<PlatformDb, long>(db => db.Set<OutboxMessage>().Select(m => m.Id).SingleAsync());
        var admin = await host.SignInAsAsync(RoleNames.Administrator);

        var rows = (await admin.GetPageAsync("/admin/deliveries?show=held")).QuerySelectorAll("tbody tr").Select(r => r.TextContent).ToList();

        rows.ShouldHaveSingleItem().ShouldContain(nameof(WhenNoteWrittenExtra));
        (await admin.GetPageAsync($"/admin/deliveries/{id}/Probe.WhenNoteWrittenExtra.probe.note-written")).Body!.TextContent.ShouldContain("as soon as it is on again");
        (await host.SendAsync(new SkipDelivery.Command("Probe.WhenNoteWrittenExtra.probe.note-written", id, "why not"), Admin)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task All_parked_deliveries_of_a_module_are_tried_again_at_once_and_the_list_is_paged(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        for (var i = 0; i < 27; i++) await host.PublishAsync(new NoteWritten($"topic {i}", $"note {i:00}"));
        await host.UseAsync<PlatformDb, int>(db => db.Set<Delivery>().Where(d => d.Subscriber == Subscriber).ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeliveryState.Parked)));
        var admin = await host.SignInAsAsync(RoleNames.Administrator);

        (await admin.GetPageAsync("/admin/deliveries?page=2")).QuerySelectorAll("tbody tr").Length.ShouldBe(2);
        (await admin.GetPageAsync("/admin/deliveries?module=Platform")).QuerySelectorAll("tbody tr").Length.ShouldBe(0);
        (await host.SendAsync(new RetryDeliveries.Command("Platform"), Admin)).Value.Count.ShouldBe(0);
        (await admin.SubmitAsync("/admin/deliveries?module=Probe", ("_handler", "retry-all"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await host.DeliverEventsAsync();

        (await HeardAsync(host, "note")).Count.ShouldBe(27);
        (await admin.GetPageAsync("/admin/deliveries")).QuerySelector(".empty-state").ShouldNotBeNull();
    }

    [Theory, EveryDatabase]
    public async Task Nobody_but_an_administrator_sees_or_touches_deliveries(Database database)
    {
        var (host, topic) = await StartAsync(database);
        var id = await ParkAsync(host, topic, topic);
        var other = Actor.With(RoleNames.Learner, RoleNames.Manager, RoleNames.HR, RoleNames.Auditor, RoleNames.Author);
        var client = await host.SignInAsync(await host.CreatePersonAsync("Ada Lovelace", RoleNames.HR, RoleNames.Auditor));

        (await client.GetAsync("/admin/deliveries")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.GetAsync($"/admin/deliveries/{id}/{Subscriber}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.SendAsync(new RetryDelivery.Command(Subscriber, id), other)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new RetryDeliveries.Command(Module: null), other)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new SkipDelivery.Command(Subscriber, id, "no"), other)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await StatesAsync(host, topic)).ShouldBe([DeliveryState.Parked]);
    }

    [Theory, EveryDatabase]
    public async Task Another_tenants_delivery_is_not_found_M3(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        await host.AddTenantAsync("Other organisation", "other.example");
        var id = await ParkAsync(host, "topic", "topic");
        var admin = await host.SignInAsAsync(RoleNames.Administrator);

        (await admin.GetAsync($"/admin/deliveries/{id}/{Subscriber}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.GetAsync($"https://other.example/admin/deliveries/{id}/{Subscriber}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await admin.GetPageAsync("https://other.example/admin/deliveries")).QuerySelectorAll("tbody tr").Length.ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task What_is_not_there_is_not_found(Database database)
    {
        var (host, _) = await StartAsync(database);

        (await host.SendAsync(new ViewDelivery.Query(Subscriber, 987_654_321), Admin)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new ViewDelivery.Query("Nobody", 1), Admin)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new RetryDelivery.Command("Nobody", 1), Admin)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    private async Task<(TestHost Host, string Topic)> StartAsync(Database database) => (await hosts.OnAsync(database), Guid.NewGuid().ToString("N"));

    /// <summary>Publishes notes on one topic of which the first meets a fault, as if it had been the last of its tries.</summary>
    private static async Task<long> ParkAsync(TestHost host, string topic, params string[] titles)
    {
        host.Services.GetRequiredService<Faults>().Expect(titles[0], times: 1);
        foreach (var title in titles) await host.PublishAsync(new NoteWritten(topic, title));
        await host.DeliverEventsAsync(tolerateErrors: true);
        return await host.UseAsync<PlatformDb, long>(async db =>
        {
            var first = await db.Set<Delivery>().Where(d => d.StreamKey == "topic/" + topic && d.Subscriber == Subscriber).OrderBy(d => d.MessageId).FirstAsync();
            (first.State, first.Attempts) = (DeliveryState.Parked, 12);
            await db.SaveChangesAsync();
            return first.MessageId;
        });
    }

    private static Task<List<string>> HeardAsync(TestHost host, string topic) => host.UseAsync<ProbeDb, List<string>>(
        db => db.Heard.Where(h => h.By == nameof(WhenNoteWritten) && h.Title.StartsWith(topic)).OrderBy(h => h.Place).Select(h => h.Title).ToListAsync());

    private static Task<List<DeliveryState>> StatesAsync(TestHost host, string topic) => host.UseAsync<PlatformDb, List<DeliveryState>>(
        db => db.Set<Delivery>().Where(d => d.StreamKey == "topic/" + topic && d.Subscriber == Subscriber).OrderBy(d => d.MessageId).Select(d => d.State).ToListAsync());
}
