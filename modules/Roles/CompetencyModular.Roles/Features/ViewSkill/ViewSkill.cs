using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Specifications;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.ViewSkill;

/// <summary>A skill: what each of its levels means, and which job profiles require it.</summary>
internal static class ViewSkill
{
    [Requires(RolesPermissions.Read)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="Skill">The skill with its levels, "none" first.</param>
    /// <param name="Profiles">The profiles in use that require it, by name.</param>
    internal sealed record Response(SkillCard Skill, string Scale, Guid ScaleId, bool IsRetired, IReadOnlyList<Row> Profiles);

    internal sealed record Row(Guid Id, string Name, int Ordinal, bool Mandatory);

    internal sealed class Handler(RolesDb db, ISkillLookup skills, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (!(await skills.SkillsAsync([query.Id], cancellationToken)).TryGetValue(query.Id, out var card)) return Error.NotFound();
            var facts = await db.Skills.AsNoTracking().Where(s => s.Id == query.Id).Join(db.Scales, s => s.ScaleId, c => c.Id, (s, c) => new { c.Name, c.Id, s.RetiredAt }).FirstAsync(cancellationToken);
            var today = tenant.DateAt(time.GetUtcNow());
            var rows = await db.ProfileVersions.AsNoTracking().InForceOn(today)
                .Join(db.Requirements.Where(r => r.SkillId == query.Id), v => v.Id, r => r.VersionId, (v, r) => new { v.ProfileId, r.Ordinal, r.ScaleVersion, r.Mandatory })
                .Join(db.Profiles.Where(p => p.RetiredAt == null), r => r.ProfileId, p => p.Id, (r, p) => new { p.Id, p.Name, p.NameKey, r.Ordinal, r.ScaleVersion, r.Mandatory })
                .OrderBy(r => r.NameKey).ThenBy(r => r.Id).ToListAsync(cancellationToken);
            return new Response(card, facts.Name, facts.Id, facts.RetiredAt is not null, [.. rows.Select(r => new Row(r.Id, r.Name, card.ToCurrent(r.ScaleVersion, r.Ordinal), r.Mandatory))]);
        }
    }
}
