using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.ViewProfile;

/// <summary>A job profile and what it requires. Before its first version is published only those see it who may define it.</summary>
internal static class ViewProfile
{
    [Requires(RolesPermissions.Read)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="Requirements">Of the version in force; mandatory ones first, by weight, then by name.</param>
    /// <param name="IsRetired">Whether it is out of use; what was assigned stays.</param>
    /// <param name="IsMine">Whether the viewer holds it.</param>
    /// <param name="IsAspired">Whether the viewer would like to grow into it.</param>
    /// <param name="HasDraft">Whether a next version is being worked on; told to those who may define it.</param>
    /// <param name="InForce">The version in force; null where none is yet.</param>
    /// <param name="Coming">The version that takes over later, if any.</param>
    /// <param name="HeldBy">How many people hold it today; told to those who may define it.</param>
    internal sealed record Response(
        Guid Id, string Name, string Family, string Track, string Description, IReadOnlyList<Row> Requirements, bool IsRetired, bool IsMine, bool IsAspired, bool HasDraft, Version? InForce, Version? Coming, int HeldBy);

    /// <param name="From">The first day of its force.</param>
    internal sealed record Version(int Number, DateOnly From);

    /// <param name="Ordinal">The level required, on the skill's current scale (L1).</param>
    /// <param name="Levels">The names of the scale's levels, "none" first.</param>
    /// <param name="Mandatory">Mandatory, or else desirable.</param>
    /// <param name="Weight">1 to 5; matters in search and plan only (G3).</param>
    internal sealed record Row(Guid SkillId, string Skill, string Category, int Ordinal, string Level, IReadOnlyList<string> Levels, bool Mandatory, int Weight);

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("profiles/{id:guid}", "A job profile and what it requires.");
    }

    internal sealed class Handler(RolesDb db, IRequirementLookup profiles, ISkillLookup skills, ICurrentUser user, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.Profiles.AsNoTracking().Include(p => p.Versions).FirstOrDefaultAsync(p => p.Id == query.Id, cancellationToken) is not { } profile) return Error.NotFound();
            var mayDefine = user.Has(RolesPermissions.Define);
            if (profile.Latest is null && !mayDefine) return Error.NotFound();
            var required = (await profiles.ProfileAsync(query.Id, cancellationToken))?.Requirements ?? [];
            var cards = await skills.SkillsAsync([.. required.Select(r => r.SkillId)], cancellationToken);
            var today = tenant.DateAt(time.GetUtcNow());
            var (isMine, isAspired) = user.PersonId is not { } me ? (false, false) : (
                await db.Assignments.HeldOn(today).AnyAsync(a => a.ProfileId == query.Id && a.PersonId == me, cancellationToken),
                await db.AspiredProfiles.Current().AnyAsync(a => a.ProfileId == query.Id && a.PersonId == me, cancellationToken));
            return new Response(
                profile.Id, profile.Name, profile.Family, profile.Track, profile.Description,
                [.. required.Where(r => cards.ContainsKey(r.SkillId)).OrderByDescending(r => r.Mandatory).ThenByDescending(r => r.Weight).ThenBy(r => cards[r.SkillId].Name, StringComparer.CurrentCulture).Select(r => RowOf(r, cards[r.SkillId]))],
                profile.RetiredAt is not null, isMine, isAspired, mayDefine && profile.Draft is not null,
                VersionOf(profile.InForceOn(today)), VersionOf(profile.Latest is { } last && last.InForceFrom > today ? last : null),
                mayDefine ? await db.Assignments.HeldOn(today).Where(a => a.ProfileId == query.Id).Select(a => a.PersonId).Distinct().CountAsync(cancellationToken) : 0);
        }

        private static Version? VersionOf(ProfileVersion? version) => version is null ? null : new Version(version.Number, version.InForceFrom!.Value);

        private static Row RowOf(Requirement required, SkillCard skill) => new(
            skill.Id, skill.Name, skill.Category, required.Ordinal, skill.Levels[required.Ordinal].Name, [.. skill.Levels.Select(l => l.Name)], required.Mandatory, required.Weight);
    }
}
