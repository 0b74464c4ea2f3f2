using CompetencyModular.Roles.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Lookups;

/// <summary>
/// Reads what the rules need to answer for people: their rows in one query, the rules of the few skills that have their own in another.
/// The number of queries depends neither on the number of people nor on that of skills.
/// </summary>
internal sealed class LedgerReader(SkillsDb db, ISkillLookup skills, IRequirementLookup requirements)
{
    /// <summary>A person's records and gap to the profiles in force.</summary>
    public async Task<PersonStand> StandAsync(Guid personId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var profiles = await requirements.InForceAsync([personId], at, cancellationToken);
        return await StandAsync(personId, profiles[personId], at, cancellationToken);
    }

    /// <summary>A person's records and gap to the given profiles.</summary>
    public async Task<PersonStand> StandAsync(Guid personId, IReadOnlyList<ProfileInForce> profiles, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var rows = await db.Evidence.AsNoTracking().Where(e => e.PersonId == personId).ToListAsync(cancellationToken);
        var stands = await StandsAsync([(personId, profiles)], rows, at, cancellationToken);
        return stands[personId];
    }

    /// <summary>The same for several people, as many queries as for one.</summary>
    public async Task<IReadOnlyDictionary<Guid, PersonStand>> StandsAsync(IReadOnlyCollection<Guid> personIds, DateTimeOffset at, CancellationToken cancellationToken) =>
        await StandsAsync(personIds, await requirements.InForceAsync(personIds, at, cancellationToken), at, cancellationToken);

    /// <summary>The same where the profiles are known already.</summary>
    public async Task<IReadOnlyDictionary<Guid, PersonStand>> StandsAsync(
        IReadOnlyCollection<Guid> personIds, IReadOnlyDictionary<Guid, IReadOnlyList<ProfileInForce>> profiles, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var rows = await db.Evidence.AsNoTracking().Where(e => personIds.Contains(e.PersonId)).ToListAsync(cancellationToken);
        return await StandsAsync([.. personIds.Select(p => (p, profiles[p]))], rows, at, cancellationToken);
    }

    /// <summary>One person's record of one skill, of what was known at an instant (F5); null when there is no such skill.</summary>
    public async Task<SkillRecord?> RecordAsync(Guid personId, Guid skillId, DateTimeOffset? knownAt, CancellationToken cancellationToken)
    {
        var cards = await skills.SkillsAsync([skillId], cancellationToken);
        if (!cards.TryGetValue(skillId, out var card)) return null;
        var rows = await db.Evidence.AsNoTracking().Where(e => e.PersonId == personId && e.SkillId == skillId).ToListAsync(cancellationToken);
        var rules = await RulesAsync(cancellationToken);
        return new SkillRecord(rows, rules.GetValueOrDefault(skillId, SkillRule.Default), card, knownAt);
    }

    /// <summary>Whose level of a skill is at least this one, by the rows of that skill alone.</summary>
    public async Task<IReadOnlySet<Guid>> HoldersAsync(Guid skillId, int ordinal, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (!(await skills.SkillsAsync([skillId], cancellationToken)).TryGetValue(skillId, out var card)) return new HashSet<Guid>();
        var rows = await db.Evidence.AsNoTracking().Where(e => e.SkillId == skillId).ToListAsync(cancellationToken);
        var rule = (await RulesAsync(cancellationToken)).GetValueOrDefault(skillId, SkillRule.Default);
        return rows.GroupBy(e => e.PersonId).Where(g => new SkillRecord([.. g], rule, card).LevelAt(at) >= ordinal).Select(g => g.Key).ToHashSet();
    }

    /// <summary>The rules of the skills that have their own; the others have the default.</summary>
    public async Task<IReadOnlyDictionary<Guid, SkillRule>> RulesAsync(CancellationToken cancellationToken) =>
        await db.SkillSettings.AsNoTracking()
            .Where(s => s.Policy != SkillPolicy.Highest || s.Fulfils != EvidenceKinds.Accepted)
            .ToDictionaryAsync(s => s.SkillId, s => new SkillRule(s.Policy, s.Fulfils), cancellationToken);

    private async Task<Dictionary<Guid, PersonStand>> StandsAsync(
        IReadOnlyList<(Guid PersonId, IReadOnlyList<ProfileInForce> Profiles)> people, List<Evidence> rows, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var skillIds = new HashSet<Guid>();
        foreach (var row in rows) skillIds.Add(row.SkillId);
        foreach (var (_, profiles) in people)
        {
            foreach (var profile in profiles)
            {
                foreach (var requirement in profile.Requirements) skillIds.Add(requirement.SkillId);
            }
        }

        var cards = skillIds.Count == 0 ? new Dictionary<Guid, SkillCard>() : await skills.SkillsAsync(skillIds, cancellationToken);
        var rules = rows.Count == 0 ? new Dictionary<Guid, SkillRule>() : await RulesAsync(cancellationToken);

        var bySkill = new Dictionary<(Guid Person, Guid Skill), List<Evidence>>(rows.Count);
        foreach (var row in rows)
        {
            if (!bySkill.TryGetValue((row.PersonId, row.SkillId), out var list)) bySkill.Add((row.PersonId, row.SkillId), list = new List<Evidence>(2));
            list.Add(row);
        }

        var records = people.ToDictionary(p => p.PersonId, _ => new Dictionary<Guid, SkillRecord>());
        foreach (var ((person, skill), list) in bySkill)
        {
            if (cards.TryGetValue(skill, out var card)) records[person].Add(skill, new SkillRecord(list, rules.GetValueOrDefault(skill, SkillRule.Default), card));
        }

        return people.ToDictionary(p => p.PersonId, p => new PersonStand(records[p.PersonId], p.Profiles, Gap.Of(p.Profiles, records[p.PersonId], cards, at)));
    }
}

/// <summary>What a person can show, and how far it is from what is required.</summary>
/// <param name="Records">The person's records by skill, also of skills that no profile requires (R2.4).</param>
/// <param name="Profiles">The profiles in force.</param>
/// <param name="Gap">The gap to them.</param>
internal sealed record PersonStand(IReadOnlyDictionary<Guid, SkillRecord> Records, IReadOnlyList<ProfileInForce> Profiles, Gap Gap);
