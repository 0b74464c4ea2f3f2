using CompetencyModular.Paths.Content;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.SkillsAnalysis.Contracts;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths;

/// <summary>Gathers what a lint of a path's draft needs (N4), and says what it found.</summary>
internal sealed class PathReview(PathsDb db, IActivityCatalog catalog, ICurrentUser user, Optional<ISkillLookup> skills, Optional<IAwardLookup> awards, PathWords words)
{
    /// <param name="path">With its steps and goals.</param>
    /// <param name="ct">Stops the queries.</param>
    public async Task<Review> OfAsync(LearningPath path, CancellationToken ct)
    {
        var draft = path.Draft;
        var activities = draft.Select(s => s.Activity).ToList();
        var offers = (await catalog.OffersForAsync(user.Me(), ct)).ToDictionary(o => o.Activity);
        var courseIds = activities.Where(a => a.IsCourse()).Select(a => a.Id).ToList();
        var courses = (await db.Courses.AsNoTracking().Where(c => courseIds.Contains(c.Id)).Select(c => new { c.Id, c.Title, c.State, c.Minutes, Units = c.Units.Select(u => u.Unit).ToList() }).ToListAsync(ct))
            .ToDictionary(c => CourseRef.Of(c.Id));
        var given = awards.Value is { } lookup ? await lookup.AwardsAsync(activities, ct) : null;

        var steps = draft.Select(s => new StepFacts(
            s.Activity,
            courses.GetValueOrDefault(s.Activity)?.Title ?? offers.GetValueOrDefault(s.Activity)?.Link.Title ?? s.Title,
            s.Activity.IsCourse() ? courses.GetValueOrDefault(s.Activity)?.State is CourseState.Published : offers.ContainsKey(s.Activity),
            string.Join(", ", courses.GetValueOrDefault(s.Activity)?.Units ?? []),
            offers.GetValueOrDefault(s.Activity)?.Prerequisites ?? [],
            given?.GetValueOrDefault(s.Activity) ?? [])).ToList();
        var goals = path.DraftGoals;
        var wanted = goals.Select(g => g.SkillId).Concat(steps.SelectMany(s => s.Awards).Select(a => a.SkillId)).Concat(steps.SelectMany(s => s.Prerequisites).Select(p => p.Skill?.SkillId).OfType<Guid>()).ToHashSet();
        var cards = wanted.Count > 0 && skills.Value is { } skillLookup ? await skillLookup.SkillsAsync(wanted, ct) : new Dictionary<Guid, SkillCard>();
        var others = steps.SelectMany(s => s.Prerequisites).Select(p => p.Activity).OfType<ActivityRef>().Except(activities).Distinct().ToList();
        var titles = others.Count == 0 ? new Dictionary<ActivityRef, string>() : (await catalog.DescribeAsync(others, ct)).ToDictionary(t => t.Key, t => t.Value.Title);

        var current = goals.Where(g => cards.ContainsKey(g.SkillId)).Select(g => new SkillLevel(g.SkillId, cards[g.SkillId].ToCurrent(g.ScaleVersion, g.Ordinal))).ToList();
        var findings = PathLint.Of(new PathFacts(path.Order, path.Summary.Length > 0, steps, current, given is not null, titles));
        return new Review(findings, [.. findings.Select(f => new Said(f.Flaw, f.Blocks, words.Say(f, LevelName(f.Level, cards))))], steps, current, cards);
    }

    /// <summary>A level in words.</summary>
    public static string LevelName(SkillLevel? level, IReadOnlyDictionary<Guid, SkillCard> cards) =>
        level is { } l && cards.TryGetValue(l.SkillId, out var card) ? $"{card.Name}: {card.Levels[Math.Clamp(l.Ordinal, 0, card.Levels.Count - 1)].Name}" : "";

    internal sealed record Review(
        IReadOnlyList<PathFinding> Findings, IReadOnlyList<Said> Said, IReadOnlyList<StepFacts> Steps, IReadOnlyList<SkillLevel> Goals, IReadOnlyDictionary<Guid, SkillCard> Cards);

    /// <param name="Text">What was found, in a sentence.</param>
    internal sealed record Said(PathFlaw Flaw, bool Blocks, string Text);
}
