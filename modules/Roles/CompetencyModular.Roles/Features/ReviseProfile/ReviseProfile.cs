using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Requirements;
using CompetencyModular.Roles.Specifications;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.ReviseProfile;

/// <summary>
/// Works on the next version of what a profile requires. The first change begins a draft with what was published last; nothing of it counts
/// until it is published.
/// </summary>
internal static class ReviseProfile
{
    /// <param name="Search">Part of the name of a skill to add.</param>
    /// <param name="Page">Of the skills to add, from 1.</param>
    /// <param name="Skill">The skill whose requirement is to be set.</param>
    [Requires(RolesPermissions.Define)]
    internal sealed record Query(Guid Id, string? Search = null, int? Page = null, Guid? Skill = null) : IRead<Response>;

    /// <param name="HasDraft">Whether anything was changed since the last publication.</param>
    /// <param name="Stamp">What the draft says, for <c>PublishProfile</c>: what is published is what was looked at.</param>
    /// <param name="Last">The number of the version published last; 0 for none.</param>
    /// <param name="Rows">What the next version requires.</param>
    /// <param name="Differences">Compared with the version published last.</param>
    /// <param name="From">The first day on which it may come into force.</param>
    /// <param name="Choices">Skills that may be added.</param>
    /// <param name="Chosen">The skill asked for, with its requirement if there is one.</param>
    internal sealed record Response(
        string Name, bool IsRetired, bool HasDraft, string Stamp, int Last, IReadOnlyList<Row> Rows, IReadOnlyList<Difference> Differences, DateOnly From, Paged<Choice> Choices, Chosen? Chosen);

    internal sealed record Row(Guid SkillId, string Skill, string Category, int Ordinal, IReadOnlyList<string> Levels, bool Mandatory, int Weight);

    internal sealed record Choice(Guid Id, string Name, string Description);

    /// <param name="Levels">The names of the levels, "none" first.</param>
    internal sealed record Chosen(Guid SkillId, string Skill, IReadOnlyList<string> Levels, bool IsRequired, int Ordinal, bool Mandatory, int Weight);

    internal sealed class Handler(RolesDb db, ISkillLookup skills, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.Profiles.AsNoTracking().Whole().FirstOrDefaultAsync(p => p.Id == query.Id, cancellationToken) is not { } profile) return Error.NotFound();
            List<RequirementTerms> before = [.. profile.Latest?.Requirements.Select(r => r.Terms) ?? []], working = [.. profile.Working?.Requirements.Select(r => r.Terms) ?? []];
            var cards = await skills.SkillsAsync([.. before.Concat(working).Select(t => t.SkillId).Concat(query.Skill is { } asked ? [asked] : []).Distinct()], cancellationToken);
            var taken = working.Select(t => t.SkillId).ToList();
            var choices = db.Skills.AsNoTracking().Where(s => s.RetiredAt == null && !taken.Contains(s.Id));
            if (!string.IsNullOrWhiteSpace(query.Search))
            {
                var like = SearchText.Like(query.Search);
                choices = choices.Where(s => EF.Functions.Like(s.NameKey, like, "\\"));
            }

            var page = await choices.OrderBy(s => s.NameKey).ThenBy(s => s.Id).Select(s => new Choice(s.Id, s.Name, s.Description)).ToPageAsync(query.Page ?? 1, 10, cancellationToken);
            var today = tenant.DateAt(time.GetUtcNow());
            var current = Difference.Current(working, cards);
            return new Response(
                profile.Name, profile.RetiredAt is not null, profile.Draft is not null, profile.Draft?.Stamp() ?? "", profile.Latest?.Number ?? 0,
                [.. current.OrderByDescending(t => t.Mandatory).ThenByDescending(t => t.Weight).ThenBy(t => cards[t.SkillId].Name, StringComparer.CurrentCulture)
                    .Select(t => new Row(t.SkillId, cards[t.SkillId].Name, cards[t.SkillId].Category, t.Ordinal, [.. cards[t.SkillId].Levels.Select(l => l.Name)], t.Mandatory, t.Weight))],
                Difference.Between(before, working, cards), today < profile.EarliestDay ? profile.EarliestDay : today, page,
                query.Skill is { } id && cards.TryGetValue(id, out var card) ? ChosenOf(card, current.Where(t => t.SkillId == id).Select(t => (RequirementTerms?)t).FirstOrDefault()) : null);
        }

        private static Chosen ChosenOf(SkillCard card, RequirementTerms? terms) =>
            new(card.Id, card.Name, [.. card.Levels.Select(l => l.Name)], terms is not null, terms?.Ordinal ?? 1, terms?.Mandatory ?? true, terms?.Weight ?? RequirementTerms.UsualWeight);
    }
}

