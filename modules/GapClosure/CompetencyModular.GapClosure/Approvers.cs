using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.People;
using CompetencyModular.SkillsAnalysis.Contracts;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure;

/// <summary>Who may decide on requests: where one goes, and which of them wait on the acting person (A2, A3).</summary>
internal sealed class Approvers(GapClosureDb db, IPeople people, IGapLookup levels, ICurrentUser user, TimeProvider time)
{
    /// <summary>Where a request goes, by the skill's rule, else the general one, else to the line manager.</summary>
    public async Task<Route> RouteAsync(Guid personId, Guid skillId, CancellationToken cancellationToken)
    {
        var rules = await db.RoutingRules.AsNoTracking().Where(r => r.SkillId == skillId || r.SkillId == null).ToListAsync(cancellationToken);
        var rule = rules.Find(r => r.SkillId == skillId) ?? rules.Find(r => r.SkillId is null);
        var above = (await people.ManagersAboveAsync(personId, cancellationToken)).Where(m => m.IsActive).Select(m => m.Id);
        var named = rule is { People.Count: > 0 } ? (await people.CardsAsync(rule.People, cancellationToken)).Values.Where(c => c.IsActive).Select(c => c.Id).ToHashSet() : [];
        return Route.For(rule, personId, skillId, above, named);
    }

    /// <summary>
    /// As whom the acting person reads a request: as the one whose it is; else, once it is sent, as one of those who may decide or have decided, or as HR.
    /// Null where it is not theirs to read.
    /// </summary>
    public async Task<Reader?> ReaderOfAsync(ConfirmationRequest request, CancellationToken cancellationToken)
    {
        if (request.PersonId == user.Me()) return new Reader(null);
        if (request.State is RequestState.Draft) return null;
        var approver = user.Has(GapClosurePermissions.Decide) ? (await MineAsync(cancellationToken)).For(request) : null;
        var reads = approver is not null || request.Votes.Any(v => v.ById == user.Me()) || user.Has(GapClosurePermissions.DecideForHR);
        return reads ? new Reader(approver) : null;
    }

    /// <summary>The keys of the acting person: their own, HR's for HR, those of the skills they hold, and those delegated to them.</summary>
    public async Task<ApproverKeys> MineAsync(CancellationToken cancellationToken)
    {
        var me = user.Me();
        var now = time.GetUtcNow();
        List<string> own = [ApproverKey.Person(me)];
        if (user.Has(GapClosurePermissions.DecideForHR)) own.Add(ApproverKey.HR);
        var bySkill = await db.RoutingRules.AsNoTracking().AnyAsync(r => r.Kind == ApproverKind.Holders, cancellationToken);
        if (bySkill) own.AddRange((await levels.LevelsAsync(me, cancellationToken)).SelectMany(l => Enumerable.Range(1, l.Value).Select(o => ApproverKey.Holders(l.Key, o))));
        var delegations = await db.Delegations.AsNoTracking()
            .Where(d => d.ToId == me && d.StartsAt <= now && d.EndsAt > now && d.RevokedAt == null).ToListAsync(cancellationToken);
        return new ApproverKeys(me, own, delegations);
    }
}

/// <summary>Somebody who may read a request.</summary>
/// <param name="As">In which capacity they decide on it; null where they only read.</param>
internal sealed record Reader(Approver? As);

/// <summary>The keys that somebody holds at a moment.</summary>
internal sealed class ApproverKeys(Guid me, List<string> own, IReadOnlyList<Delegation> delegations)
{
    public Guid Me { get; } = me;

    /// <summary>Keys that open requests about any skill.</summary>
    public string[] Any { get; } = [.. own, .. delegations.Where(d => d.SkillId is null).Select(d => ApproverKey.Person(d.FromId))];

    /// <summary>Keys that open requests about one skill.</summary>
    public string[] Scoped { get; } = [.. delegations.Where(d => d.SkillId is not null).Select(d => ApproverKey.Scoped(ApproverKey.Person(d.FromId), d.SkillId!.Value))];

    /// <summary>In which capacity this person decides on a request: for themselves, else for whoever delegated it; null where they may not.</summary>
    public Approver? For(ConfirmationRequest request)
    {
        if (request.PersonId == Me) return null;
        if (request.Audience.Any(a => own.Contains(a.Key))) return new Approver(Me, null);
        foreach (var delegation in delegations)
        {
            // What somebody asks for themselves is not decided by those who stand in for them.
            if (delegation.FromId == request.PersonId || (delegation.SkillId is { } skill && skill != request.SkillId)) continue;
            if (request.Audience.Any(a => a.Key == ApproverKey.Person(delegation.FromId))) return new Approver(Me, delegation.FromId);
        }

        return null;
    }
}

/// <summary>Which requests.</summary>
internal static class RequestSpecifications
{
    /// <summary>Those that somebody with these keys is asked about, decided or not; never their own (A3).</summary>
    public static IQueryable<ConfirmationRequest> AskedOf(this IQueryable<ConfirmationRequest> requests, ApproverKeys keys) =>
        requests.Where(r => r.PersonId != keys.Me && r.Audience.Any(a => keys.Any.Contains(a.Key) || keys.Scoped.Contains(a.ScopedKey)));

    /// <summary>Those that wait for a decision of somebody with these keys.</summary>
    public static IQueryable<ConfirmationRequest> WaitingOn(this IQueryable<ConfirmationRequest> requests, ApproverKeys keys) =>
        requests.Where(r => r.State == RequestState.Submitted).AskedOf(keys).Where(r => !r.Votes.Any(v => v.ById == keys.Me));

    /// <summary>Those not decided, withdrawn or superseded.</summary>
    public static IQueryable<ConfirmationRequest> Open(this IQueryable<ConfirmationRequest> requests) =>
        requests.Where(r => r.State == RequestState.Draft || r.State == RequestState.Submitted || r.State == RequestState.MoreInfo);

    /// <summary>With all that belongs to them.</summary>
    public static IQueryable<ConfirmationRequest> Whole(this IQueryable<ConfirmationRequest> requests) =>
        requests.Include(r => r.Votes).Include(r => r.Audience).Include(r => r.Remarks).Include(r => r.Files).AsSplitQuery();
}
