using System.Net;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Host.Tests.Tenancy;

public sealed class PoolTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    [Theory, EveryDatabase]
    public async Task More_pages_asked_for_at_once_than_the_pool_has_connections_are_all_answered(Database database)
    {
        var host = await hosts.OnAsync(database);
        var clients = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => host.SignInAsAsync(RoleNames.Learner)));

        // Each page sends messages from within its request: page, navigation, widgets.
        var answers = await Task.WhenAll(clients.Select(c => c.GetAsync("probe/notes")));

        answers.Select(a => a.StatusCode).Distinct().ShouldBe([HttpStatusCode.OK]);
    }
}
