using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Roles.Requirements;

/// <summary>
/// Writes skills and job profiles that an import has read and checked, whatever the form of its files: what is there already changes only where the
/// lines differ. Nothing is saved here, so that a look can do the same and leave it.
/// </summary>
internal sealed class FrameworkWriter(RolesDb db, ITenant tenant, TimeProvider time, IStringLocalizer texts, string file)
{
    private readonly List<FrameworkEffect> effects = [];

    /// <summary>What was added and changed, by name.</summary>
    public IReadOnlyList<FrameworkEffect> Effects => effects;

    /// <summary>Writes the lines. Their scales and categories are in the context, saved or just added.</summary>
    public async Task WriteAsync(IReadOnlyList<SkillLine> skillLines, IReadOnlyList<ProfileLine> profileLines, ImportLog log, CancellationToken cancellationToken)
    {
        var scaleIds = skillLines.Select(s => s.ScaleId).Distinct().ToList();
        await db.Scales.Where(s => scaleIds.Contains(s.Id)).LoadAsync(cancellationToken);
        var scales = db.Scales.Local.ToDictionary(s => s.Id);
        var skills = await WriteSkillsAsync(skillLines, log, cancellationToken);
        await WriteProfilesAsync(profileLines, skills, scales, log, cancellationToken);
    }

    private async Task<Dictionary<string, Skill>> WriteSkillsAsync(IReadOnlyList<SkillLine> lines, ImportLog log, CancellationToken cancellationToken)
    {
        var wanted = lines.Select(l => SearchText.Of(l.Name)).ToList();
        var skills = await db.Skills.Where(s => wanted.Contains(s.NameKey)).ToDictionaryAsync(s => s.NameKey, cancellationToken);
        foreach (var line in lines)
        {
            var key = SearchText.Of(line.Name);
            if (skills.TryGetValue(key, out var skill))
            {
                // Words for levels of which the import says nothing are not its to take away.
                var levelTexts = skill.LevelTexts.ToDictionary(t => t.Key, t => t.Value);
                foreach (var (level, text) in line.LevelTexts) levelTexts[level] = text;
                var changed = skill.Change(line.Name, line.Description ?? skill.Description, line.CategoryId ?? skill.CategoryId, levelTexts);
                Count(log, "skills", line.Name, isNew: false, changed);
            }
            else
            {
                db.Add(skill = Skill.Define(Guid.CreateVersion7(), line.Name, line.Description ?? "", line.CategoryId, line.ScaleId, line.LevelTexts));
                skills.Add(key, skill);
                Count(log, "skills", line.Name, isNew: true, changed: false);
            }
        }

        return skills;
    }

    private async Task WriteProfilesAsync(IReadOnlyList<ProfileLine> lines, Dictionary<string, Skill> skills, Dictionary<Guid, Scale> scales, ImportLog log, CancellationToken cancellationToken)
    {
        var wanted = lines.Select(p => p.Key).ToList();
        var known = await db.Profiles.Include(p => p.Versions).ThenInclude(v => v.Requirements).AsSplitQuery()
            .Where(p => wanted.Contains(p.Key)).ToDictionaryAsync(p => p.Key, cancellationToken);
        var now = time.GetUtcNow();
        foreach (var line in lines)
        {
            var terms = new List<RequirementTerms>();
            foreach (var (skillKey, level) in line.Requirements)
            {
                var scale = scales[skills[skillKey].ScaleId];
                var ordinal = scale.Levels.Select((l, i) => (l.Id, i)).First(l => l.Id == level).i;
                terms.Add(new RequirementTerms(skills[skillKey].Id, ordinal, scale.CurrentVersion, mandatory: true, RequirementTerms.UsualWeight));
            }

            var isNew = !known.TryGetValue(line.Key, out var profile);
            if (isNew) db.Add(profile = JobProfile.Create(Guid.CreateVersion7(), line.Name, line.Family, line.Track, line.Description ?? ""));
            var reworded = !isNew && profile!.Describe(line.Name, line.Family, line.Track, line.Description ?? profile.Description);
            var revised = Revise(profile!, terms, scales, skills, log, now);
            Count(log, "profiles", line.Name, isNew, reworded || revised);
        }
    }

    /// <summary>Publishes a new version where the lines ask for something else than the latest one does, and counts requirement by requirement.</summary>
    private bool Revise(JobProfile profile, List<RequirementTerms> terms, Dictionary<Guid, Scale> scales, Dictionary<string, Skill> skills, ImportLog log, DateTimeOffset now)
    {
        var scaleOf = skills.Values.ToDictionary(s => s.Id, s => scales[s.ScaleId]);
        var before = profile.Latest?.Requirements.ToDictionary(r => r.SkillId, r => r.Terms) ?? [];
        // Mandatory or not, and the weight, are the organisation's own choice: the import knows neither.
        List<RequirementTerms> next = [.. terms.Select(t => before.TryGetValue(t.SkillId, out var b) ? new RequirementTerms(t.SkillId, t.Ordinal, t.ScaleVersion, b.Mandatory, b.Weight) : t)];
        var unchanged = next.Count(t => before.TryGetValue(t.SkillId, out var b) && scaleOf[t.SkillId].ToCurrent(b.ScaleVersion, b.Ordinal) == t.Ordinal);
        log.Count("requirements", added: next.Count(t => !before.ContainsKey(t.SkillId)), changed: next.Count(t => before.ContainsKey(t.SkillId)) - unchanged, unchanged: unchanged);
        if (profile.Latest is not null && unchanged == next.Count && before.Count == next.Count) return false;

        var gone = before.Keys.Except(next.Select(t => t.SkillId)).Count();
        if (gone > 0) log.Warn(file, 0, "", texts["RequirementsGone", profile.Name, gone]);
        if (profile.Draft is not null) log.Warn(file, 0, "", texts["DraftReplaced", profile.Name]);
        profile.Revise(next);
        var today = tenant.DateAt(now);
        profile.Publish(today < profile.EarliestDay ? profile.EarliestDay : today, now);
        return true;
    }

    private void Count(ImportLog log, string noun, string name, bool isNew, bool changed)
    {
        log.Count(noun, added: isNew ? 1 : 0, changed: !isNew && changed ? 1 : 0, unchanged: isNew || changed ? 0 : 1);
        if (isNew || changed) effects.Add(new FrameworkEffect(noun, name, isNew));
    }
}

/// <summary>A skill to be there. What is null stays as it is where the skill is known.</summary>
/// <param name="LevelTexts">What levels mean for it; an empty text takes away what is said of the level.</param>
internal sealed record SkillLine(string Name, string? Description, Guid? CategoryId, Guid ScaleId, IReadOnlyDictionary<Guid, string> LevelTexts);

/// <summary>A job profile to be there, with all that it requires.</summary>
/// <param name="Requirements">The level's id by the key of the skill's name.</param>
internal sealed record ProfileLine(string Key, string Name, string Family, string Track, string? Description, IReadOnlyDictionary<string, Guid> Requirements);

/// <summary>Something that was added, or else changed.</summary>
internal sealed record FrameworkEffect(string Noun, string Name, bool IsNew);
