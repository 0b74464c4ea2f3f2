using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Bad.Domain;

internal sealed class BadRecord
{
    public Guid Id { get; init; }

    public Task<bool> IsStoredAsync(DbContext db) => db.Set<BadRecord>().AnyAsync(r => r.Id == Id);
}
