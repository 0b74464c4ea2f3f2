using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Lookups;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Specifications;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.ImportMatrix;

/// <summary>
/// Reads a filled-in matrix: checks the whole file, shows what would be recorded, and then records exactly that. What raises nobody's level is not recorded,
/// and nothing is ever taken back by a file.
/// </summary>
internal static class ImportMatrix
{
    /// <summary>How many levels one file may record.</summary>
    public const int Most = 10_000;

    /// <summary>How many lines of each sort are shown.</summary>
    public const int Shown = 200;

    [Requires(SkillsPermissions.Judge)]
    internal sealed record Query(string FileName, byte[] Content) : IRead<Response>;

    /// <param name="Rows">What would be recorded; empty where the file has errors.</param>
    /// <param name="Unchanged">How many cells say what is shown already.</param>
    /// <param name="Cells">What the command asks back.</param>
    /// <param name="Announced">With it the command knows whether it would still do the same.</param>
    internal sealed record Response(IReadOnlyList<ImportRemark> Errors, IReadOnlyList<ImportRemark> Notes, IReadOnlyList<Row> Rows, int People, int Unchanged, string Cells, string Announced);

    internal sealed record Row(Guid PersonId, string Person, Guid SkillId, string Skill, string Before, string After);

    [Requires(SkillsPermissions.Judge)]
    internal sealed record Command(string Cells, string Announced) : IWrite<int>;

    internal sealed class QueryHandler(MatrixPlanner planner, Spreadsheets spreadsheets, ISkillLookup skills, IPeople people, IPeopleAccess access, ICurrentUser user, IStringLocalizer<ImportMatrixPage> texts)
        : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var log = new ImportLog();
            var sheet = spreadsheets.Read(query.Content, query.FileName, log);
            if (sheet is { Rows.Count: 0 }) log.Error(query.FileName, 0, "", texts["NoRows"]);
            var cells = sheet is { Rows.Count: > 0 } ? await ReadAsync(sheet, log, cancellationToken) : [];
            if (cells.Count > Most) log.Error(query.FileName, 0, "", texts["TooMany", Most]);
            if (log.Errors.Count > 0) return new Response(log.Errors, log.Warnings, [], 0, 0, "", "");

            var plan = await planner.PlanAsync([.. cells.Select(c => c.Cell)], cancellationToken);
            var names = await people.CardsAsync([.. cells.Select(c => c.Cell.PersonId).Distinct()], cancellationToken);
            foreach (var line in plan.Where(p => p.Outcome is Outcome.NoEffect))
            {
                var place = cells.First(c => c.Cell == line.Cell);
                log.Warn(query.FileName, place.Line, line.Skill.Name, texts["NoEffect", names[line.Cell.PersonId].Name, line.Skill.Levels[line.Before].Name, line.Skill.Levels[line.Cell.Ordinal].Name]);
            }

