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
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Roles.Features.DefineScale;

/// <summary>Defines a scale of two or more levels, as many as it needs (L1, R2.2).</summary>
internal static class DefineScale
{
    [Requires(RolesPermissions.Define)]
    internal sealed record Command([FromBody] Content Scale) : IWrite<Saved>;

    internal sealed record Content
    {
        /// <summary>Unique among the scales.</summary>
        public string? Name { get; set; }

        public string? Description { get; set; }

        /// <summary>From the lowest, which means "none", to the highest.</summary>
        public IReadOnlyList<LevelContent> Levels { get; set; } = [];
    }

    internal sealed record LevelContent(string? Name, string? Description);

    internal sealed record Saved(Guid Id);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<DefineScalePage> texts)
        {
            RuleFor(c => c.Scale.Name).IsName().OverridePropertyName(nameof(Content.Name));
            RuleFor(c => c.Scale.Description).MaximumLength(Lengths.Text).OverridePropertyName(nameof(Content.Description));
            RuleFor(c => c.Scale.Levels).Cascade(CascadeMode.Stop)
                .Must(l => l?.Count >= 2).WithMessage(_ => texts["TooFew"])
                .Must(l => l.All(one => !string.IsNullOrWhiteSpace(one.Name))).WithMessage(_ => texts["LevelWithoutName"])
                .Must(l => l.All(one => one.Name!.Trim().Length <= Lengths.Name && (one.Description ?? "").Length <= Lengths.Text)).WithMessage(_ => texts["LevelTooLong", Lengths.Name])
                .Must(l => l.DistinctBy(one => SearchText.Of(one.Name)).Count() == l.Count).WithMessage(_ => texts["LevelTwice"])
                .OverridePropertyName(nameof(Content.Levels));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Saved>("scales", "Defines a scale.");
    }

    internal sealed class Handler(RolesDb db, TimeProvider time) : IWriteHandler<Command, Saved>
    {
        public async ValueTask<Result<Saved>> Handle(Command command, CancellationToken cancellationToken)
        {
            var said = command.Scale;
            var key = SearchText.Of(said.Name);
            if (await db.Scales.AnyAsync(s => s.NameKey == key, cancellationToken)) return RolesErrors.ScaleNameTaken;
            var levels = said.Levels.Select(l => new Level(Guid.CreateVersion7(), l.Name!.Trim(), (l.Description ?? "").Trim()));
            var scale = Scale.Define(Guid.CreateVersion7(), said.Name!, said.Description ?? "", [.. levels], time.GetUtcNow());
            db.Add(scale);
            return new Saved(scale.Id);
        }
    }
}
