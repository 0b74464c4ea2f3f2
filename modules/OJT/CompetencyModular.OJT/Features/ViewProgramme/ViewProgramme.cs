using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.ViewProgramme;

/// <summary>What a published programme is about, for everybody who might learn it: a plan, say, leads here.</summary>
internal static class ViewProgramme
{
    [Requires(OjtPermissions.View)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="MyTrainingId">The actor's own latest training of it; null where there is none.</param>
    internal sealed record Response(Guid Id, string Title, string Summary, Scheme Scheme, int Minutes, IReadOnlyList<ObjectiveContent> Objectives, Guid? MyTrainingId);

    internal sealed class Handler(OjtDb db, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var programme = await db.Programmes.AsNoTracking().FirstOrDefaultAsync(p => p.Id == query.Id && p.State != ProgrammeState.Draft, ct);
            if (programme is null || await db.LatestVersionAsync(query.Id, ct) is not { Content: var content }) return Error.NotFound();
            var me = user.Me();
            var mine = await db.Trainings.Where(t => t.TraineeId == me && t.ProgrammeId == query.Id).OrderByDescending(t => t.Occurrence).Select(t => (Guid?)t.Id).FirstOrDefaultAsync(ct);
            return new Response(programme.Id, content.Title, programme.Summary, content.Scheme, content.Minutes, content.Objectives, mine);
        }
    }
}
