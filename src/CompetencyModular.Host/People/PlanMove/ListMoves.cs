using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.People.PlanMove;

/// <summary>What is planned of people, the next first; or what became of what was planned, the latest first.</summary>
internal static class ListMoves
{
    /// <param name="PersonId">Only of this person.</param>
    /// <param name="Over">What happened, was taken back or could not be, instead of what is still to come.</param>
    /// <param name="Page">From 1.</param>
    /// <param name="PageSize">1 to 200; 25 by default.</param>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Query(Guid? PersonId = null, bool? Over = null, int? Page = null, int? PageSize = null) : IRead<Paged<Row>>;

    /// <param name="Id">The planned change.</param>
    /// <param name="PersonId">Of whom.</param>
    /// <param name="Person">Given and family name.</param>
    /// <param name="On">The day.</param>
    /// <param name="Unit">The unit then; null where it stays.</param>
    /// <param name="Manager">The manager then; null where it stays.</param>
    /// <param name="JobTitle">The position then; null where it stays.</param>
    /// <param name="State">What became of it.</param>
    internal sealed record Row(Guid Id, Guid PersonId, string Person, DateOnly On, string? Unit, string? Manager, string? JobTitle, MoveState State);

    internal sealed class Handler(PlatformDb db) : IReadHandler<Query, Paged<Row>>
    {
        public async ValueTask<Result<Paged<Row>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var moves = db.Set<FutureMove>().AsNoTracking();
            if (query.PersonId is { } personId) moves = moves.Where(m => m.PersonId == personId);
            moves = query.Over is true
                ? moves.Where(m => m.State != MoveState.Planned).OrderByDescending(m => m.On).ThenBy(m => m.Id)
                : moves.Where(m => m.State == MoveState.Planned).OrderBy(m => m.On).ThenBy(m => m.Id);
            return await moves.Select(m => new Row(
                m.Id, m.PersonId, db.Set<Person>().Where(p => p.Id == m.PersonId).Select(p => p.GivenName + " " + p.FamilyName).First(), m.On,
                db.Set<OrganisationUnit>().Where(u => u.Id == m.UnitId).Select(u => u.Name).FirstOrDefault(),
                db.Set<Person>().Where(p => p.Id == m.ManagerId).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault(), m.JobTitle, m.State)).ToPageAsync(query.Page ?? 1, query.PageSize ?? 25, cancellationToken);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Paged<Row>>("people-moves", "What is planned of people, and what became of it.").WithTags("Platform");
    }
}
