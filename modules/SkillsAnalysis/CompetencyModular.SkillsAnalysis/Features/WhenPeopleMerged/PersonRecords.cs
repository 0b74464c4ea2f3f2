using CompetencyModular.Sdk.People;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Features.WhenPeopleMerged;

/// <summary>What would move when two records are merged.</summary>
internal sealed class PersonRecords(SkillsDb db) : IPersonRecords
{
    public async Task<IReadOnlyList<PersonRecordCount>> CountAsync(Guid fromId, Guid intoId, CancellationToken cancellationToken) =>
    [
        new("Merge.Evidence", await db.Evidence.CountAsync(e => e.PersonId == fromId && (e.Entry == EntryType.Statement || e.Entry == EntryType.Correction), cancellationToken),
            await WhenPeopleMerged.AwardedInBoth(db, fromId, intoId).CountAsync(cancellationToken), "Merge.EvidenceDecision"),
        new("Merge.Suspensions", await db.Evidence.CountAsync(e => e.PersonId == fromId && e.Entry == EntryType.Suspension, cancellationToken)),
    ];
}
