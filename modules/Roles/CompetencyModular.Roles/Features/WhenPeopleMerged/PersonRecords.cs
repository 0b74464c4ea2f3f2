using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.WhenPeopleMerged;

/// <summary>What would move when two records are merged.</summary>
internal sealed class PersonRecords(RolesDb db) : IPersonRecords
{
    public async Task<IReadOnlyList<PersonRecordCount>> CountAsync(Guid fromId, Guid intoId, CancellationToken cancellationToken)
    {
        var assigned = db.Assignments.Where(a => a.PersonId == fromId && (a.Until == null || a.Until >= a.From));
        var aims = db.AspiredProfiles.Where(a => a.PersonId == fromId && a.EndedAt == null);
        return
        [
            new("Merge.Profiles", await assigned.CountAsync(cancellationToken),
                await assigned.CountAsync(a => db.Assignments.Any(o => o.PersonId == intoId && o.ProfileId == a.ProfileId && (o.Until == null || o.Until >= a.From) && (a.Until == null || a.Until >= o.From)), cancellationToken), "Merge.ProfilesDecision"),
            new("Merge.Aims", await aims.CountAsync(cancellationToken), await aims.CountAsync(a => db.AspiredProfiles.Any(o => o.PersonId == intoId && o.ProfileId == a.ProfileId && o.EndedAt == null), cancellationToken), "Merge.AimsDecision"),
            new("Merge.Exemptions", await db.Exemptions.CountAsync(e => e.PersonId == fromId, cancellationToken)),
        ];
    }
}
