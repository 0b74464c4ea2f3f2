using CompetencyModular.OJT.Domain;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.SkillsAnalysis.Contracts;

namespace CompetencyModular.OJT;

/// <summary>The levels that rules on assessors speak of (O4), in words and as somebody holds them.</summary>
internal sealed class AssessorLevels(Optional<ISkillLookup> skills, Optional<IGapLookup> levels)
{
    public bool AreKnown => skills.Value is not null;

    /// <summary>Tells for a person which of the rules they fulfil now. While levels cannot be looked up, nobody fulfils any: an attestation that nobody may give is none.</summary>
    public async Task<Func<LevelOfSkill, bool>> HeldByAsync(Guid personId, IReadOnlyCollection<LevelOfSkill> rules, CancellationToken ct)
    {
        if (rules.Count == 0 || skills.Value is not { } lookup || levels.Value is not { } gaps) return _ => false;
        var cards = await lookup.SkillsAsync([.. rules.Select(r => r.SkillId).Distinct()], ct);
        var held = await gaps.LevelsAsync(personId, ct);
        return rule => cards.TryGetValue(rule.SkillId, out var card) && held.GetValueOrDefault(rule.SkillId) >= card.ToCurrent(rule.ScaleVersion, rule.Ordinal);
    }

    /// <summary>The rules in words: skill and level. Those that cannot be looked up are left out.</summary>
    public async Task<IReadOnlyDictionary<LevelOfSkill, string>> NamesAsync(IEnumerable<LevelOfSkill?> rules, CancellationToken ct)
    {
        var wanted = rules.OfType<LevelOfSkill>().Distinct().ToList();
        if (wanted.Count == 0 || skills.Value is not { } lookup) return new Dictionary<LevelOfSkill, string>();
        var cards = await lookup.SkillsAsync([.. wanted.Select(r => r.SkillId).Distinct()], ct);
        return wanted.Where(r => cards.ContainsKey(r.SkillId))
            .ToDictionary(r => r, r => $"{cards[r.SkillId].Name}: {cards[r.SkillId].Levels[cards[r.SkillId].ToCurrent(r.ScaleVersion, r.Ordinal)].Name}");
    }

    /// <summary>All levels that a rule may ask for, on today's scales.</summary>
    public async Task<IReadOnlyList<(LevelOfSkill Level, string Skill, string Name)>> ChoicesAsync(CancellationToken ct) => skills.Value is not { } lookup ? [] :
        [.. from card in await lookup.FindAsync(null, MostSkills, ct)
            from level in card.Levels.Skip(1)
            select (new LevelOfSkill(card.Id, card.ScaleVersion, level.Ordinal), card.Name, level.Name)];

    private const int MostSkills = 500;
}
