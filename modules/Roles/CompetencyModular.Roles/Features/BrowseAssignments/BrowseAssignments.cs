using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.BrowseAssignments;

/// <summary>All job profiles that somebody holds, held and will hold, and of what they are or were exempt.</summary>
internal static class BrowseAssignments
{
    /// <param name="Page">From 1.</param>
    [Requires(RolesPermissions.Read)]
    internal sealed record Query(Guid Id, int? Page = null) : IRead<Response>;

    /// <param name="Assignments">The one that began last first.</param>
    /// <param name="Exemptions">The latest first; at most 100.</param>
    internal sealed record Response(PersonCard Person, Paged<Row> Assignments, IReadOnlyList<Release> Exemptions);

    /// <param name="Until">The last day; the day before the first for what was withdrawn.</param>
    internal sealed record Row(Guid Id, Guid ProfileId, string Profile, bool IsPrimary, DateOnly From, DateOnly? Until, HeldTime Time);

    /// <param name="Profile">Where it holds; null for everywhere.</param>
    internal sealed record Release(Guid Id, Guid SkillId, string Skill, string? Profile, DateOnly From, DateOnly? Until, string Reason);

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("people/{id:guid}/assignments", "All job profiles that somebody holds, held and will hold.");
    }

    internal sealed class Handler(RolesDb db, IPeople people, IPeopleAccess access, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (!await access.MaySeeAsync(query.Id, cancellationToken) || !(await people.CardsAsync([query.Id], cancellationToken)).TryGetValue(query.Id, out var person)) return Error.NotFound();
            var today = tenant.DateAt(time.GetUtcNow());
            var rows = await db.Assignments.AsNoTracking().Where(a => a.PersonId == query.Id)
                .Join(db.Profiles, a => a.ProfileId, p => p.Id, (a, p) => new { a.Id, a.ProfileId, p.Name, a.IsPrimary, a.From, a.Until })
                .OrderByDescending(a => a.From).ThenBy(a => a.Id).ToPageAsync(query.Page ?? 1, 25, cancellationToken);
            var exemptions = await db.Exemptions.AsNoTracking().Where(e => e.PersonId == query.Id).OrderByDescending(e => e.From).ThenBy(e => e.Id).Take(100)
                .Join(db.Skills, e => e.SkillId, s => s.Id, (e, s) => new Release(e.Id, s.Id, s.Name, db.Profiles.Where(p => p.Id == e.ProfileId).Select(p => p.Name).FirstOrDefault(), e.From, e.Until, e.Reason))
                .ToListAsync(cancellationToken);
            return new Response(person, new Paged<Row>([.. rows.Items.Select(a => new Row(a.Id, a.ProfileId, a.Name, a.IsPrimary, a.From, a.Until, TimeOf(a.From, a.Until, today)))], rows.Total, rows.Page, rows.PageSize), exemptions);
        }

        private static HeldTime TimeOf(DateOnly from, DateOnly? until, DateOnly today) =>
            until < from ? HeldTime.Withdrawn : until < today ? HeldTime.Past : from > today ? HeldTime.Coming : HeldTime.Held;
    }
}

internal enum HeldTime
{
    Held,
    Coming,
    Past,
    Withdrawn,
}
