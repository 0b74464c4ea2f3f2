using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.ListPersonTrainings;

/// <summary>The trainings of somebody whose record one may open, on their page.</summary>
internal static class ListPersonTrainings
{
    private const int Most = 20;

    [Requires(OjtPermissions.View)]
    internal sealed record Query(Guid PersonId) : IRead<Response>;

    internal sealed record Response(IReadOnlyList<Row> Trainings);

    internal sealed record Row(Guid Id, string Title, TrainingState State, int Done, int Required);

    internal sealed class Handler(OjtDb db, IPeopleAccess access) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            if (!await access.MaySeeAsync(query.PersonId, ct)) return Error.NotFound();
            return new Response(await db.Trainings.AsNoTracking().Where(t => t.TraineeId == query.PersonId).OrderByDescending(t => t.TouchedAt).ThenBy(t => t.Id).Take(Most)
                .Select(t => new Row(
                    t.Id, t.Title, t.State,
                    t.Objectives.Where(o => !o.IsFormer).SelectMany(o => o.Tasks).Count(k => k.IsRequired && k.State == TaskState.Demonstrated),
                    t.Objectives.Where(o => !o.IsFormer).SelectMany(o => o.Tasks).Count(k => k.IsRequired)))
                .ToListAsync(ct));
        }
    }
}
