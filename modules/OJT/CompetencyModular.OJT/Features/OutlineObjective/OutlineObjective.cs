using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.OutlineObjective;

/// <summary>An objective of a programme: its tasks, who may assess it, and what it awards.</summary>
internal static class OutlineObjective
{
    [Requires(OjtPermissions.Lead)]
    internal sealed record Query(Guid ProgrammeId, Guid ObjectiveId) : IRead<Response>;

    /// <param name="Rule">Whom the rule on assessors names, in words; null where there is none.</param>
    internal sealed record Response(string Programme, ObjectiveContent Objective, string? Rule);

    internal sealed class Handler(OjtDb db, ICurrentUser user, AssessorLevels levels) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var programme = await db.Programmes.AsNoTracking().Whole().FirstOrDefaultAsync(p => p.Id == query.ProgrammeId, ct);
            var writes = user.Has(OjtPermissions.Define);
            if (programme is null || (!writes && programme.State is not ProgrammeState.Published)) return Error.NotFound();
            var content = writes ? programme.Content() : (await db.LatestVersionAsync(programme.Id, ct))!.Content;
            if (content.Objectives.FirstOrDefault(o => o.Id == query.ObjectiveId) is not { } objective) return Error.NotFound();
            return new Response(content.Title, objective, (await levels.NamesAsync([objective.Assessor], ct)).Values.FirstOrDefault());
        }
    }
}
