using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.ViewProfile;

/// <summary>A job profile: what it requires, and who holds it as far as the viewer may know.</summary>
internal static class ViewProfile
{
    private const int MostHolders = 200;

    [Requires(RolesPermissions.Read)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="Requirements">Mandatory ones first, by weight, then by name.</param>
    /// <param name="Holders">Those who hold it today and whose records the viewer may open, by name; the first 200 who hold it are looked at.</param>
    /// <param name="IsRetired">Whether it is out of use; what was assigned stays.</param>
    /// <param name="IsMine">Whether the viewer holds it.</param>
    /// <param name="IsAspired">Whether the viewer would like to grow into it.</param>
    internal sealed record Response(
        Guid Id, string Name, string Family, string Track, string Description, IReadOnlyList<Row> Requirements, IReadOnlyList<PersonCard> Holders, bool IsRetired, bool IsMine, bool IsAspired);

    /// <param name="Ordinal">The level required, on the skill's current scale (L1).</param>
    /// <param name="Levels">The names of the scale's levels, "none" first.</param>
    /// <param name="Mandatory">Mandatory, or else desirable.</param>
    /// <param name="Weight">1 to 5; matters in search and plan only (G3).</param>
    internal sealed record Row(Guid SkillId, string Skill, string Category, int Ordinal, string Level, IReadOnlyList<string> Levels, bool Mandatory, int Weight);

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("profiles/{id}", "A job profile with what it requires and who holds it.");
    }

    internal sealed class Handler(RolesDb db, IRequirementLookup profiles, ISkillLookup skills, IPeople people, IPeopleAccess access, ICurrentUser user, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.Profiles.AsNoTracking().FirstOrDefaultAsync(p => p.Id == query.Id, cancellationToken) is not { } profile) return Error.NotFound();
            var required = (await profiles.ProfileAsync(query.Id, cancellationToken))?.Requirements ?? [];
            var cards = await skills.SkillsAsync([.. required.Select(r => r.SkillId)], cancellationToken);
            var today = tenant.DateAt(time.GetUtcNow());
            var holding = await db.Assignments.AsNoTracking().HeldOn(today).Where(a => a.ProfileId == query.Id).Select(a => a.PersonId).Distinct().OrderBy(p => p).Take(MostHolders).ToListAsync(cancellationToken);
            var isMine = user.PersonId is { } me && await db.Assignments.HeldOn(today).AnyAsync(a => a.ProfileId == query.Id && a.PersonId == me, cancellationToken);
            var isAspired = user.PersonId is { } self && await db.AspiredProfiles.Current().AnyAsync(a => a.ProfileId == query.Id && a.PersonId == self, cancellationToken);
            var visible = await access.VisibleAsync(holding, cancellationToken);
            var holders = await people.CardsAsync([.. visible], cancellationToken);
            return new Response(
                profile.Id, profile.Name, profile.Family, profile.Track, profile.Description,
                [.. required.Where(r => cards.ContainsKey(r.SkillId)).OrderByDescending(r => r.Mandatory).ThenByDescending(r => r.Weight).ThenBy(r => cards[r.SkillId].Name, StringComparer.CurrentCulture).Select(r => RowOf(r, cards[r.SkillId]))],
                [.. holders.Values.Where(h => h.IsActive).OrderBy(h => h.Name, StringComparer.CurrentCulture)], profile.RetiredAt is not null, isMine, isAspired);
        }

        private static Row RowOf(Requirement required, SkillCard skill) => new(
            skill.Id, skill.Name, skill.Category, required.Ordinal, skill.Levels[required.Ordinal].Name, [.. skill.Levels.Select(l => l.Name)], required.Mandatory, required.Weight);
    }
}
