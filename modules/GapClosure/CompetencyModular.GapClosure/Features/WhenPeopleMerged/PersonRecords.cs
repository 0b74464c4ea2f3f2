using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.WhenPeopleMerged;

/// <summary>What would move when two records are merged.</summary>
internal sealed class PersonRecords(GapClosureDb db) : IPersonRecords
{
    public async Task<IReadOnlyList<PersonRecordCount>> CountAsync(Guid fromId, Guid intoId, CancellationToken cancellationToken)
    {
        var key = ApproverKey.Person(fromId);
        var active = await db.Plans.CountAsync(p => p.PersonId == fromId && p.EndedAt == null, cancellationToken);
        return
        [
            new("Merge.Plans", await db.Plans.CountAsync(p => p.PersonId == fromId, cancellationToken),
                await db.Plans.AnyAsync(p => p.PersonId == intoId && p.EndedAt == null, cancellationToken) ? active : 0, "Merge.PlansDecision"),
            new("Merge.Requests", await db.Requests.CountAsync(r => r.PersonId == fromId, cancellationToken), await db.AskedTwice(fromId, intoId).CountAsync(cancellationToken), "Merge.RequestsDecision"),
            new("Merge.Waiting", await db.Requests.CountAsync(r => (r.State == RequestState.Submitted || r.State == RequestState.MoreInfo) && r.Audience.Any(a => a.Key == key), cancellationToken)),
        ];
    }
}

/// <summary>What both of two records have.</summary>
internal static class MergedRows
{
    /// <summary>The open requests of the one about skills that the other has an open request about.</summary>
    public static IQueryable<ConfirmationRequest> AskedTwice(this GapClosureDb db, Guid from, Guid into) => db.Requests.Where(r =>
        r.PersonId == from && Open.Contains(r.State) && db.Requests.Any(o => o.PersonId == into && o.SkillId == r.SkillId && Open.Contains(o.State)));

    private static readonly RequestState[] Open = [RequestState.Draft, RequestState.Submitted, RequestState.MoreInfo];
}
