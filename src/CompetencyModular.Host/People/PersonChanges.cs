using CompetencyModular.Host.Access;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.People;

/// <summary>
/// Tells the modules who has another manager or unit, has left or has come back, and ends the sign-ins of those who left. Asked by whatever changes people, after
/// the change and before it is saved.
/// </summary>
internal sealed class PersonChanges(PlatformDb db, IEvents events)
{
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        var left = new List<Guid>();
        foreach (var entry in db.ChangeTracker.Entries<Person>().Where(e => e.State is EntityState.Modified))
        {
            var activity = entry.Property(p => p.IsActive);
            if (!activity.IsModified && !entry.Property(p => p.ManagerId).IsModified && !entry.Property(p => p.UnitId).IsModified) continue;
            events.Publish(new PersonMoved(entry.Entity.Id));
            if (activity.IsModified && !entry.Entity.IsActive) left.Add(entry.Entity.Id);
        }

        if (left.Count == 0) return;
        await db.Set<Session>().Where(s => db.Set<Account>().Any(a => a.Id == s.AccountId && left.Contains(a.PersonId))).ExecuteDeleteAsync(cancellationToken);
    }
}
