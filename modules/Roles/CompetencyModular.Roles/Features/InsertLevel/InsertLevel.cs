using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.InsertLevel;

/// <summary>
/// Inserts a level into a scale and so makes its next version (L1). What was noted under earlier versions keeps its version and is carried on
/// by the map, which is total and monotone and takes nothing away from anybody.
/// </summary>
internal static class InsertLevel
{
    /// <summary>What inserting would do. Without a place only the scale as it is.</summary>
    [Requires(RolesPermissions.Define)]
    internal sealed record Preview(Guid Id, Content Level) : IRead<Response>;

    /// <param name="Version">The scale's current version.</param>
    /// <param name="After">The names of the levels after the insertion; empty without a place.</param>
    internal sealed record Response(string Scale, int Version, IReadOnlyList<Row> Levels, IReadOnlyList<string> After);

    /// <param name="CountsAs">The ordinal that the level counts as afterwards.</param>
    /// <param name="Requirements">How many requirements of profiles in force, coming or drafted stand at this level.</param>
    internal sealed record Row(string Name, int CountsAs, int Requirements);

    [Requires(RolesPermissions.Define)]
    internal sealed record Command(Guid Id, [FromBody] Content Level) : IWrite<Done>;

    internal sealed record Content
    {
        /// <summary>The scale's version that was looked at; null takes whatever is there.</summary>
        public int? Version { get; set; }

        /// <summary>The new level's place: 1 is directly above "none", one past the last is on top.</summary>
        public int? Ordinal { get; set; }

        public string? Name { get; set; }

        public string? Description { get; set; }

        /// <summary>For each level from "none" on, the place it counts as afterwards; each counts as itself when left out.</summary>
        public List<int>? Map { get; set; }
    }

    internal sealed class PreviewValidator : AbstractValidator<Preview>
    {
        public PreviewValidator() => RuleFor(p => p.Level.Name).IsName().When(p => p.Level.Ordinal is not null).OverridePropertyName(nameof(Content.Name));
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Level.Ordinal).NotNull().OverridePropertyName(nameof(Content.Ordinal));
            RuleFor(c => c.Level.Name).IsName().OverridePropertyName(nameof(Content.Name));
            RuleFor(c => c.Level.Description).MaximumLength(Lengths.Text).OverridePropertyName(nameof(Content.Description));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Done>("scales/{id:guid}/levels", "Inserts a level and so makes the scale's next version.");
    }

    internal sealed class PreviewHandler(RolesDb db, ITenant tenant, TimeProvider time) : IReadHandler<Preview, Response>
    {
        public async ValueTask<Result<Response>> Handle(Preview preview, CancellationToken cancellationToken)
        {
            if (await db.Scales.AsNoTracking().FirstOrDefaultAsync(s => s.Id == preview.Id, cancellationToken) is not { } scale) return Error.NotFound();
            if (preview.Level.Ordinal is not { } ordinal)
                return new Response(scale.Name, scale.CurrentVersion, [.. scale.Levels.Select((l, i) => new Row(l.Name, i, 0))], []);
            if (Check(scale, preview.Level) is { } error) return error;

            var today = tenant.DateAt(time.GetUtcNow());
            var counts = await db.ProfileVersions.Where(v => v.State == ProfileVersionState.Draft || v.ReplacedOn == null || v.ReplacedOn > today)
                .Join(db.Profiles.Where(p => p.RetiredAt == null), v => v.ProfileId, p => p.Id, (v, p) => v.Id)
                .Join(db.Requirements, v => v, r => r.VersionId, (v, r) => r)
                .Join(db.Skills.Where(s => s.ScaleId == scale.Id), r => r.SkillId, s => s.Id, (r, s) => r)
                .GroupBy(r => new { r.ScaleVersion, r.Ordinal }).Select(g => new { g.Key.ScaleVersion, g.Key.Ordinal, Count = g.Count() }).ToListAsync(cancellationToken);
            var requirements = counts.ToLookup(c => scale.ToCurrent(c.ScaleVersion, c.Ordinal), c => c.Count);
            var map = preview.Level.Map ?? LevelMap.OfInsertion(scale.Levels.Count, ordinal);
            List<string> after = [.. scale.Levels.Select(l => l.Name)];
            after.Insert(ordinal, preview.Level.Name!.Trim());
            return new Response(scale.Name, scale.CurrentVersion, [.. scale.Levels.Select((l, i) => new Row(l.Name, map[i], requirements[i].Sum()))], after);
        }
    }

    internal sealed class Handler(RolesDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var said = command.Level;
            if (await db.Scales.FirstOrDefaultAsync(s => s.Id == command.Id, cancellationToken) is not { } scale) return Error.NotFound();
            if (said.Version is { } seen && seen != scale.CurrentVersion) return RolesErrors.ChangedMeanwhile;
            if (Check(scale, said) is { } error) return error;
            scale.Insert(said.Ordinal!.Value, new Level(Guid.CreateVersion7(), said.Name!.Trim(), (said.Description ?? "").Trim()), time.GetUtcNow(), said.Map);
            return Done.Value;
        }
    }

    private static Error? Check(Scale scale, Content said)
    {
        if (said.Ordinal is not { } ordinal || ordinal < 1 || ordinal > scale.Levels.Count) return RolesErrors.UnknownPlace;
        if (scale.Levels.Any(l => SearchText.Of(l.Name) == SearchText.Of(said.Name))) return RolesErrors.LevelNameTaken;
        return said.Map is null || LevelMap.IsSound(said.Map, scale.Levels.Count, scale.Levels.Count + 1) ? null : RolesErrors.MapNotSound;
    }
}
