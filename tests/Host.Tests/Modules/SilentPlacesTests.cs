using System.Net;
using CompetencyModular.Probe;
using CompetencyModular.Probe.Features.ReadExtra;
using CompetencyModular.Probe.Features.ReadNotes;
using CompetencyModular.Probe.Lookups;
using CompetencyModular.Probe.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Tests.Modules;

/// <summary>M1: what belongs to a disabled feature falls silent at once, wherever the host could let it speak, and for that tenant only.</summary>
public sealed class SilentPlacesTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    [Theory, EveryDatabase]
    public async Task M1_Its_pages_and_endpoints_are_not_found(Database database)
    {
        var host = await hosts.OnAsync(database);
        var learner = await host.SignInAsAsync(RoleNames.Learner);
        (await learner.GetAsync("/probe/extra")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await learner.GetAsync("/api/v1/probe/extra")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await using var off = await OffAsync(host, ProbeFeatures.Extra);

        (await learner.GetAsync("/probe/extra")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await learner.GetAsync("/api/v1/probe/extra")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await learner.GetAsync("/probe/notes")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task M1_Its_messages_are_refused_also_for_the_system(Database database)
    {
        var host = await hosts.OnAsync(database);

        await using var off = await OffAsync(host, "Probe");

        (await host.SendAsync(new ReadNotes.Query(), Actor.With(RoleNames.Learner))).Error!.Code.ShouldBe("feature-off");
        (await host.SendAsync(new ReadExtra.Query(), Actor.System)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task M1_Its_events_are_held_and_delivered_in_order_when_it_is_on_again(Database database)
    {
        var host = await hosts.OnAsync(database);
        var topic = Guid.NewGuid().ToString("N");
        string[] titles = [topic + "1", topic + "2", topic + "3"];

        await using (await OffAsync(host, ProbeFeatures.Extra))
        {
            foreach (var title in titles) await host.PublishAsync(new NoteWritten(topic, title));
            await host.DeliverEventsAsync();
            (await HeardAsync(host, nameof(Probe.Features.WhenNoteWritten.WhenNoteWritten), topic)).ShouldBe(titles);
            (await HeardAsync(host, nameof(Probe.Features.WhenNoteWritten.WhenNoteWrittenExtra), topic)).ShouldBeEmpty();
        }

        await host.DeliverEventsAsync();

        (await HeardAsync(host, nameof(Probe.Features.WhenNoteWritten.WhenNoteWrittenExtra), topic)).ShouldBe(titles);
    }

    [Theory, EveryDatabase]
    public async Task M1_Its_navigation_and_its_widgets_are_gone(Database database)
    {
        var host = await hosts.OnAsync(database);
        var learner = await host.SignInAsAsync(RoleNames.Learner);
        var before = await learner.GetPageAsync("/probe/notes");
        before.QuerySelector("nav a[href='probe/extra']").ShouldNotBeNull();
        before.QuerySelector("#extra").ShouldNotBeNull();

        await using var off = await OffAsync(host, ProbeFeatures.Extra);

        var page = await learner.GetPageAsync("/probe/notes");
        page.QuerySelector("nav a[href='probe/extra']").ShouldBeNull();
        page.QuerySelector("#extra").ShouldBeNull();
        page.QuerySelector("nav a[href='probe/notes']").ShouldNotBeNull();
        page.QuerySelector("#sound").ShouldNotBeNull();
    }

    [Theory, EveryDatabase]
    public async Task M1_Its_lookups_and_its_activities_are_nobodys(Database database)
    {
        var host = await hosts.OnAsync(database);
        var thing = new ActivityRef("Probe", "thing", Guid.NewGuid());
        (await AnswerAsync(host)).ShouldBe("extra");
        (await DescribeAsync(host, thing)).ShouldContainKey(thing);

        await using var off = await OffAsync(host, "Probe");

        (await AnswerAsync(host)).ShouldBeNull();
        (await DescribeAsync(host, thing)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task M1_It_is_off_for_one_tenant_and_on_for_the_other(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        var other = await host.AddTenantAsync("Other organisation", "other.example");

        await host.SetFeatureAsync("Probe", isOn: false);

        host.Tenant.Features.ShouldBe(["Platform"]);
        other.Features.ShouldContain(ProbeFeatures.Extra);
        (await host.CreateClient().GetAsync("/probe/notes")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.CreateClient("other.example").GetAsync("/probe/notes")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static Task<string?> AnswerAsync(TestHost host) => host.UseAsync<Optional<IExtraLookup>, string?>(lookup => Task.FromResult(lookup.Value?.Answer));

    private static Task<IReadOnlyDictionary<ActivityRef, ActivityLink>> DescribeAsync(TestHost host, ActivityRef activity) =>
        host.UseAsync<IActivityCatalog, IReadOnlyDictionary<ActivityRef, ActivityLink>>(c => c.DescribeAsync([activity], CancellationToken.None));

    private static Task<List<string>> HeardAsync(TestHost host, string by, string topic) => host.UseAsync<ProbeDb, List<string>>(
        db => db.Heard.Where(h => h.By == by && h.Title.StartsWith(topic)).OrderBy(h => h.Place).Select(h => h.Title).ToListAsync());

    private static async Task<Off> OffAsync(TestHost host, string feature)
    {
        await host.SetFeatureAsync(feature, isOn: false);
        return new Off(host, feature);
    }

    /// <summary>On again for the next test.</summary>
    private sealed class Off(TestHost host, string feature) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await host.SetFeatureAsync(feature, isOn: true);
    }
}
