using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.WhenPeopleMerged;

/// <summary>What would move when two records are merged.</summary>
internal sealed class PersonRecords(GamificationDb db) : IPersonRecords
{
    public async Task<IReadOnlyList<PersonRecordCount>> CountAsync(Guid fromId, Guid intoId, CancellationToken cancellationToken)
    {
        var (ledger, badges) = (db.Ledger.Where(e => e.PersonId == fromId), db.BadgeAwards.Where(b => b.PersonId == fromId));
        var once = db.Rules.Where(r => !r.EachTime).Select(r => r.Id);
        return
        [
            new("Merge.Points", await ledger.CountAsync(cancellationToken),
                await ledger.CountAsync(e => e.ReversesId == null && db.Ledger.Any(o => o.PersonId == intoId && o.RuleId == e.RuleId && o.Source == e.Source && (o.OccurrenceKey == e.OccurrenceKey || once.Contains(e.RuleId))), cancellationToken), "Merge.CountOnce"),
            new("Merge.Badges", await badges.CountAsync(cancellationToken), await badges.CountAsync(b => db.BadgeAwards.Any(o => o.PersonId == intoId && o.BadgeId == b.BadgeId), cancellationToken), "Merge.OneBadge"),
            new("Merge.Challenges", await db.Entrants.CountAsync(e => e.PersonId == fromId, cancellationToken)),
        ];
    }
}