/// <summary>Requires a skill in the next version, or requires it otherwise.</summary>
internal static class SetRequirement
{
    /// <param name="Id">The profile.</param>
    [Requires(RolesPermissions.Define)]
    internal sealed record Command(Guid Id, [FromBody] Content Requirement) : IWrite<Done>;

    internal sealed record Content
    {
        public Guid? SkillId { get; set; }

        /// <summary>The level on the skill's current scale, 1 and up.</summary>
        public int? Ordinal { get; set; }

        /// <summary>Mandatory, or else desirable.</summary>
        public bool Mandatory { get; set; } = true;

        /// <summary>1 to 5; matters in search and plan only (G3).</summary>
        public int Weight { get; set; } = RequirementTerms.UsualWeight;
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Requirement.SkillId).NotEmpty().OverridePropertyName(nameof(Content.SkillId));
            RuleFor(c => c.Requirement.Ordinal).NotNull().GreaterThanOrEqualTo(1).OverridePropertyName(nameof(Content.Ordinal));
            RuleFor(c => c.Requirement.Weight).InclusiveBetween(RequirementTerms.LightestWeight, RequirementTerms.HeaviestWeight).OverridePropertyName(nameof(Content.Weight));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api)
        {
            api.Post<Command, Done>("profiles/{id:guid}/draft/requirements", "Requires a skill in the profile's next version.");
            api.Post<DropRequirement.Command, Done>("profiles/{id:guid}/draft/requirements/{skillId:guid}/drop", "Requires a skill no longer in the profile's next version.");
            api.Post<DiscardDraft.Command, Done>("profiles/{id:guid}/draft/discard", "Throws the draft of the profile's next version away.");
        }
    }

    internal sealed class Handler(RolesDb db, ISkillLookup skills) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var said = command.Requirement;
            if (await db.Profiles.Whole().FirstOrDefaultAsync(p => p.Id == command.Id, cancellationToken) is not { } profile) return Error.NotFound();
            if (profile.RetiredAt is not null) return RolesErrors.ProfileRetired;
            var (skillId, terms) = (said.SkillId!.Value, profile.Working?.Requirements.Select(r => r.Terms).ToList() ?? []);
            var cards = await skills.SkillsAsync([.. terms.Select(t => t.SkillId).Append(skillId).Distinct()], cancellationToken);
            if (!cards.TryGetValue(skillId, out var skill)) return RolesErrors.UnknownSkill;
            if (said.Ordinal >= skill.Levels.Count) return RolesErrors.UnknownLevel;
            var isNew = terms.TrueForAll(t => t.SkillId != skillId);
            if (isNew && await db.Skills.AnyAsync(s => s.Id == skillId && s.RetiredAt != null, cancellationToken)) return RolesErrors.SkillRetired;

            profile.Revise(Difference.Current(terms.Where(t => t.SkillId != skillId), cards).Append(new RequirementTerms(skillId, said.Ordinal!.Value, skill.ScaleVersion, said.Mandatory, said.Weight)));
            // Two who work on one draft are told: the draft is part of the profile, and so is its version.
            db.Entry(profile).State = EntityState.Modified;
            return Done.Value;
        }
    }
}

/// <summary>Requires a skill no longer in the next version.</summary>
internal static class DropRequirement
{
    /// <param name="Id">The profile.</param>
    [Requires(RolesPermissions.Define)]
    internal sealed record Command(Guid Id, Guid SkillId) : IWrite<Done>;

    internal sealed class Handler(RolesDb db, ISkillLookup skills) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Profiles.Whole().FirstOrDefaultAsync(p => p.Id == command.Id, cancellationToken) is not { } profile) return Error.NotFound();
            if (profile.RetiredAt is not null) return RolesErrors.ProfileRetired;
            var terms = profile.Working?.Requirements.Select(r => r.Terms).ToList() ?? [];
            if (terms.TrueForAll(t => t.SkillId != command.SkillId)) return Error.NotFound();
            var cards = await skills.SkillsAsync([.. terms.Select(t => t.SkillId)], cancellationToken);
            profile.Revise(Difference.Current(terms.Where(t => t.SkillId != command.SkillId), cards));
            db.Entry(profile).State = EntityState.Modified;
            return Done.Value;
        }
    }
}

/// <summary>Throws the draft away; what is published stays.</summary>
internal static class DiscardDraft
{
    /// <param name="Id">The profile.</param>
    [Requires(RolesPermissions.Define)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(RolesDb db) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Profiles.Whole().FirstOrDefaultAsync(p => p.Id == command.Id, cancellationToken) is not { } profile) return Error.NotFound();
            profile.DiscardDraft();
            db.Entry(profile).State = EntityState.Modified;
            return Done.Value;
        }
    }
}
