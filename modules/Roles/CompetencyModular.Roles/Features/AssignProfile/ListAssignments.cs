using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.AssignProfile;

/// <summary>The job profiles that somebody holds (R2.3) and would like to grow into.</summary>
internal static class ListAssignments
{
    [Requires(RolesPermissions.Read)]
    internal sealed record Query(Guid PersonId) : IRead<Response>;

    /// <param name="Assigned">Held today or from a later day on, the primary one first.</param>
    /// <param name="HasHistory">Whether there is more to see: profiles held before, or exemptions.</param>
    internal sealed record Response(IReadOnlyList<Row> Assigned, IReadOnlyList<Choice> Aspired, bool HasHistory);

    internal sealed record Row(Guid Id, Guid ProfileId, string Name, bool IsPrimary, DateOnly From, DateOnly? Until, bool IsSuspended, bool IsComing);

    internal sealed record Choice(Guid Id, string Name);

    internal sealed class Handler(RolesDb db, IPeopleAccess access, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (!await access.MaySeeAsync(query.PersonId, cancellationToken)) return Error.NotFound();
            var today = tenant.DateAt(time.GetUtcNow());
            var assigned = await db.Assignments.AsNoTracking().Where(a => a.PersonId == query.PersonId && (a.Until == null || (a.Until >= today && a.Until >= a.From)))
                .Join(db.Profiles, a => a.ProfileId, p => p.Id, (a, p) => new
                {
                    a.Id, a.ProfileId, p.Name, p.NameKey, a.IsPrimary, a.From, a.Until, IsSuspended = a.Suspensions.Any(s => s.From <= today && (s.Until == null || s.Until >= today)),
                })
                .OrderBy(a => a.From > today).ThenByDescending(a => a.IsPrimary).ThenBy(a => a.From).ThenBy(a => a.NameKey).ThenBy(a => a.Id)
                .Select(a => new Row(a.Id, a.ProfileId, a.Name, a.IsPrimary, a.From, a.Until, a.IsSuspended, a.From > today)).ToListAsync(cancellationToken);
            var aspired = await db.AspiredProfiles.AsNoTracking().Current().Where(a => a.PersonId == query.PersonId)
                .Join(db.Profiles, a => a.ProfileId, p => p.Id, (a, p) => p).OrderBy(p => p.NameKey).ThenBy(p => p.Id).Select(p => new Choice(p.Id, p.Name)).ToListAsync(cancellationToken);
            var hasHistory = await db.Assignments.AnyAsync(a => a.PersonId == query.PersonId && a.Until < today, cancellationToken) || await db.Exemptions.AnyAsync(e => e.PersonId == query.PersonId, cancellationToken);
            return new Response(assigned, aspired, hasHistory);
        }
    }
}
