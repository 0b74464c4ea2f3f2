using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Probe;
using CompetencyModular.Probe.Features.WhenNoteWritten;
using CompetencyModular.Probe.Persistence;
using CompetencyModular.Sdk.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Outbox;

/// <summary>An event reaches each consumer once and in order of its stream; what does not succeed is tried again later and later, then set aside.</summary>
public sealed class DeliveryTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    private const string Subscriber = "Probe.WhenNoteWritten.probe.note-written";

    [Theory, EveryDatabase]
    public async Task A_consumer_acts_once_however_often_the_event_is_delivered(Database database)
    {
        var (host, topic) = await StartAsync(database);
        await host.PublishAsync(new NoteWritten(topic, topic + "1"));

        await host.DeliverEventsAsync(tolerateErrors: true);
        await host.DeliverEventsAsync(tolerateErrors: true);
        await host.UseAsync<PlatformDb, int>(db => db.Set<Delivery>().Where(d => d.StreamKey == "topic/" + topic).ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeliveryState.Due)));
        await host.DeliverEventsAsync(tolerateErrors: true);

        (await HeardAsync(host, topic)).ShouldBe([topic + "1"]);
        (await StatesAsync(host, topic)).ShouldBe([DeliveryState.Done]);
    }

    [Theory, EveryDatabase]
    public async Task What_follows_in_a_stream_waits_for_what_did_not_succeed_and_other_streams_do_not(Database database)
    {
        var (host, topic) = await StartAsync(database);
        var other = Guid.NewGuid().ToString("N");
        host.Services.GetRequiredService<Faults>().Expect(topic + "1", times: 1);
        await host.PublishAsync(new NoteWritten(topic, topic + "1"), new NoteWritten(topic, topic + "2"), new NoteWritten(other, other + "1"));

        await host.DeliverEventsAsync(tolerateErrors: true);
        (await HeardAsync(host, topic)).ShouldBeEmpty("The effect of what did not succeed is there, or a later event came first.");
        (await HeardAsync(host, other)).ShouldBe([other + "1"]);

        host.Clock.Advance(TimeSpan.FromSeconds(2));
        await host.DeliverEventsAsync(tolerateErrors: true);
        (await HeardAsync(host, topic)).ShouldBe([topic + "1", topic + "2"]);
    }

    [Theory, EveryDatabase]
    public async Task Tries_come_later_and_later(Database database)
    {
        var (host, topic) = await StartAsync(database);
        var faults = host.Services.GetRequiredService<Faults>();
        faults.Expect(topic, times: 100);
        await host.PublishAsync(new NoteWritten(topic, topic));

        // About 1 s, 4 s, 16 s after the try before; a jitter of a tenth both ways.
        foreach (var (seconds, tries) in new[] { (0.0, 1), (0.8, 1), (0.4, 2), (3.5, 2), (1.0, 3), (14.0, 3), (4.0, 4) })
        {
            host.Clock.Advance(TimeSpan.FromSeconds(seconds));
            await host.DeliverEventsAsync(tolerateErrors: true);
            faults.Tries[topic].ShouldBe(tries);
        }
    }

    [Theory, EveryDatabase]
    public async Task After_the_last_try_it_is_parked_with_its_error_and_holds_up_its_own_stream_alone(Database database)
    {
        var (host, topic) = await StartAsync(database);
        var (faults, other) = (host.Services.GetRequiredService<Faults>(), Guid.NewGuid().ToString("N"));
        faults.Expect(topic + "1", times: 100);
        await host.PublishAsync(new NoteWritten(topic, topic + "1"), new NoteWritten(topic, topic + "2"));

        for (var i = 0; i < 20; i++)
        {
            await host.DeliverEventsAsync(tolerateErrors: true);
            host.Clock.Advance(TimeSpan.FromHours(27));
        }

        await host.PublishAsync(new NoteWritten(other, other));
        await host.DeliverEventsAsync(tolerateErrors: true);

        faults.Tries[topic + "1"].ShouldBe(12);
        (await StatesAsync(host, topic)).ShouldBe([DeliveryState.Parked, DeliveryState.Due]);
        (await host.UseAsync<PlatformDb, string?>(db => db.Set<Delivery>().Where(d => d.StreamKey == "topic/" + topic && d.State == DeliveryState.Parked).Select(d => d.Error).SingleAsync()))!
            .ShouldContain("was told to throw");
        (await HeardAsync(host, other)).ShouldBe([other]);
    }

    [Theory, EveryDatabase]
    public async Task What_the_database_refuses_is_tried_again_later_and_does_not_run_in_circles(Database database)
    {
        var (host, topic) = await StartAsync(database);
        var faults = host.Services.GetRequiredService<Faults>();
        // As a unique index would: for a use case it is a conflict that somebody is told of, and here nobody is.
        faults.Expect(topic, times: 3, () => new DbUpdateException("", new SqliteException("taken", 19, 2067)));
        await host.PublishAsync(new NoteWritten(topic, topic));

        await host.DeliverEventsAsync(tolerateErrors: true);
        faults.Tries[topic].ShouldBe(1);

        host.Clock.Advance(TimeSpan.FromDays(2));
        await host.DeliverEventsAsync(tolerateErrors: true);
        faults.Tries[topic].ShouldBe(2);
        (await StatesAsync(host, topic)).ShouldBe([DeliveryState.Due]);
    }

    [Theory, EveryDatabase]
    public async Task A_tenant_whose_database_is_out_of_order_holds_up_nobody_else(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        await host.PublishAsync(new NoteWritten("notes", "hello"));
        var broken = await host.AddTenantAsync("Out of order", "broken.example");
        await using (var connection = broken.Database.Open())
        {
            await using var drop = connection.CreateCommand();
            drop.CommandText = broken.Database.IsSqlite ? "DROP TABLE platform_deliveries" : "DROP TABLE platform.deliveries";
            await drop.ExecuteNonQueryAsync();
        }

        // Whichever of the two comes first.
        await host.DeliverEventsAsync();
        var registry = host.Services.GetRequiredService<Host.Tenancy.TenantRegistry>();

        registry.All.Count.ShouldBe(2);
        (await HeardAsync(host, "hello")).ShouldBe(["hello"]);
        host.Log.ShouldContain(line => line.Contains(broken.Id.ToString()));
    }

    private async Task<(TestHost Host, string Topic)> StartAsync(Database database) => (await hosts.OnAsync(database), Guid.NewGuid().ToString("N"));

    private static Task<List<string>> HeardAsync(TestHost host, string topic) => host.UseAsync<ProbeDb, List<string>>(
        db => db.Heard.Where(h => h.By == nameof(WhenNoteWritten) && h.Title.StartsWith(topic)).OrderBy(h => h.Place).Select(h => h.Title).ToListAsync());

    private static Task<List<DeliveryState>> StatesAsync(TestHost host, string topic) => host.UseAsync<PlatformDb, List<DeliveryState>>(
        db => db.Set<Delivery>().Where(d => d.StreamKey == "topic/" + topic && d.Subscriber == Subscriber).OrderBy(d => d.MessageId).Select(d => d.State).ToListAsync());
}
