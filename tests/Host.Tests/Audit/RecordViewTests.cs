using CompetencyModular.Host.Audit;
using CompetencyModular.Host.Audit.ListViews;
using CompetencyModular.Host.People.ViewPerson;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Audit;

/// <summary>People see who opened their record, a line for each person and day.</summary>
public sealed class RecordViewTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    [Theory, EveryDatabase]
    public async Task Whoever_opened_the_record_stands_there_once_a_day(Database database)
    {
        var host = await hosts.OnAsync(database);
        var manager = await host.CreatePersonAsync("Petra Schulz", RoleNames.Manager);
        var person = await host.CreatePersonAsync("Ada Lovelace", manager, RoleNames.Learner);
        await LookAsync(host, manager, person);
        await LookAsync(host, manager, person);
        await LookAsync(host, await host.CreatePersonAsync("Hanna HR", RoleNames.HR), person);

        var views = await ViewsAsync(host, person);

        views.Select(v => v.Viewer).ShouldBe(["Petra Schulz", "Hanna HR"], ignoreOrder: true);
        views.ShouldAllBe(v => v.Modules.Count == 1);
        (await (await host.SignInAsync(person)).GetPageAsync("/me/views")).Body!.TextContent.ShouldContain("Petra Schulz");
    }

    [Theory, EveryDatabase]
    public async Task Ones_own_look_a_refused_one_and_the_name_of_the_manager_are_no_looks(Database database)
    {
        var host = await hosts.OnAsync(database);
        var manager = await host.CreatePersonAsync("Petra Schulz", RoleNames.Manager);
        var person = await host.CreatePersonAsync("Ada Lovelace", manager, RoleNames.Learner);
        await LookAsync(host, person, person);
        await LookAsync(host, await host.CreatePersonAsync("Not In Line", RoleNames.Manager), person);
        await LookAsync(host, await host.CreatePersonAsync("Hanna HR", RoleNames.HR), person);

        (await ViewsAsync(host, person)).Select(v => v.Viewer).ShouldBe(["Hanna HR"]);
        (await ViewsAsync(host, manager)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task After_a_year_it_is_forgotten(Database database)
    {
        await using var host = await TestHost.StartAsync(database);
        var person = await host.CreatePersonAsync("Ada Lovelace", RoleNames.Learner);
        await LookAsync(host, await host.CreatePersonAsync("Hanna HR", RoleNames.HR), person);
        (await ViewsAsync(host, person)).Count.ShouldBe(1);

        await host.PublishAsync(new DayBegan(DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime).AddDays(400)));
        await host.DeliverEventsAsync();

        (await host.UseAsync<PlatformDb, int>(db => db.Set<RecordView>().CountAsync())).ShouldBe(0);
    }

    private static Task LookAsync(TestHost host, Actor viewer, Actor person) => host.SendAsync(new ViewPerson.Query(new PersonRef(person.PersonId)), viewer);

    private static async Task<IReadOnlyList<ListViews.Row>> ViewsAsync(TestHost host, Actor person)
    {
        await host.Services.GetRequiredService<RecordViews>().WriteAsync(CancellationToken.None);
        return (await host.SendAsync(new ListViews.Query(), person)).Value.Items;
    }
}
