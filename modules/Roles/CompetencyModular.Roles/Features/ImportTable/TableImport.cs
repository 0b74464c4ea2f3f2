using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Requirements;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Roles.Features.ImportTable;

/// <summary>Reads a mapped table against what there is and writes it into the context. Whoever only looks does not save.</summary>
internal sealed class TableImport(RolesDb db, ITenant tenant, TimeProvider time, IStringLocalizer<TableReader> texts)
{
    private const int Shown = 200;

    /// <summary>What is wrong with the mapping itself; null when it can be used.</summary>
    public Error? Check(Mapping mapping, Sheet table, IReadOnlyList<Scale> scales)
    {
        var fields = new Dictionary<string, string[]>();
        if (string.IsNullOrEmpty(mapping.Skill)) fields[nameof(Mapping.Skill)] = [texts["SkillColumnMissing"]];
        foreach (var (field, column) in mapping.Columns())
        {
            if (!table.Columns.Contains(column, StringComparer.OrdinalIgnoreCase)) fields[field] = [texts["NoSuchColumn", column]];
            else if (mapping.Columns().First(c => string.Equals(c.Column, column, StringComparison.OrdinalIgnoreCase)).Field != field) fields[field] = [texts["ColumnTwice", column]];
        }

        if (!string.IsNullOrEmpty(mapping.Profile) && string.IsNullOrEmpty(mapping.Level)) fields[nameof(Mapping.Level)] = [texts["LevelColumnMissing"]];
        if (mapping.Scale == ImportTable.NewScale)
        {
            var levels = mapping.Levels();
            var name = (mapping.NewScaleName ?? "").Trim();
            if (name.Length is 0 or > Lengths.Name) fields[nameof(Mapping.NewScaleName)] = [texts["ScaleNameMissing", Lengths.Name]];
            else if (scales.Any(s => s.NameKey == SearchText.Of(name))) fields[nameof(Mapping.NewScaleName)] = [texts["ScaleNameTaken"]];
            if (levels.Count == 0) fields[nameof(Mapping.NewLevels)] = [texts["LevelsMissing"]];
            else if (levels.Any(l => l.Length > Lengths.Name)) fields[nameof(Mapping.NewLevels)] = [texts["LevelTooLong", Lengths.Name]];
            else if (levels.Prepend(texts["None"].Value).DistinctBy(l => SearchText.Of(l)).Count() <= levels.Count) fields[nameof(Mapping.NewLevels)] = [texts["LevelTwice"]];
        }
        else if (scales.All(s => s.Id.ToString() != mapping.Scale)) fields[nameof(Mapping.Scale)] = [texts["ScaleMissing"]];

        return fields.Count == 0 ? null : Error.Invalid("roles.mapping", "", fields);
    }

    /// <summary>Writes the table's lines into the context where none of its rows is wrong.</summary>
    public async Task<ImportTable.Report> RunAsync(string file, Sheet table, Mapping mapping, CancellationToken cancellationToken)
    {
        var log = new ImportLog();
        var known = await KnownAsync(table, mapping, cancellationToken);
        var (skills, profiles) = new TableReader(file, mapping, known, log, texts).Read(table);
        if (log.Errors.Count > 0) return ReportOf(log, [], mapping);

        var effects = new List<FrameworkEffect>();
        if (known.NewScale is { } scale && skills.Any(s => s.ScaleId == scale.Id))
        {
            db.Add(scale);
            log.Count("scales", added: 1);
            effects.Add(new FrameworkEffect("scales", scale.Name, IsNew: true));
        }

        foreach (var category in known.NewCategories.Values)
        {
            db.Add(category);
            log.Count("categories", added: 1);
            effects.Add(new FrameworkEffect("categories", category.Name, IsNew: true));
        }

        var writer = new FrameworkWriter(db, tenant, time, texts, file);
        await writer.WriteAsync(skills, profiles, log, cancellationToken);
        return ReportOf(log, [.. effects, .. writer.Effects], mapping);
    }

    public static ImportTable.Report ReportOf(ImportLog log, IReadOnlyList<FrameworkEffect> effects, Mapping mapping)
    {
        var all = JsonSerializer.Serialize(new { Mapping = Plain(mapping), log.Errors, log.Warnings, log.Counts, effects });
        return new(log.Errors.Count, [.. log.Errors.Take(Shown)], log.Warnings.Count, [.. log.Warnings.Take(Shown)], log.Counts, effects.Count, [.. effects.Take(Shown)],
            Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..32]);
    }

    private static string Plain(Mapping mapping) =>
        string.Join('\n', [.. mapping.Columns().Select(c => $"{c.Field}={c.Column}"), mapping.Sheet, mapping.Scale, mapping.NewScaleName, .. mapping.Levels()]);

    private async Task<KnownFramework> KnownAsync(Sheet table, Mapping mapping, CancellationToken cancellationToken)
    {
        var skillKeys = table.Rows.Select(r => SearchText.Of(r[mapping.Skill!])).Distinct().ToList();
        List<string> profileKeys = string.IsNullOrEmpty(mapping.Profile) ? [] : [.. table.Rows.Select(r => SearchText.Of(r[mapping.Profile])).Distinct()];
        var scales = await db.Scales.AsNoTracking().OrderBy(s => s.NameKey).ToListAsync(cancellationToken);
        var newScale = mapping.Scale != ImportTable.NewScale ? null : Scale.Define(Guid.CreateVersion7(), mapping.NewScaleName!, "",
            [.. mapping.Levels().Prepend(texts["None"].Value).Select(l => new Level(Guid.CreateVersion7(), l, ""))], time.GetUtcNow());
        if (newScale is not null) scales.Add(newScale);
        var categories = await db.Categories.AsNoTracking().ToListAsync(cancellationToken);
        return new KnownFramework(
            scales, newScale, newScale ?? scales.First(s => s.Id.ToString() == mapping.Scale),
            await db.Skills.AsNoTracking().Where(s => skillKeys.Contains(s.NameKey)).ToDictionaryAsync(s => s.NameKey, cancellationToken),
            // One name may stand in several branches: the one nearest to the root is meant.
            categories.OrderBy(c => c.ParentId is null ? 0 : 1).ThenBy(c => c.Id).DistinctBy(c => c.NameKey).ToDictionary(c => c.NameKey),
            (await db.Profiles.AsNoTracking().Where(p => profileKeys.Contains(p.NameKey)).ToListAsync(cancellationToken)).ToLookup(p => p.NameKey));
    }
}

/// <summary>What is there already of what a table names.</summary>
internal sealed record KnownFramework(IReadOnlyList<Scale> Scales, Scale? NewScale, Scale Usual, Dictionary<string, Skill> Skills, Dictionary<string, SkillCategory> Categories, ILookup<string, JobProfile> Profiles)
{
    /// <summary>The categories that the table brings, by the key of their name.</summary>
    public Dictionary<string, SkillCategory> NewCategories { get; } = new(StringComparer.Ordinal);
}
