using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Specifications;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.ViewSkill;

/// <summary>A skill: what each of its levels means, and which job profiles require it.</summary>
internal static class ViewSkill
{
    /// <param name="Search">Part of a profile's name.</param>
    /// <param name="Page">Of the profiles, from 1.</param>
    [Requires(RolesPermissions.Read)]
    internal sealed record Query(Guid Id, string? Search = null, int? Page = null) : IRead<Response>;

    /// <param name="Skill">The skill with its levels, "none" first.</param>
    /// <param name="Profiles">The profiles in use that require it, by name.</param>
    /// <param name="Requiring">How many profiles in use require it, whatever was searched for.</param>
    /// <param name="Drafts">How many drafts of profiles would require it.</param>
    internal sealed record Response(SkillCard Skill, string Scale, Guid ScaleId, bool IsRetired, Paged<Row> Profiles, int Requiring, int Drafts);

    internal sealed record Row(Guid Id, string Name, string Family, int Ordinal, bool Mandatory);

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("skills/{id:guid}", "A skill, its levels and the profiles that require it.");
    }

    internal sealed class Handler(RolesDb db, ISkillLookup skills, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (!(await skills.SkillsAsync([query.Id], cancellationToken)).TryGetValue(query.Id, out var card)) return Error.NotFound();
            var facts = await db.Skills.AsNoTracking().Where(s => s.Id == query.Id).Join(db.Scales, s => s.ScaleId, c => c.Id, (s, c) => new { c.Name, c.Id, s.RetiredAt }).FirstAsync(cancellationToken);
            var today = tenant.DateAt(time.GetUtcNow());
            var requiring = db.ProfileVersions.AsNoTracking().InForceOn(today)
                .Join(db.Requirements.Where(r => r.SkillId == query.Id), v => v.Id, r => r.VersionId, (v, r) => new { v.ProfileId, r.Ordinal, r.ScaleVersion, r.Mandatory })
                .Join(db.Profiles.Where(p => p.RetiredAt == null), r => r.ProfileId, p => p.Id, (r, p) => new { p.Id, p.Name, p.Family, p.NameKey, r.Ordinal, r.ScaleVersion, r.Mandatory });
            var found = requiring;
            if (!string.IsNullOrWhiteSpace(query.Search))
            {
                var like = SearchText.Like(query.Search);
                found = found.Where(r => EF.Functions.Like(r.NameKey, like, "\\"));
            }

            var rows = await found.OrderBy(r => r.NameKey).ThenBy(r => r.Id).ToPageAsync(query.Page ?? 1, 25, cancellationToken);
            var drafts = await db.ProfileVersions.CountAsync(v => v.State == ProfileVersionState.Draft && v.Requirements.Any(r => r.SkillId == query.Id), cancellationToken);
            return new Response(
                card, facts.Name, facts.Id, facts.RetiredAt is not null,
                new Paged<Row>([.. rows.Items.Select(r => new Row(r.Id, r.Name, r.Family, card.ToCurrent(r.ScaleVersion, r.Ordinal), r.Mandatory))], rows.Total, rows.Page, rows.PageSize),
                found == requiring ? rows.Total : await requiring.CountAsync(cancellationToken), drafts);
        }
    }
}
