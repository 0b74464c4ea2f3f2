using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Roles.Features.RewordScale;

/// <summary>Puts the words of a scale and its levels right. Neither identity nor order of the levels changes (L1).</summary>
internal static class RewordScale
{
    /// <summary>The form, filled with what the scale says now.</summary>
    [Requires(RolesPermissions.Define)]
    internal sealed record Query(Guid Id) : IRead<Content>;

    [Requires(RolesPermissions.Define)]
    internal sealed record Command(Guid Id, Content Scale) : IWrite<Done>;

    internal sealed record Content
    {
        /// <summary>The state that was changed.</summary>
        public int Version { get; set; }

        public string? Name { get; set; }

        public string? Description { get; set; }

        /// <summary>By ordinal, "none" first.</summary>
        public List<LevelContent> Levels { get; set; } = [];
    }

    internal sealed record LevelContent
    {
        public string? Name { get; set; }

        public string? Description { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<RewordScalePage> texts)
        {
            RuleFor(c => c.Scale.Name).IsName().OverridePropertyName(nameof(Content.Name));
            RuleFor(c => c.Scale.Description).MaximumLength(Lengths.Text).OverridePropertyName(nameof(Content.Description));
            RuleForEach(c => c.Scale.Levels).ChildRules(level =>
            {
                level.RuleFor(l => l.Name).IsName();
                level.RuleFor(l => l.Description).MaximumLength(Lengths.Text);
            }).OverridePropertyName(nameof(Content.Levels));
            RuleFor(c => c.Scale.Levels)
                .Must(l => l.DistinctBy(one => SearchText.Of(one.Name)).Count() == l.Count).WithMessage(_ => texts["LevelTwice"]).OverridePropertyName(nameof(Content.Levels));
        }
    }

    internal sealed class QueryHandler(RolesDb db) : IReadHandler<Query, Content>
    {
        public async ValueTask<Result<Content>> Handle(Query query, CancellationToken cancellationToken) =>
            await db.Scales.AsNoTracking().FirstOrDefaultAsync(s => s.Id == query.Id, cancellationToken) is not { } scale ? Error.NotFound() : new Content
            {
                Version = scale.Version,
                Name = scale.Name,
                Description = scale.Description,
                Levels = [.. scale.Levels.Select(l => new LevelContent { Name = l.Name, Description = l.Description })],
            };
    }

    internal sealed class CommandHandler(RolesDb db) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var said = command.Scale;
            if (await db.Scales.FirstOrDefaultAsync(s => s.Id == command.Id, cancellationToken) is not { } scale) return Error.NotFound();
            if (said.Version != scale.Version || said.Levels.Count != scale.Levels.Count) return RolesErrors.ChangedMeanwhile;
            var key = SearchText.Of(said.Name);
            if (await db.Scales.AnyAsync(s => s.NameKey == key && s.Id != command.Id, cancellationToken)) return RolesErrors.ScaleNameTaken;
            scale.Describe(said.Name!, said.Description ?? "");
            scale.Reword([.. said.Levels.Select(l => (l.Name!.Trim(), (l.Description ?? "").Trim()))]);
            return Done.Value;
        }
    }
}
