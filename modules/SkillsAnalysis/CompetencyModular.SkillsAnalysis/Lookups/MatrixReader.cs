using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Lookups;

/// <summary>People against skills: whom the actor may see, and the level of each.</summary>
internal sealed class MatrixReader(SkillsDb db, LedgerReader ledger, ISkillLookup skills, IRequirementLookup requirements, IPeopleAccess access, TimeProvider time)
{
    /// <summary>How many people a file has at most.</summary>
    private const int MostPeople = 5000;

    /// <summary>How many skills stand side by side on a page.</summary>
    public const int SkillsOnPage = 100;

    /// <summary>How many skills a file has at most.</summary>
    private const int MostSkills = 1000;

    /// <summary>A page of the skills asked for: those of a job profile, else those in use; of a branch of the tree where one is given.</summary>
    public Task<Paged<SkillCard>> ColumnsAsync(ProfileInForce? profile, Guid? branchId, int page, CancellationToken cancellationToken) =>
        skills.PageAsync(profile is null ? null : [.. profile.Requirements.Select(r => r.SkillId).Distinct()], branchId, page, SkillsOnPage, cancellationToken);

    /// <summary>The people to choose from; null for all whom the actor may see.</summary>
    public async Task<IReadOnlyCollection<Guid>?> AmongAsync(Guid? unitId, ProfileInForce? profile, DateTimeOffset at, CancellationToken cancellationToken)
    {
        IReadOnlySet<Guid>? among = unitId is null ? null : await access.ScopeAsync(unitId, cancellationToken);
        if (profile is null) return among;
        var holders = await requirements.HoldersAsync([profile.ProfileId], at, cancellationToken);
        return among is null ? holders : holders.Where(among.Contains).ToHashSet();
    }

    /// <summary>The records of some people in some skills; what has no evidence is not there. Two queries, however many people there are.</summary>
    public async Task<IReadOnlyDictionary<(Guid Person, Guid Skill), SkillRecord>> RecordsAsync(
        IReadOnlyCollection<Guid> personIds, IReadOnlyCollection<SkillCard> columns, CancellationToken cancellationToken)
    {
        if (personIds.Count == 0 || columns.Count == 0) return new Dictionary<(Guid, Guid), SkillRecord>();
        var cards = columns.ToDictionary(s => s.Id);
        List<Guid> skillIds = [.. cards.Keys];
        var rules = await ledger.RulesAsync(cancellationToken);
        var rows = await db.Evidence.AsNoTracking().Where(e => personIds.Contains(e.PersonId) && skillIds.Contains(e.SkillId)).ToListAsync(cancellationToken);
        return rows.GroupBy(e => (e.PersonId, e.SkillId))
            .ToDictionary(g => g.Key, g => new SkillRecord([.. g], rules.GetValueOrDefault(g.Key.SkillId, SkillRule.Default), cards[g.Key.SkillId]));
    }

    /// <summary>The matrix as a file has it: a row for each person, the number of the level for each skill, nothing where nothing counts.</summary>
    public async Task<(IReadOnlyList<string> Headings, IEnumerable<IReadOnlyList<object?>> Rows)> TableAsync(
        string? search, Guid? unitId, Guid? profileId, Guid? branchId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var profile = profileId is { } id ? await requirements.ProfileAsync(id, cancellationToken) : null;
        var columns = new List<SkillCard>();
        for (var page = 1; columns.Count < MostSkills; page++)
        {
            var found = await ColumnsAsync(profile, branchId, page, cancellationToken);
            columns.AddRange(found.Items);
            if (found.Items.Count == 0 || columns.Count >= found.Total) break;
        }

        var among = await AmongAsync(unitId, profile, now, cancellationToken);
        var people = new List<PersonCard>();
        for (var page = 1; people.Count < MostPeople; page++)
        {
            var found = await access.FindAsync(search, among, page, 200, cancellationToken);
            people.AddRange(found.Items);
            if (found.Items.Count == 0 || people.Count >= found.Total) break;
        }

        var records = await RecordsAsync([.. people.Select(p => p.Id)], columns, cancellationToken);
        return (
            [MatrixColumns.Id, MatrixColumns.Name, MatrixColumns.Unit, .. columns.Select(s => s.Name)],
            people.Select(p => (IReadOnlyList<object?>)
            [
                p.Id.ToString(), p.Name, p.Unit,
                .. columns.Select(s => records.TryGetValue((p.Id, s.Id), out var record) && record.LevelAt(now) is > 0 and var level ? (object?)level : null),
            ]));
    }
}

/// <summary>The headings of a matrix as a file that are no skills. They stay the same in every language, so that a file can be read back.</summary>
internal static class MatrixColumns
{
    public const string Id = "id";
    public const string EmployeeNumber = "employeeNumber";
    public const string Name = "name";
    public const string Unit = "unit";
}
