using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Requirements;
using CompetencyModular.Roles.Specifications;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.CompareVersions;

/// <summary>The versions of a profile, and what each asked for that the one before did not.</summary>
internal static class CompareVersions
{
    private const int PageSize = 10;

    /// <param name="Page">From 1; the newest version stands on the first.</param>
    [Requires(RolesPermissions.Read)]
    internal sealed record Query(Guid Id, int? Page = null) : IRead<Response>;

    /// <param name="Total">How many versions were published.</param>
    internal sealed record Response(string Name, IReadOnlyList<Row> Versions, int Page, int Total);

    /// <param name="From">The first day of its force.</param>
    /// <param name="Until">The last one; null while no other takes over.</param>
    /// <param name="Requirements">How many skills it requires.</param>
    /// <param name="Differences">Compared with the version before; all of it for the first.</param>
    internal sealed record Row(int Number, DateOnly From, DateOnly? Until, VersionTime Time, int Requirements, IReadOnlyList<Difference> Differences);

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("profiles/{id:guid}/versions", "The versions of a job profile with their differences, the newest first.");
    }

    internal sealed class Handler(RolesDb db, ISkillLookup skills, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.Profiles.AsNoTracking().Whole().FirstOrDefaultAsync(p => p.Id == query.Id, cancellationToken) is not { Latest: not null } profile) return Error.NotFound();
            List<ProfileVersion> published = [.. profile.Versions.Where(v => v.State is ProfileVersionState.Published).OrderByDescending(v => v.Number)];
            var page = Math.Clamp(query.Page ?? 1, 1, (published.Count + PageSize - 1) / PageSize);
            var cards = await skills.SkillsAsync([.. published.SelectMany(v => v.Requirements).Select(r => r.SkillId).Distinct()], cancellationToken);
            var today = tenant.DateAt(time.GetUtcNow());
            var rows = published.Select((v, i) => (Version: v, Before: published.ElementAtOrDefault(i + 1))).Skip((page - 1) * PageSize).Take(PageSize)
                .Select(p => new Row(
                    p.Version.Number, p.Version.InForceFrom!.Value, p.Version.ReplacedOn?.AddDays(-1),
                    p.Version.IsInForceOn(today) ? VersionTime.InForce : p.Version.InForceFrom > today && p.Version.ReplacedOn is null ? VersionTime.Coming : VersionTime.Past,
                    p.Version.Requirements.Count,
                    Difference.Between(p.Before?.Requirements.Select(r => r.Terms) ?? [], p.Version.Requirements.Select(r => r.Terms), cards)));
            return new Response(profile.Name, [.. rows], page, published.Count);
        }
    }
}

internal enum VersionTime
{
    InForce,
    Coming,
    Past,
}