            var added = plan.Where(p => p.Outcome is Outcome.Added).ToList();
            return new Response(
                [], log.Warnings,
                [.. added.Select(p => new Row(p.Cell.PersonId, names[p.Cell.PersonId].Name, p.Skill.Id, p.Skill.Name, p.Skill.Levels[p.Before].Name, p.Skill.Levels[p.Cell.Ordinal].Name))],
                added.Select(p => p.Cell.PersonId).Distinct().Count(), plan.Count(p => p.Outcome is Outcome.Unchanged),
                Cell.Write(added.Select(p => p.Cell)), MatrixPlanner.Fingerprint(added));
        }

        private async Task<List<(Cell Cell, int Line)>> ReadAsync(Sheet sheet, ImportLog log, CancellationToken cancellationToken)
        {
            var (rows, first, cells) = (sheet.Rows, sheet.Rows[0], new List<(Cell, int)>());
            var byNumber = first.Has(MatrixColumns.EmployeeNumber) && !first.Has(MatrixColumns.Id);
            if (!byNumber && !first.Has(MatrixColumns.Id))
            {
                log.Error(first.File, 1, MatrixColumns.Id, texts["NoKey", MatrixColumns.Id, MatrixColumns.EmployeeNumber]);
                return cells;
            }

            string[] known = [MatrixColumns.Id, MatrixColumns.EmployeeNumber, MatrixColumns.Name, MatrixColumns.Unit];
            var headings = sheet.Columns.Where(c => !known.Contains(c, StringComparer.OrdinalIgnoreCase)).ToDictionary(c => c, NameOf);
            var ids = await skills.ByNameAsync([.. headings.Values], cancellationToken);
            var cards = await skills.SkillsAsync([.. ids.Values], cancellationToken);
            foreach (var (heading, name) in headings.Where(h => !ids.ContainsKey(h.Value))) log.Error(first.File, 1, heading, texts["NoSkill", name]);
            if (headings.Count == 0) log.Error(first.File, 1, "", texts["NoSkillColumns"]);

            var numbers = byNumber
                ? await people.ByPersonnelNumberAsync(rows.Select(r => r[MatrixColumns.EmployeeNumber]).ToHashSet(StringComparer.Ordinal), cancellationToken)
                : new Dictionary<string, Guid>();
            var key = byNumber ? MatrixColumns.EmployeeNumber : MatrixColumns.Id;
            var persons = rows.Select(r => byNumber ? numbers.TryGetValue(r[key], out var id) ? id : (Guid?)null : Guid.TryParse(r[key], out var guid) ? guid : null).ToList();
            var visible = await access.VisibleAsync([.. persons.OfType<Guid>().Distinct()], cancellationToken);
            // Nobody records their own levels; that a file holds them unchanged, as it was exported, does no harm.
            List<Cell> own = [];
            var ownLines = new List<(string Heading, int Line)>();
            var seen = new HashSet<Guid>();
            for (var i = 0; i < rows.Count; i++)
            {
                var row = rows[i];
                if (persons[i] is not { } person || !visible.Contains(person)) log.Error(row.File, row.Line, key, texts["NoPerson", row[key]]);
                else if (!seen.Add(person)) log.Error(row.File, row.Line, key, texts["Twice", row[key]]);
                else
                {
                    foreach (var (heading, name) in headings)
                    {
                        if (row[heading].Length == 0 || !ids.TryGetValue(name, out var skillId) || !cards.TryGetValue(skillId, out var card)) continue;
                        if (LevelOf(row[heading], card) is not { } ordinal) log.Error(row.File, row.Line, heading, texts["NoLevel", row[heading], card.Levels.Count - 1]);
                        else if (person != user.PersonId) cells.Add((new Cell(person, skillId, ordinal), row.Line));
                        else
                        {
                            own.Add(new Cell(person, skillId, ordinal));
                            ownLines.Add((heading, row.Line));
                        }
                    }
                }
            }

            foreach (var (line, place) in (await planner.PlanAsync(own, cancellationToken)).Zip(ownLines))
            {
                if (line.Outcome is not Outcome.Unchanged) log.Error(first.File, place.Line, place.Heading, texts["Own"]);
            }

            return cells;
        }

        /// <summary>A heading that a spreadsheet would take for a formula was exported with an apostrophe before it.</summary>
        private static string NameOf(string heading) => heading is ['\'', '=' or '+' or '-' or '@', ..] ? heading[1..] : heading;

        /// <summary>A level by its number or its name.</summary>
        private static int? LevelOf(string text, SkillCard skill) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? ordinal < skill.Levels.Count ? ordinal : null
            : skill.Levels.FirstOrDefault(l => l.Name.Equals(text, StringComparison.CurrentCultureIgnoreCase))?.Ordinal;
    }

    internal sealed class CommandHandler(SkillsDb db, MatrixPlanner planner, IPeopleAccess access, ITenant tenant, ICurrentUser user, TimeProvider time, IStringLocalizer<ImportMatrixPage> texts)
        : IWriteHandler<Command, int>
    {
        public async ValueTask<Result<int>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (Cell.Read(command.Cells) is not { Count: > 0 and <= Most } cells) return SkillsErrors.NotAsAnnounced;
            var persons = cells.Select(c => c.PersonId).ToHashSet();
            if (user.PersonId is not { } me || persons.Contains(me)) return SkillsErrors.NotOneself;
            if ((await access.VisibleAsync(persons, cancellationToken)).Count < persons.Count) return Error.NotFound();
            var plan = await planner.PlanAsync(cells, cancellationToken);
            if (plan.Count < cells.Count || plan.Any(p => p.Outcome is not Outcome.Added) || MatrixPlanner.Fingerprint(plan) != command.Announced) return SkillsErrors.NotAsAnnounced;

            var now = time.GetUtcNow();
            var validities = await db.ValidityRulesAsync([.. plan.Select(p => p.Skill.Id).Distinct()], cancellationToken);
            db.Evidence.AddRange(plan.Select(p => Evidence.Of(
                new Said(p.Cell.PersonId, p.Skill.Id, p.Skill.ScaleVersion, p.Cell.Ordinal, EvidenceKind.Import, now, now) { IssuerId = me, SourceText = texts["Source"] },
                validities.For(p.Skill, p.Cell.Ordinal), tenant.TimeZone)));
            return plan.Count;
        }
    }
}

