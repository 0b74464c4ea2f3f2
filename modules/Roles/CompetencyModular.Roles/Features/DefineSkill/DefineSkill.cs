using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.DefineSkill;

/// <summary>Defines a skill, or changes what it says about itself (R2.1). Its scale is chosen once (L2).</summary>
internal static class DefineSkill
{
    /// <summary>The form: empty for a new skill, else filled with what the skill says now.</summary>
    [Requires(RolesPermissions.Define)]
    internal sealed record Query(Guid? Id) : IRead<Response>;

    /// <param name="Categories">All of them as a tree, depth first.</param>
    /// <param name="Scales">The scales to choose from; empty where the scale is chosen already.</param>
    /// <param name="Levels">The names of the levels above "none" of the skill's scale; empty for a new skill.</param>
    internal sealed record Response(Content Skill, IReadOnlyList<Branch> Categories, IReadOnlyList<Choice> Scales, IReadOnlyList<string> Levels);

    internal sealed record Branch(Guid Id, string Name, int Depth);

    internal sealed record Choice(Guid Id, string Name);

    /// <param name="Id">Null for a new skill.</param>
    /// <param name="Skill">What it says from now on.</param>
    [Requires(RolesPermissions.Define)]
    internal sealed record Command(Guid? Id, [FromBody] Content Skill) : IWrite<Saved>;

    internal sealed record Content
    {
        /// <summary>The version that was changed; null overwrites whatever is there.</summary>
        public int? Version { get; set; }

        /// <summary>Unique among all skills, those out of use too.</summary>
        public string? Name { get; set; }

        public string? Description { get; set; }

        /// <summary>Where it stands in the tree; null for nowhere.</summary>
        public Guid? CategoryId { get; set; }

        /// <summary>For a new skill; a skill keeps its scale.</summary>
        public Guid? ScaleId { get; set; }

        /// <summary>What each level above "none" means for this skill, from the lowest; an empty text leaves it to the scale. Null changes nothing.</summary>
        public List<string?>? LevelTexts { get; set; }
    }

    internal sealed record Saved(Guid Id);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Skill.Name).IsName().OverridePropertyName(nameof(Content.Name));
            RuleFor(c => c.Skill.Description).MaximumLength(Lengths.Text).OverridePropertyName(nameof(Content.Description));
            RuleFor(c => c.Skill.ScaleId).NotEmpty().When(c => c.Id is null).OverridePropertyName(nameof(Content.ScaleId));
            RuleForEach(c => c.Skill.LevelTexts).MaximumLength(Lengths.Text).OverridePropertyName(nameof(Content.LevelTexts));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api)
        {
            api.Post<Command, Saved>("skills", "Defines a skill.");
            api.Post<Command, Saved>("skills/{id:guid}", "Changes a skill.");
        }
    }

    internal sealed class QueryHandler(RolesDb db) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var tree = new CategoryTree(await db.Categories.AsNoTracking().ToListAsync(cancellationToken));
            List<Branch> branches = [.. tree.Branches.Select(b => new Branch(b.Category.Id, b.Category.Name, b.Depth))];
            if (query.Id is not { } id)
            {
                var scales = await db.Scales.AsNoTracking().OrderBy(s => s.NameKey).ThenBy(s => s.Id).Select(s => new Choice(s.Id, s.Name)).ToListAsync(cancellationToken);
                return new Response(new Content { ScaleId = scales.Count == 1 ? scales[0].Id : null }, branches, scales, []);
            }

            if (await db.Skills.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } skill) return Error.NotFound();
            var levels = (await db.Scales.AsNoTracking().FirstAsync(s => s.Id == skill.ScaleId, cancellationToken)).Levels.Skip(1).ToList();
            return new Response(
                new Content
                {
                    Version = skill.Version,
                    Name = skill.Name,
                    Description = skill.Description,
                    CategoryId = skill.CategoryId,
                    LevelTexts = [.. levels.Select(l => skill.LevelTexts.GetValueOrDefault(l.Id))],
                },
                branches, [], [.. levels.Select(l => l.Name)]);
        }
    }

    internal sealed class CommandHandler(RolesDb db) : IWriteHandler<Command, Saved>
    {
        public async ValueTask<Result<Saved>> Handle(Command command, CancellationToken cancellationToken)
        {
            var said = command.Skill;
            var key = SearchText.Of(said.Name);
            var skill = command.Id is { } id ? await db.Skills.FirstOrDefaultAsync(s => s.Id == id, cancellationToken) : null;
            if (command.Id is not null && skill is null) return Error.NotFound();
            if (skill is not null && said.Version is { } seen && seen != skill.Version) return RolesErrors.ChangedMeanwhile;
            if (await db.Skills.AnyAsync(s => s.NameKey == key && s.Id != command.Id, cancellationToken)) return RolesErrors.SkillNameTaken;
            if (said.CategoryId is { } category && !await db.Categories.AnyAsync(c => c.Id == category, cancellationToken)) return RolesErrors.UnknownCategory;

            var scaleId = skill?.ScaleId ?? said.ScaleId!.Value;
            if (await db.Scales.AsNoTracking().FirstOrDefaultAsync(s => s.Id == scaleId, cancellationToken) is not { } scale) return RolesErrors.UnknownScale;
            if (said.LevelTexts?.Count > scale.Levels.Count - 1) return RolesErrors.UnknownLevel;
            // Texts of levels that are not spoken of stay as they are.
            var texts = (skill?.LevelTexts ?? new Dictionary<Guid, string>()).ToDictionary(t => t.Key, t => t.Value);
            foreach (var (level, text) in scale.Levels.Skip(1).Zip(said.LevelTexts ?? [])) texts[level.Id] = text ?? "";

            if (skill is null) db.Add(skill = Skill.Define(Guid.CreateVersion7(), said.Name!, said.Description ?? "", said.CategoryId, scaleId, texts));
            else skill.Change(said.Name!, said.Description ?? "", said.CategoryId, texts);
            return new Saved(skill.Id);
        }
    }
}
