using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Lookups;
using CompetencyModular.SkillsAnalysis.Specifications;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Persistence;

/// <summary>
/// Finds out what becomes of existing evidence if it counted for as long as new evidence would (F3). Left as they are: certificates from outside, which
/// bear their own end, and what somebody ended.
/// </summary>
internal sealed class ReEvaluator(SkillsDb db, LedgerReader ledger, ISkillLookup skills, ITenant tenant)
{
    /// <param name="skillId">Of one skill; of all where null.</param>
    /// <param name="now">The instant at which levels are compared.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    public async Task<ReEvaluation> PlanAsync(Guid? skillId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await db.Evidence.AsNoTracking().Where(e => skillId == null || e.SkillId == skillId).ToListAsync(cancellationToken);
        var skillIds = rows.Select(r => r.SkillId).ToHashSet();
        var cards = skillIds.Count == 0 ? new Dictionary<Guid, SkillCard>() : await skills.SkillsAsync(skillIds, cancellationToken);
        var rules = await ledger.RulesAsync(cancellationToken);
        var validities = await db.ValidityRulesAsync(skillIds, cancellationToken);
        var awards = (await db.AwardRules.AsNoTracking().Where(r => r.Validity != null && (skillId == null || r.SkillId == skillId)).ToListAsync(cancellationToken)).ToDictionary(r => r.Id, r => r.Validity);

        var changes = new List<ReEvaluated>();
        foreach (var group in rows.GroupBy(r => (r.PersonId, r.SkillId)))
        {
            if (!cards.TryGetValue(group.Key.SkillId, out var card)) continue;
            var record = new SkillRecord([.. group], rules.GetValueOrDefault(card.Id, SkillRule.Default), card);
            var corrections = record.Rows.Select(Corrected).OfType<Evidence>().OrderBy(c => c.RefersTo).ToList();
            if (corrections.Count == 0) continue;
            var then = record.With(corrections);
            changes.Add(new ReEvaluated(
                group.Key.PersonId, card, corrections, record.LevelAt(now), then.LevelAt(now), EndOf(record), EndOf(then)));

            Evidence? Corrected(Evidence row)
            {
                if (row.Kind is EvidenceKind.Self or EvidenceKind.Credential || record.Find(row.Id) is null || record.IsEnded(row)) return null;
                var award = record.ChainOf(row)[^1].RuleId is { } rule ? awards.GetValueOrDefault(rule) : null;
                var validity = validities.For(card, record.Current(row), award);
                return validity.Until(row.ValidFrom, tenant.TimeZone) == row.ValidUntil && validity.Mode is ValidityMode.UntilSuperseded == row.EndsWhenSuperseded
                    ? null
                    : row.Revalidate(validity, tenant.TimeZone, now);
            }

            DateTimeOffset? EndOf(SkillRecord of) => of.LevelAt(now) is > 0 and var level ? of.FallsBelow(level, now) : null;
        }

        return new ReEvaluation(changes);
    }
}

/// <summary>What a re-evaluation would do.</summary>
internal sealed class ReEvaluation(IReadOnlyList<ReEvaluated> changes)
{
    public IReadOnlyList<ReEvaluated> Changes { get; } = changes;

    public int People { get; } = changes.Select(c => c.PersonId).Distinct().Count();

    public int Evidence { get; } = changes.Sum(c => c.Corrections.Count);

    /// <summary>How many people's skills would have another level at once.</summary>
    public int Levels { get; } = changes.Count(c => c.Before != c.After);

    /// <summary>The same for the same effects, and another one as soon as any of them differs: what was announced can be told from what is.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', changes
        .SelectMany(c => c.Corrections.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.RefersTo}|{r.ValidUntil?.UtcTicks}|{r.EndsWhenSuperseded}|{c.Before}|{c.After}")))
        .Order(StringComparer.Ordinal)))));
}

/// <summary>What would become of one person's skill.</summary>
/// <param name="Corrections">The rows to be added to the ledger.</param>
/// <param name="Before">The level now.</param>
/// <param name="After">The level afterwards.</param>
/// <param name="UntilBefore">When the level falls, as it is.</param>
/// <param name="UntilAfter">When it would fall then.</param>
internal sealed record ReEvaluated(Guid PersonId, SkillCard Skill, IReadOnlyList<Evidence> Corrections, int Before, int After, DateTimeOffset? UntilBefore, DateTimeOffset? UntilAfter);
