using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.ViewProfile;

/// <summary>Who holds a profile today, among those whose records the viewer may open: a page of them, and all of them on some page.</summary>
internal static class ListHolders
{
    /// <param name="Id">The profile.</param>
    /// <param name="Search">Part of a person's name, e-mail or personnel number.</param>
    /// <param name="Page">From 1.</param>
    [Requires(RolesPermissions.Read)]
    internal sealed record Query(Guid Id, string? Search = null, int? Page = null) : IRead<Paged<Row>>;

    /// <param name="Id">The person.</param>
    /// <param name="From">Since when.</param>
    internal sealed record Row(Guid Id, string Name, string JobTitle, string Unit, Guid AssignmentId, DateOnly From, bool IsPrimary, bool IsSuspended);

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Paged<Row>>("profiles/{id:guid}/holders", "Who holds a job profile today, as far as one may know.");
    }

    internal sealed class Handler(RolesDb db, IPeopleAccess access, ITenant tenant, TimeProvider time) : IReadHandler<Query, Paged<Row>>
    {
        public async ValueTask<Result<Paged<Row>>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (!await db.Profiles.AnyAsync(p => p.Id == query.Id, cancellationToken)) return Error.NotFound();
            var today = tenant.DateAt(time.GetUtcNow());
            var holding = db.Assignments.AsNoTracking().HeldOn(today).Where(a => a.ProfileId == query.Id);
            var people = await access.FindAsync(query.Search, await holding.Select(a => a.PersonId).Distinct().ToListAsync(cancellationToken), query.Page ?? 1, 25, cancellationToken);
            var ids = people.Items.Select(p => p.Id).ToList();
            var assignments = (await holding.Where(a => ids.Contains(a.PersonId))
                .Select(a => new { a.Id, a.PersonId, a.From, a.IsPrimary, IsSuspended = a.Suspensions.Any(s => s.From <= today && (s.Until == null || s.Until >= today)) })
                .ToListAsync(cancellationToken)).ToLookup(a => a.PersonId);
            return new Paged<Row>(
                [.. people.Items.Select(p => (Person: p, Assignment: assignments[p.Id].OrderByDescending(a => a.IsPrimary).First()))
                    .Select(h => new Row(h.Person.Id, h.Person.Name, h.Person.JobTitle, h.Person.Unit, h.Assignment.Id, h.Assignment.From, h.Assignment.IsPrimary, h.Assignment.IsSuspended))],
                people.Total, people.Page, people.PageSize);
        }
    }
}
