using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.People.PlanMove;

/// <summary>Does what was planned for the day, or for one on which the server was down, and lets those go whose last day is over.</summary>
internal sealed class WhenDayBeganMovePeople(PlatformDb db, PersonChanges changes, IEvents events, ITenant tenant, TimeProvider time) : IConsumer<DayBegan>
{
    public async Task HandleAsync(DayBegan happened, EventContext context, CancellationToken cancellationToken)
    {
        var today = tenant.DateAt(time.GetUtcNow());
        foreach (var person in await db.Set<Person>().Where(p => p.IsActive && p.LeavesOn < today).ToListAsync(cancellationToken)) person.Employ(person.HiredOn, person.LeavesOn, true, today);
        await MoveAsync(today, cancellationToken);
        await changes.TellAsync(cancellationToken);
    }

    private async Task MoveAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var moves = await db.Set<FutureMove>().Where(m => m.State == MoveState.Planned && m.On <= today).OrderBy(m => m.On).ThenBy(m => m.Id).ToListAsync(cancellationToken);
        if (moves.Count == 0) return;
        var who = moves.Select(m => m.PersonId).Distinct().ToList();
        var people = await db.Set<Person>().Where(p => who.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        var open = await db.Set<OrganisationUnit>().Where(u => !u.IsClosed).Select(u => u.Id).ToHashSetAsync(cancellationToken);
        // Whole lines in one look: each move may change the line that the next is measured against.
        var active = await db.Set<Person>().Where(p => p.IsActive).Select(p => p.Id).ToHashSetAsync(cancellationToken);
        var above = await db.Set<Person>().Where(p => p.ManagerId != null).Select(p => new { p.Id, p.ManagerId }).ToDictionaryAsync(p => p.Id, p => p.ManagerId!.Value, cancellationToken);
        foreach (var move in moves)
        {
            var person = people[move.PersonId];
            var can = person.IsActive && (move.UnitId is not { } unit || open.Contains(unit))
                && (move.ManagerId is not { } manager || (active.Contains(manager) && !IsAbove(above, person.Id, manager)))
                && (move.UnitId is not null || move.ManagerId is not null || move.JobTitle is not null);
            move.State = can ? MoveState.Applied : MoveState.Void;
            if (can)
            {
                person.UnitId = move.UnitId ?? person.UnitId;
                if (move.ManagerId is { } next) person.ManagerId = above[person.Id] = next;
                if (move.JobTitle is { } title) person.Describe(person.GivenName, person.FamilyName, person.Email, title, person.Location);
            }
            else if (move.PlannedById is { } planner) events.Notify<PlatformModule>(planner, $"move/{move.Id}", new NewNotice(NoticeKind.News, "Notice.MoveVoid", $"people/{person.Id}", person.Name, NewNotice.Day(move.On)));
        }
    }

    private static bool IsAbove(Dictionary<Guid, Guid> above, Guid personId, Guid manager)
    {
        var at = manager;
        for (var steps = 0; steps < 100; steps++)
        {
            if (at == personId) return true;
            if (!above.TryGetValue(at, out at)) return false;
        }

        return true;
    }
}
