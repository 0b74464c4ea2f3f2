using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Requirements;
using CompetencyModular.Roles.Specifications;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.PublishProfile;

/// <summary>Publishes the draft of a profile as its next version, in force from a day on. The version before it ends there and stays on record (G1).</summary>
internal static class PublishProfile
{
    [Requires(RolesPermissions.Define)]
    internal sealed record Command(Guid Id, [FromBody] Content Publication) : IWrite<Done>;

    internal sealed record Content
    {
        /// <summary>The first day; today when left out. Only a profile's first version may come into force in the past.</summary>
        public DateOnly? From { get; set; }

        /// <summary>What the draft said when it was looked at; null publishes whatever is there.</summary>
        public string? Stamp { get; set; }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Done>("profiles/{id:guid}/publish", "Publishes the draft as the profile's next version.");
    }

    internal sealed class Handler(RolesDb db, ISkillLookup skills, ITenant tenant, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Profiles.Whole().FirstOrDefaultAsync(p => p.Id == command.Id, cancellationToken) is not { } profile) return Error.NotFound();
            if (profile.RetiredAt is not null) return RolesErrors.ProfileRetired;
            if (profile.Draft is not { } draft) return RolesErrors.NoDraft;
            if (command.Publication.Stamp is { Length: > 0 } seen && seen != draft.Stamp()) return RolesErrors.ChangedMeanwhile;
            var now = time.GetUtcNow();
            var today = tenant.DateAt(now);
            var from = command.Publication.From ?? (today < profile.EarliestDay ? profile.EarliestDay : today);
            if (profile.Latest is { } last)
            {
                if (from < today) return RolesErrors.DayPast;
                if (from < profile.EarliestDay) return RolesErrors.DayBeforeLast;
                List<RequirementTerms> before = [.. last.Requirements.Select(r => r.Terms)], after = [.. draft.Requirements.Select(r => r.Terms)];
                var cards = await skills.SkillsAsync([.. before.Concat(after).Select(t => t.SkillId).Distinct()], cancellationToken);
                if (Difference.Between(before, after, cards).Count == 0) return RolesErrors.NothingChanged;
            }

            // A skill may have been retired since it was drafted. One that was required already may stay until somebody drops it.
            var known = profile.Latest?.Requirements.Select(r => r.SkillId).ToHashSet() ?? [];
            var added = draft.Requirements.Select(r => r.SkillId).Where(s => !known.Contains(s)).ToList();
            if (await db.Skills.AnyAsync(s => added.Contains(s.Id) && s.RetiredAt != null, cancellationToken)) return RolesErrors.SkillRetired;

            profile.Publish(from, now);
            db.Entry(profile).State = EntityState.Modified;
            return Done.Value;
        }
    }
}
