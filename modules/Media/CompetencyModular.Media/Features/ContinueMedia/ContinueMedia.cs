using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.ContinueMedia;

/// <summary>What somebody has begun in the library, or was asked to, and has not completed; the latest first.</summary>
internal static class ContinueMedia
{
    [Requires(MediaPermissions.Learn)]
    internal sealed record Query(int Take) : IRead<IReadOnlyList<Row>>;

    internal sealed record Row(Guid Id, string Title, FileGroup Kind, int Minutes, double Share);

    internal sealed class Handler(MediaDb db, ICurrentUser user) : IReadHandler<Query, IReadOnlyList<Row>>
    {
        public async ValueTask<Result<IReadOnlyList<Row>>> Handle(Query query, CancellationToken ct)
        {
            var me = user.Me();
            return await db.Viewings.Where(v => v.PersonId == me && v.CompletedAt == null)
                .Join(db.Media.OnOffer(), v => v.MediumId, m => m.Id, (v, m) => new { v, m })
                .OrderByDescending(x => x.v.TouchedAt).ThenBy(x => x.v.Id)
                .Select(x => new Row(x.m.Id, x.m.Title, x.m.Kind, x.m.Minutes, x.v.Share)).Take(query.Take).ToListAsync(ct);
        }
    }
}
