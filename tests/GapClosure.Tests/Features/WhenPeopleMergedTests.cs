using CompetencyModular.GapClosure.Domain;
using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Tests.Features;

public sealed class WhenPeopleMergedTests(GapClosureHosts hosts) : IClassFixture<GapClosureHosts>
{
    [Theory, EveryDatabase]
    public async Task A3_One_plan_and_one_request_go_on_and_what_waited_on_the_former_record_waits_on_the_other_but_never_on_oneself(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (stays, goes, manager) = (await world.ManagerAsync("Mara Manager"), await world.ManagerAsync("Mara K. Manager"), await world.ManagerAsync("Theo Top"));
        var (learner, skill) = (await world.PersonAsync("Lena Learner", goes), await world.SkillAsync());
        await world.PersonAsync("Hanna HR", null, RoleNames.HR);
        var now = world.Host.Clock.GetUtcNow();
        ConfirmationRequest Asked(Guid person, Guid approver)
        {
            var request = new ConfirmationRequest(person, skill.Id, 1, now);
            request.Write(1, 2, "Shown", "").ShouldBeNull();
            request.Submit(new Route([ApproverKey.Person(approver)], 1), now).ShouldBeNull();
            return request;
        }

        var (theirs, twice, own) = (Asked(learner.PersonId, goes.PersonId), Asked(goes.PersonId, manager.PersonId), Asked(stays.PersonId, goes.PersonId));
        var (plan, other) = (new AcceptedPlan(stays.PersonId, null, "", now, []), new AcceptedPlan(goes.PersonId, null, "", now, []));
        await world.Host.SaveAsync<GapClosureDb>(theirs, twice, own, plan, other);

        await world.Host.PublishAsync(new PeopleMerged(goes.PersonId, stays.PersonId), new PeopleMerged(goes.PersonId, stays.PersonId));
        await world.Host.DeliverEventsAsync();

        var requests = await world.Host.UseAsync<GapClosureDb, Dictionary<Guid, ConfirmationRequest>>(db => db.Requests.Include(r => r.Audience).Where(r => r.SkillId == skill.Id).ToDictionaryAsync(r => r.Id));
        requests[theirs.Id].Audience.ShouldHaveSingleItem().ScopedKey.ShouldBe(ApproverKey.Scoped(ApproverKey.Person(stays.PersonId), skill.Id));
        requests[twice.Id].State.ShouldBe(RequestState.Superseded);
        requests[own.Id].Audience.Select(a => a.Key).ShouldBe([ApproverKey.HR], "nobody is left above");
        var plans = await world.Host.UseAsync<GapClosureDb, List<AcceptedPlan>>(db => db.Plans.Where(p => p.PersonId == stays.PersonId).ToListAsync());
        plans.Where(p => p.EndedAt == null).ShouldHaveSingleItem().Id.ShouldBe(plan.Id);
        plans.Count.ShouldBe(2);
    }
}
