using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.OutlineProgramme;

/// <summary>A programme: to its writers as it is being written, with what keeps it from being published; to others as it was published.</summary>
internal static class OutlineProgramme
{
    [Requires(OjtPermissions.Lead)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="Unready">The code of what keeps it from being published; null when nothing does.</param>
    internal sealed record Response(
        Guid Id, string Title, string Summary, Scheme Scheme, ProgrammeState State, int CurrentVersion, bool HasChanges, string? Unready,
        IReadOnlyList<ObjectiveContent> Objectives, IReadOnlyDictionary<LevelOfSkill, string> Rules, IReadOnlyList<VersionRow> Versions, int UnderWay, int Completed)
    {
        public int Minutes => Objectives.Sum(o => o.Minutes);
    }

    internal sealed record VersionRow(int Number, DateTimeOffset PublishedAt);

    internal sealed class Handler(OjtDb db, ICurrentUser user, AssessorLevels levels) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var programme = await db.Programmes.AsNoTracking().Whole().FirstOrDefaultAsync(p => p.Id == query.Id, ct);
            var writes = user.Has(OjtPermissions.Define);
            if (programme is null || (!writes && programme.State is not ProgrammeState.Published)) return Error.NotFound();
            var content = writes ? programme.Content() : (await db.LatestVersionAsync(programme.Id, ct))!.Content;
            var counts = await db.Trainings.Where(t => t.ProgrammeId == query.Id).GroupBy(t => t.State).Select(g => new { State = g.Key, Count = g.Count() }).ToListAsync(ct);
            return new Response(
                programme.Id, content.Title, programme.Summary, content.Scheme, programme.State, programme.CurrentVersion, programme.HasChanges, programme.Unready()?.Code,
                content.Objectives, await levels.NamesAsync(content.Objectives.Select(o => o.Assessor), ct),
                await db.Versions.AsNoTracking().Where(v => v.ProgrammeId == query.Id).OrderByDescending(v => v.Number).Select(v => new VersionRow(v.Number, v.PublishedAt)).ToListAsync(ct),
                counts.Where(c => c.State is TrainingState.Active or TrainingState.Requested).Sum(c => c.Count),
                counts.Where(c => c.State is TrainingState.Completed).Sum(c => c.Count));
        }
    }
}
