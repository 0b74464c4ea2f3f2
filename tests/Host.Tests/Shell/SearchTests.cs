using CompetencyModular.Host.Shell.SearchEverything;
using CompetencyModular.Probe;
using CompetencyModular.Probe.Features.SearchNotes;
using CompetencyModular.Probe.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Shell;

public sealed class SearchTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    [Theory, EveryDatabase]
    public async Task Everything_that_somebody_may_see_is_found_by_part_of_its_name_and_nothing_else(Database database)
    {
        var host = await hosts.OnAsync(database);
        var mark = Guid.NewGuid().ToString("N")[..8];
        var manager = await host.CreatePersonAsync($"Mara {mark}", RoleNames.Manager, RoleNames.Learner);
        await host.CreatePersonAsync($"Report {mark}", manager, RoleNames.Learner);
        await host.CreatePersonAsync($"Stranger {mark}", RoleNames.Learner);
        await host.SaveAsync<ProbeDb>(new Note { Title = $"{mark} note" });

        var seen = await FindAsync(host, manager, $" {mark.ToUpperInvariant()} ");
        var byLearner = await FindAsync(host, await host.CreatePersonAsync("Lena Learner", RoleNames.Learner), mark);
        var byGuest = await FindAsync(host, await host.CreatePersonAsync("Gil Guest", RoleNames.Guest), mark);

        seen.Single(g => g.Heading == "People").Hits.Select(h => h.Title).ShouldBe([$"Mara {mark}", $"Report {mark}"], "the own line, and nobody beside it");
        byLearner.Select(g => g.Heading).ShouldBe(["Notes"]);
        byGuest.ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task A_provider_that_throws_or_says_not_who_may_use_it_takes_nothing_from_the_others(Database database)
    {
        var host = await hosts.OnAsync(database);
        var mark = Guid.NewGuid().ToString("N")[..8];
        var hr = await host.CreatePersonAsync($"Hanna {mark}", RoleNames.HR, RoleNames.Learner);
        var faults = host.Services.GetRequiredService<Faults>();
        faults.Expect(nameof(SearchNotes), times: 1);

        var found = await FindAsync(host, hr, mark);

        found.Select(g => g.Heading).ShouldBe(["People"]);
        faults.Tries.ShouldNotContainKey(nameof(SearchUnguarded));
    }

    [Theory, EveryDatabase]
    public async Task M1_What_is_switched_off_is_not_found(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        await host.SaveAsync<ProbeDb>(new Note { Title = "hidden note" });
        await host.SetFeatureAsync("Probe.Extra", isOn: false);

        (await FindAsync(host, await host.CreatePersonAsync("Lena Learner", RoleNames.Learner), "hidden")).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task The_page_says_what_it_found_and_what_to_do_where_it_found_nothing(Database database)
    {
        var host = await hosts.OnAsync(database);
        var mark = Guid.NewGuid().ToString("N")[..8];
        var client = await host.SignInAsync(await host.CreatePersonAsync($"Hanna {mark}", RoleNames.HR));

        (await client.GetPageAsync($"search?q={mark}")).Body!.TextContent.ShouldContain($"Hanna {mark}");
        (await client.GetPageAsync("search?q=%25%25")).Body!.TextContent.ShouldContain("Nothing found");
        (await client.GetPageAsync("search?q=a")).Body!.TextContent.ShouldContain("at least two letters");
    }

    private static async Task<IReadOnlyList<SearchEverything.Group>> FindAsync(TestHost host, Actor actor, string text) =>
        (await host.SendAsync(new SearchEverything.Query(text), actor)).Value.Groups;
}
