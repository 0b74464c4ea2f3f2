using CompetencyModular.Host.Access;
using CompetencyModular.Host.People;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Notices;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Notices.WhenNoticePosted;

/// <summary>Keeps what somebody is told until they have read it and three months have passed; takes away what is settled.</summary>
internal sealed class WhenNoticePosted(PlatformDb db, Grants grants, PageDoors doors, UnreadChanges unread, TimeProvider time) : IConsumer<NoticePosted>
{
    private static readonly TimeSpan ReadOnesStay = TimeSpan.FromDays(90);

    public async Task HandleAsync(NoticePosted happened, EventContext context, CancellationToken cancellationToken)
    {
        var told = db.Set<Notice>().Where(n => n.Module == happened.Module && n.Key == happened.Key);
        if (happened.Notice is not { } said)
        {
            if (happened.PersonId is { } only) told = told.Where(n => n.PersonId == only);
            foreach (var person in await told.Select(n => n.PersonId).ToListAsync(cancellationToken)) unread.Add(person);
            await told.ExecuteDeleteAsync(cancellationToken);
            return;
        }

        if (happened.PersonId is not { } personId || !await db.Set<Person>().AnyAsync(p => p.Id == personId && p.IsActive, cancellationToken)) return;
        if (!await MayOpenAsync(personId, said.Link, cancellationToken)) return;
        var notice = await told.SingleOrDefaultAsync(n => n.PersonId == personId, cancellationToken);
        if (notice is null) db.Add(notice = new Notice { PersonId = personId, Module = happened.Module, Key = happened.Key });
        var now = time.GetUtcNow();
        notice.Say(said, now);
        unread.Add(personId);

        // Whoever is told something new is swept up after: nobody's list grows for ever.
        var old = now - ReadOnesStay;
        await db.Set<Notice>().Where(n => n.PersonId == personId && n.IsRead && n.At < old && n.Id != notice.Id).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Nobody is led to a closed door: a guest to their points, say, or who has people but not the role for it to these. Who has no account yet may be given one.</summary>
    private async Task<bool> MayOpenAsync(Guid personId, string link, CancellationToken cancellationToken)
    {
        if (doors.PermissionOf(link) is not { } permission) return true;
        var account = await db.Set<Account>().Where(a => a.PersonId == personId).Select(a => (Guid?)a.Id).FirstOrDefaultAsync(cancellationToken);
        return account is not { } id || (await grants.PermissionsOfAsync(await grants.RolesOfAsync(id, cancellationToken), cancellationToken)).Contains(permission);
    }
}
