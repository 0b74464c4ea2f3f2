using System.Text.Json;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Audit.ViewAuditEntry;

/// <summary>One entry of the audit trail with what was before and after.</summary>
internal static class ViewAuditEntry
{
    [Requires(HostPermissions.SeeAudit)]
    internal sealed record Query(long Id) : IRead<Response>;

    /// <param name="About">Whom it is about, the first hundred.</param>
    /// <param name="IsErased">Whether there were values that were erased.</param>
    /// <param name="Names">Who or what the ids among people and values are: people, whose accounts, units, and roles of the organisation's own.</param>
    internal sealed record Response(
        AuditEntry Entry, string Module, string Action, IReadOnlyList<Guid> About, int AboutCount, IReadOnlyList<AuditChange> Changes, bool IsErased, AuditSeal? Seal, IReadOnlyDictionary<Guid, string> Names);

    internal sealed class Handler(PlatformDb db, AuditWords words) : IReadHandler<Query, Response>
    {
        private const int MostPeople = 100;

        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.Set<AuditEntry>().AsNoTracking().FirstOrDefaultAsync(e => e.Id == query.Id, cancellationToken) is not { } entry) return Error.NotFound();
            var values = await db.Set<AuditValues>().AsNoTracking().FirstOrDefaultAsync(v => v.EntryId == entry.Id, cancellationToken);
            var changes = values is null ? [] : JsonSerializer.Deserialize<AuditChange[]>(values.Changes)!;
            var subjects = db.Set<AuditSubject>().AsNoTracking().Where(s => s.EntryId == entry.Id).OrderBy(s => s.PersonId).Select(s => s.PersonId);
            var about = await subjects.Take(MostPeople).ToListAsync(cancellationToken);
            var seal = await db.Set<AuditSeal>().AsNoTracking().OrderBy(s => s.ToId).FirstOrDefaultAsync(s => s.ToId >= entry.Id, cancellationToken);
            var mentioned = changes.SelectMany(c => c.Values.SelectMany(v => new[] { v.Before, v.After }).Concat(c.Id.Split(' '))).Select(v => Guid.TryParse(v, out var id) ? id : (Guid?)null);
            return new Response(
                entry, words.ModuleOf(entry.Action), AuditWords.ActionOf(entry.Action), about, await subjects.CountAsync(cancellationToken), changes, values is null && entry.Digest is not null, seal,
                await words.NamesInAsync([entry.ActorId, entry.OnBehalfOf, .. about.Select(a => (Guid?)a), .. mentioned], cancellationToken));
        }
    }
}
