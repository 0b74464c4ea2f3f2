using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Specifications;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Persistence;

/// <summary>Turns completions into evidence by award rules, once for each person, occurrence and rule, however often it is asked.</summary>
internal sealed class AwardWriter(SkillsDb db, ISkillLookup skills, ITenant tenant, IEvents events, TimeProvider time)
{
    /// <returns>How many rows of evidence were added.</returns>
    public async Task<int> WriteAsync(IReadOnlyList<AwardRule> rules, IReadOnlyList<CompletedActivity> completions, CancellationToken cancellationToken)
    {
        if (rules.Count == 0 || completions.Count == 0) return 0;
        var (ruleIds, people) = (rules.Select(r => r.Id).ToArray(), completions.Select(c => c.PersonId).Distinct().ToArray());
        var written = (await db.Evidence.AsNoTracking()
            .Where(e => people.Contains(e.PersonId) && e.RuleId != null && ruleIds.Contains(e.RuleId.Value))
            .Select(e => new { e.PersonId, e.RuleId, e.OccurrenceKey })
            .ToListAsync(cancellationToken)).Select(e => (e.PersonId, e.RuleId, e.OccurrenceKey)).ToHashSet();

        var skillIds = rules.Select(r => r.SkillId).ToHashSet();
        var cards = await skills.SkillsAsync(skillIds, cancellationToken);
        var validities = await db.ValidityRulesAsync(skillIds, cancellationToken);
        var now = time.GetUtcNow();
        var added = 0;
        foreach (var rule in rules)
        {
            if (!cards.TryGetValue(rule.SkillId, out var card)) continue;
            var ordinal = card.ToCurrent(rule.ScaleVersion, rule.Ordinal);
            foreach (var completion in completions)
            {
                if (completion.Activity != rule.Activity || !written.Add((completion.PersonId, rule.Id, completion.OccurrenceKey))) continue;
                var said = rule.Award(completion, now) with { ScaleVersion = card.ScaleVersion, Ordinal = ordinal };
                var evidence = Evidence.Of(said, validities.For(card, ordinal, rule.Validity), tenant.TimeZone);
                db.Evidence.Add(evidence);
                events.Publish(new SkillAwarded(evidence.PersonId, evidence.SkillId, evidence.Id, ordinal, evidence.Kind.ToString(), evidence.ValidFrom));
                added++;
            }
        }

        return added;
    }
}
