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
    private IReadOnlyList<Guid>? hr;

    /// <summary>Where a request goes, by the skill's rule, else the general one, else to the line manager.</summary>
    public async Task<Route> RouteAsync(Guid personId, Guid skillId, CancellationToken cancellationToken)
    {
        var rules = await db.RoutingRules.AsNoTracking().Where(r => r.SkillId == skillId || r.SkillId == null).ToListAsync(cancellationToken);
        var rule = rules.Find(r => r.SkillId == skillId) ?? rules.Find(r => r.SkillId is null);
        var above = (await people.ManagersAboveAsync(personId, cancellationToken)).Where(m => m.IsActive).Select(m => m.Id);
        var active = rule switch
        {
            { Kind: ApproverKind.Named, People.Count: > 0 } => (await people.CardsAsync(rule.People, cancellationToken)).Values.Where(c => c.IsActive).Select(c => c.Id).ToHashSet(),
            { Kind: ApproverKind.Group, UnitId: { } unit } => (await people.InUnitAsync(unit, cancellationToken)).ToHashSet(),
            _ => [],
        };
        return Route.For(rule, personId, skillId, above, active, rule?.Kind is ApproverKind.UnitHR ? await NearestHRAsync(personId, cancellationToken) : null);
    }

    /// <summary>Those of HR in somebody's unit, else in the nearest one above it that has any besides themselves.</summary>
    private async Task<IReadOnlyList<Guid>> NearestHRAsync(Guid personId, CancellationToken cancellationToken)
    {
        hr ??= await people.HoldersOfAsync(GapClosurePermissions.DecideForHR, cancellationToken);
        var cards = await people.CardsAsync([.. hr.Append(personId).Distinct()], cancellationToken);
        var byUnit = hr.Where(p => p != personId).ToLookup(p => cards.GetValueOrDefault(p)?.UnitId);
        var above = UnitsAbove(cards.GetValueOrDefault(personId)?.UnitId, await people.UnitsAsync(cancellationToken));
        return [.. above.Select(u => byUnit[u]).FirstOrDefault(p => p.Any()) ?? []];
    }

    /// <summary>A unit and those above it, the nearest first.</summary>
    private static IEnumerable<Guid> UnitsAbove(Guid? unitId, IReadOnlyList<UnitCard> units)
    {
        var parents = units.ToDictionary(u => u.Id, u => u.ParentId);
        // As many steps as there are units end a circle.
        for (var step = 0; unitId is { } id && step <= units.Count; step++, unitId = parents.GetValueOrDefault(id)) yield return id;
    }

    /// <summary>Sends a request to whoever decides now, asks for no more approvals than can come, and never leaves it to nobody (A2, A3).</summary>
    /// <returns>Whether anybody can decide on it, or it is decided.</returns>
    public async Task<bool> SendAsync(ConfirmationRequest request, CancellationToken cancellationToken)
    {
        request.Send(await RouteAsync(request.PersonId, request.SkillId, cancellationToken));
        var voters = await VotersAsync(request, cancellationToken);
        var isLeft = request.Votes.Count == 0 && voters.Count == 0;
        if (isLeft || (request.EscalatedAt is not null && (await HRAsync(request, cancellationToken)).Count == 0))
        {
            request.SendToAdministrators();
            voters = await VotersAsync(request, cancellationToken);
        }

        request.Fit(voters, time.GetUtcNow());
        return request.IsDecided || request.CanBeDecidedBy(voters);
    }

    /// <summary>Whether those on whom a request waits can still decide on it: somebody may have left, lost a role or a level, or HR has somebody again.</summary>
    public async Task<bool> IsWellSentAsync(ConfirmationRequest request, CancellationToken cancellationToken) =>
        request.CanBeDecidedBy(await VotersAsync(request, cancellationToken))
        && (request.Audience.All(a => a.Key != ApproverKey.Administrators) || (await HRAsync(request, cancellationToken)).Count == 0);

    /// <summary>Who may vote on a request now: the people behind its keys who are there, without the one who asks.</summary>
    private async Task<IReadOnlySet<Guid>> VotersAsync(ConfirmationRequest request, CancellationToken cancellationToken)
    {
        var keys = request.Audience.Select(a => a.Key).ToList();
        var voters = new HashSet<Guid>();
        if (keys.Contains(ApproverKey.HR)) voters.UnionWith(await HRAsync(request, cancellationToken));
        // Whoever was asked first has let the time pass: HR alone must be able to decide.
        if (request.EscalatedAt is not null && voters.Count > 0) return voters;
        if (keys.Contains(ApproverKey.Administrators)) voters.UnionWith(await people.HoldersOfAsync(GapClosurePermissions.Route, cancellationToken));
        var named = keys.Select(ApproverKey.PersonOf).OfType<Guid>().ToHashSet();
        foreach (var key in keys)
        {
            // A request has one such key at most.
            if (ApproverKey.UnitOf(key) is { } unit) voters.UnionWith(await people.InUnitAsync(unit, cancellationToken));
            if (ApproverKey.HoldersOf(key) is { } level) named.UnionWith(await levels.HoldersAsync(level.SkillId, level.Ordinal, cancellationToken));
        }

        if (named.Count > 0) voters.UnionWith((await people.CardsAsync(named, cancellationToken)).Values.Where(c => c.IsActive).Select(c => c.Id));
        voters.Remove(request.PersonId);
        return voters;
    }

    private async Task<IReadOnlySet<Guid>> HRAsync(ConfirmationRequest request, CancellationToken cancellationToken)
    {
        hr ??= await people.HoldersOfAsync(GapClosurePermissions.DecideForHR, cancellationToken);
        return hr.Where(p => p != request.PersonId).ToHashSet();
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

    /// <summary>The keys of the acting person: their own, HR's for HR, those of the skills they hold and of their units, and those delegated to them.</summary>
    public async Task<ApproverKeys> MineAsync(CancellationToken cancellationToken)
    {
        var me = user.Me();
        var now = time.GetUtcNow();
        List<string> own = [ApproverKey.Person(me)];
        if (user.Has(GapClosurePermissions.DecideForHR)) own.Add(ApproverKey.HR);
        if (user.Has(GapClosurePermissions.Route)) own.Add(ApproverKey.Administrators);
        // What waits keeps its keys when the rule is changed: those in use are looked at, not the rules.
        var inUse = await db.Requests.Where(r => r.State == RequestState.Submitted || r.State == RequestState.MoreInfo)
            .SelectMany(r => r.Audience).Where(a => EF.Functions.Like(a.Key, "skill/%") || EF.Functions.Like(a.Key, "unit/%")).Select(a => a.Key).Distinct().ToListAsync(cancellationToken);
        if (inUse.Select(ApproverKey.HoldersOf).Any(k => k is not null))
        {
            var held = await levels.LevelsAsync(me, cancellationToken);
            own.AddRange(inUse.Where(k => ApproverKey.HoldersOf(k) is { } level && held.GetValueOrDefault(level.SkillId) >= level.Ordinal));
        }

        if (inUse.Select(ApproverKey.UnitOf).Any(k => k is not null))
        {
            var unit = (await people.CardsAsync([me], cancellationToken)).GetValueOrDefault(me)?.UnitId;
            var mine = UnitsAbove(unit, await people.UnitsAsync(cancellationToken)).Select(ApproverKey.Unit).ToHashSet();
            own.AddRange(inUse.Where(mine.Contains));
        }

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
