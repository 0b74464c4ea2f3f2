using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.People;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Specifications;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Lookups;

/// <summary>
/// Finds people by what they can show (R2.6), among those whose records the actor may open. The database narrows them to the few whose levels are
/// then computed; the number of queries depends neither on the number of people nor on that of skills.
/// </summary>
internal sealed class PeopleSearch(
    SkillsDb db, LedgerReader ledger, ISkillLookup skills, IRequirementLookup requirements, IPeopleAccess access, IPeople people, TimeProvider time)
{
    /// <summary>How many people are compared at most; whoever could show the most comes first.</summary>
    public const int Bound = 1000;

    public async Task<Found> FindAsync(Wanted wanted, CancellationToken cancellationToken)
    {
        var profile = wanted.ProfileId is { } id ? await requirements.ProfileAsync(id, cancellationToken) : null;
        IEnumerable<Ask> ofProfile = profile is null || wanted.Exactly ? [] : profile.Requirements.Select(r => new Ask(r.SkillId, r.Ordinal, r.Mandatory, r.Weight));
        // What is said of a skill itself counts before what the profile says; of two requirements the mandatory one.
        var asks = wanted.Asks.Concat(ofProfile.OrderByDescending(a => a.Must)).DistinctBy(a => a.SkillId).ToList();
        var cards = asks.Count == 0 ? new Dictionary<Guid, SkillCard>() : await skills.SkillsAsync([.. asks.Select(a => a.SkillId)], cancellationToken);
        asks = [.. asks.Where(a => cards.ContainsKey(a.SkillId)).Select(a => a with { Ordinal = Math.Clamp(a.Ordinal, 1, cards[a.SkillId].Levels.Count - 1) })];
        if (asks.Count == 0) return new Found(profile, [], cards, new Dictionary<Guid, PersonCard>(), [], false);

        var now = time.GetUtcNow();
        var rules = await ledger.RulesAsync(cancellationToken);
        var rows = db.Evidence.AsNoTracking();
        IReadOnlyCollection<Guid>? scope = await access.ScopeAsync(wanted.UnitId, cancellationToken);
        if (scope is not null) rows = rows.Where(e => EF.Parameter(scope).Contains(e.PersonId));
        var candidates = await rows.Candidate(asks, cards, rules, now).Take(Bound + 1).ToListAsync(cancellationToken);
        var isBounded = candidates.Count > Bound;
        IReadOnlyCollection<Guid> ids = isBounded ? [.. candidates.Take(Bound)] : candidates;
        if (wanted.HoldersOnly && profile is not null)
        {
            var held = await requirements.InForceAsync(ids, now, cancellationToken);
            ids = [.. ids.Where(p => held[p].Any(h => h.ProfileId == profile.ProfileId))];
        }

        var known = (await people.CardsAsync(ids, cancellationToken)).Values.Where(p => p.IsActive).ToDictionary(p => p.Id);
        ids = [.. known.Keys];
        var skillIds = asks.Select(a => a.SkillId).ToList();
        var records = (await db.Evidence.AsNoTracking().Where(e => EF.Parameter(ids).Contains(e.PersonId) && EF.Parameter(skillIds).Contains(e.SkillId)).ToListAsync(cancellationToken))
            .GroupBy(e => e.PersonId)
            .ToDictionary(p => p.Key, p => p.GroupBy(e => e.SkillId).ToDictionary(s => s.Key, s => new SkillRecord([.. s], rules.GetValueOrDefault(s.Key, SkillRule.Default), cards[s.Key])));
        var fits = records.Select(r => Fit.Of(r.Key, known[r.Key].Name, asks, r.Value, cards, now)).ToList();
        fits.Sort();
        return new Found(profile, asks, cards, known, fits, isBounded);
    }
}

/// <summary>What is looked for.</summary>
/// <param name="ProfileId">A job profile, whose requirements are looked for besides the skills.</param>
/// <param name="Exactly">The skills alone, whatever the profile requires.</param>
/// <param name="HoldersOnly">Only people who hold the profile now.</param>
/// <param name="UnitId">Only people of this unit and those below it.</param>
internal sealed record Wanted(IReadOnlyList<Ask> Asks, Guid? ProfileId, bool Exactly, bool HoldersOnly, Guid? UnitId);

/// <summary>Who was found.</summary>
/// <param name="Fits">Everybody who was compared, the best first.</param>
/// <param name="IsBounded">Whether there are more people than were compared.</param>
internal sealed record Found(
    ProfileInForce? Profile, IReadOnlyList<Ask> Asks, IReadOnlyDictionary<Guid, SkillCard> Skills, IReadOnlyDictionary<Guid, PersonCard> People, IReadOnlyList<Fit> Fits, bool IsBounded);