/// <summary>A level that a file says of somebody.</summary>
internal sealed record Cell(Guid PersonId, Guid SkillId, int Ordinal)
{
    public static string Write(IEnumerable<Cell> cells) => string.Join(';', cells.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.PersonId:N} {c.SkillId:N} {c.Ordinal}")));

    /// <summary>Reads what <see cref="Write"/> writes; null for anything else.</summary>
    public static IReadOnlyList<Cell>? Read(string? text)
    {
        var cells = new List<Cell>();
        foreach (var line in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Split(' ') is not [var person, var skill, var level] || !Guid.TryParse(person, out var personId) || !Guid.TryParse(skill, out var skillId)
                || !int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)) return null;
            cells.Add(new Cell(personId, skillId, ordinal));
        }

        return cells;
    }
}

internal enum Outcome
{
    /// <summary>It gives the person this level.</summary>
    Added,

    /// <summary>The person has this level.</summary>
    Unchanged,

    /// <summary>What is there outweighs it, or an import does not count for the skill.</summary>
    NoEffect,
}

/// <summary>What would become of a level that a file says.</summary>
internal sealed record Planned(Cell Cell, SkillCard Skill, int Before, Outcome Outcome);

/// <summary>Finds out what a file's levels would do. As many queries as for one.</summary>
internal sealed class MatrixPlanner(MatrixReader matrix, LedgerReader ledger, ISkillLookup skills, TimeProvider time)
{
    public async Task<IReadOnlyList<Planned>> PlanAsync(IReadOnlyList<Cell> cells, CancellationToken cancellationToken)
    {
        var cards = await skills.SkillsAsync([.. cells.Select(c => c.SkillId).Distinct()], cancellationToken);
        var records = await matrix.RecordsAsync([.. cells.Select(c => c.PersonId).Distinct()], [.. cards.Values], cancellationToken);
        var rules = await ledger.RulesAsync(cancellationToken);
        var now = time.GetUtcNow();
        return [.. cells.DistinctBy(c => (c.PersonId, c.SkillId)).Where(c => cards.TryGetValue(c.SkillId, out var card) && c.Ordinal < card.Levels.Count).Select(PlanOf)];

        Planned PlanOf(Cell cell)
        {
            var card = cards[cell.SkillId];
            var record = records.GetValueOrDefault((cell.PersonId, cell.SkillId)) ?? new SkillRecord([], rules.GetValueOrDefault(card.Id, SkillRule.Default), card);
            var before = record.LevelAt(now);
            if (before == cell.Ordinal) return new Planned(cell, card, before, Outcome.Unchanged);
            var row = Evidence.Of(new Said(cell.PersonId, cell.SkillId, card.ScaleVersion, cell.Ordinal, EvidenceKind.Import, now, now), Validity.Unlimited, TimeZoneInfo.Utc);
            return new Planned(cell, card, before, record.With([row]).LevelAt(now) == cell.Ordinal ? Outcome.Added : Outcome.NoEffect);
        }
    }

    /// <summary>The same for the same effects.</summary>
    public static string Fingerprint(IEnumerable<Planned> plan) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', plan
        .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Cell.PersonId:N} {p.Cell.SkillId:N} {p.Before} {p.Cell.Ordinal}")).Order(StringComparer.Ordinal)))));
}
