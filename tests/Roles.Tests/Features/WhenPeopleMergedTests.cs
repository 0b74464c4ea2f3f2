using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Tests.Features;

public sealed class WhenPeopleMergedTests(RolesHosts hosts) : IClassFixture<RolesHosts>
{
    [Theory, EveryDatabase]
    public async Task A_profile_that_both_hold_is_held_once_and_one_main_profile_remains(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var (stays, goes) = (await host.CreatePersonAsync("Grace Hopper"), await host.CreatePersonAsync("Grace B. Hopper"));
        var (both, main, other) = (await given.ProfileAsync(), await given.ProfileAsync(), await given.ProfileAsync());
        await given.AssignmentAsync(stays.PersonId, main);
        await given.AssignmentAsync(stays.PersonId, both, primary: false, until: given.Today.AddDays(10));
        await given.AssignmentAsync(goes.PersonId, other);
        await given.AssignmentAsync(goes.PersonId, both, primary: false);

        await host.PublishAsync(new PeopleMerged(goes.PersonId, stays.PersonId));
        await host.DeliverEventsAsync();

        var held = await given.ReadAsync(db => db.Assignments.Where(a => a.PersonId == stays.PersonId).ToListAsync());
        var today = held.FindAll(a => a.IsHeldOn(given.Today));
        today.Select(a => (a.ProfileId, a.IsPrimary)).ShouldBe([(main.Id, true), (both.Id, false), (other.Id, false)], ignoreOrder: true);
        today.Single(a => a.ProfileId == both.Id).Until.ShouldBeNull("the later last day holds");
        (await given.ReadAsync(db => db.Assignments.CountAsync(a => a.PersonId == goes.PersonId))).ShouldBe(0);
    }
}
