using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.WhenPeopleMerged;

/// <summary>
/// Two records were one human: their plans, requests and decisions are theirs. One plan goes on, the other is put aside; of two open requests about a skill one
/// stays; and what would wait on the one who asked goes to the next (A3).
/// </summary>
internal sealed class WhenPeopleMerged(GapClosureDb db, Rerouting rerouting, TimeProvider time) : IConsumer<PeopleMerged>
{
    public async Task HandleAsync(PeopleMerged happened, EventContext context, CancellationToken cancellationToken)
    {
        var (from, into) = (happened.FromId, happened.IntoId);
        if (await db.Plans.AnyAsync(p => p.PersonId == into && p.EndedAt == null, cancellationToken))
            foreach (var plan in await db.Plans.Where(p => p.PersonId == from && p.EndedAt == null).ToListAsync(cancellationToken)) plan.End(time.GetUtcNow());
        foreach (var request in await db.AskedTwice(from, into).ToListAsync(cancellationToken)) request.Supersede();
        foreach (var rule in (await db.RoutingRules.ToListAsync(cancellationToken)).Where(r => r.People.Contains(from)))
            rule.People = [.. rule.People.Select(p => p == from ? into : p).Distinct()];
        await db.SaveChangesAsync(cancellationToken);

        await MoveAudienceAsync(ApproverKey.Person(from), ApproverKey.Person(into), cancellationToken);
        await db.MovePersonAsync(from, into, cancellationToken);
        await db.Delegations.Where(d => d.FromId == d.ToId).ExecuteDeleteAsync(cancellationToken);

        db.ChangeTracker.Clear();
        var key = ApproverKey.Person(into);
        var own = await db.Requests.Whole().Where(r => r.PersonId == into && (r.State == RequestState.Submitted || r.State == RequestState.MoreInfo) && r.Audience.Any(a => a.Key == key)).ToListAsync(cancellationToken);
        foreach (var request in own) await rerouting.SendAsync(request, cancellationToken);
    }

    private async Task MoveAudienceAsync(string from, string into, CancellationToken cancellationToken)
    {
        var former = db.Set<Audience>().Where(a => a.Key == from);
        await former.Where(a => db.Set<Audience>().Any(o => o.Key == into && EF.Property<Guid>(o, "RequestId") == EF.Property<Guid>(a, "RequestId"))).ExecuteDeleteAsync(cancellationToken);
        await former.ExecuteUpdateAsync(a => a.SetProperty(x => x.ScopedKey, x => x.ScopedKey.Replace(from, into)).SetProperty(x => x.Key, into), cancellationToken);
    }
}
