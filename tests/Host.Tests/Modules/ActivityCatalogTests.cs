using CompetencyModular.Probe;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Modules;

public sealed class ActivityCatalogTests
{
    [Theory, EveryDatabase]
    public async Task What_one_modules_source_throws_is_logged_and_takes_nobodys_page_away(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        var thing = new ActivityRef("Probe", "thing", Guid.NewGuid());
        host.Services.GetRequiredService<Faults>().Expect("ThingSource", times: 1);

        var first = await DescribeAsync(host, thing);
        var second = await DescribeAsync(host, thing);

        first.ShouldBeEmpty();
        second.ShouldContainKey(thing);
        host.Log.ShouldContain(line => line.Contains("The activities of module Probe are left out"));
    }

    private static Task<IReadOnlyDictionary<ActivityRef, ActivityLink>> DescribeAsync(TestHost host, ActivityRef activity) =>
        host.UseAsync<IActivityCatalog, IReadOnlyDictionary<ActivityRef, ActivityLink>>(c => c.DescribeAsync([activity], CancellationToken.None));
}
