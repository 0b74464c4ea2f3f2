using System.Text.Json;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Demo;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;

namespace CompetencyModular.Paths.Features.DemoPaths;

/// <summary>The learning paths of the demo organisation, who was given them and who is on them. What was mastered tells nobody: the demo's own evidence holds it.</summary>
internal sealed class DemoPaths(PathsDb db, Optional<ISkillLookup> skills, IActivityCatalog activities, ITenant tenant, TimeProvider time) : IDemoContent
{
    /// <summary>After the courses and the media.</summary>
    public int Order => 330;

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var assembly = typeof(DemoPaths).Assembly;
        var name = assembly.GetManifestResourceNames().FirstOrDefault(n => n.EndsWith("Demo.learning-paths.json", StringComparison.Ordinal));
        if (name is null) return;
        await using var stream = assembly.GetManifestResourceStream(name)!;
        var demo = (await JsonSerializer.DeserializeAsync<File>(stream, JsonSerializerOptions.Web, cancellationToken))!;

        var (now, made) = (time.GetUtcNow(), time.GetUtcNow().AddYears(-2));
        var wanted = demo.Paths.SelectMany(p => p.Goals).Select(g => DemoIds.Of("skill", g.Skill)).Distinct().ToList();
        var cards = skills.Value is { } lookup ? await lookup.SkillsAsync(wanted, cancellationToken) : new Dictionary<Guid, SkillCard>();
        var steps = await activities.DescribeAsync([.. demo.Paths.SelectMany(p => p.Steps).Select(RefOf).Distinct()], cancellationToken);
        foreach (var entry in demo.Paths)
        {
            var path = LearningPath.Create(
                DemoIds.Of("learning-path", entry.Code), new PathDetails(entry.Title, entry.Summary, entry.Order == "strict" ? PathOrder.Strict : PathOrder.Free, new Words(entry.Tags)),
                DemoIds.Of("person", "tomasz-wisniewski"), made);
            // Without its module a medium is no step.
            foreach (var step in entry.Steps.Select(RefOf).Where(steps.ContainsKey)) path.AddStep(step, steps[step].Title, made);
            foreach (var goal in entry.Goals)
            {
                if (cards.TryGetValue(DemoIds.Of("skill", goal.Skill), out var card)) path.Aim(new LevelOfSkill(card.Id, card.ScaleVersion, goal.Level), made);
            }

            path.Publish([], made);
            db.Add(path);
            foreach (var a in entry.Assignments)
            {
                var (kind, target) = a switch
                {
                    { Person: { } person } => (AssigneeKind.Person, DemoIds.Of("person", person)),
                    { Unit: { } unit } => (AssigneeKind.Unit, DemoIds.Of("unit", unit)),
                    _ => (AssigneeKind.Profile, DemoIds.Of("profile", a.Profile!)),
                };
                DateOnly? due = a.DueInDays is { } days ? tenant.DateAt(now.AddDays(days)) : null;
                db.Add(PathAssignment.Of(path, kind, target, DemoIds.Of("person", a.By), due, now.AddDays(-a.DaysAgo)).Value);
            }

            foreach (var j in entry.Journeys)
            {
                var journey = Journey.Begin(path.Id, DemoIds.Of("person", j.Person), now.AddDays(-j.DaysAgo));
                if (j.MasteredDaysAgo is { } days) journey.Master(path, now.AddDays(-days));
                db.Add(journey);
            }
        }
    }

    private static ActivityRef RefOf(string step) => step.Split('/') is ["medium", var medium] ? new ActivityRef("Media", "medium", DemoIds.Of("medium", medium)) : CourseRef.Of(DemoIds.Of("course", step.Split('/')[1]));

    private sealed record File(List<PathEntry> Paths);

    private sealed record PathEntry(
        string Code, string Title, string Summary, string Order, List<string> Tags, List<string> Steps, List<GoalEntry> Goals, List<AssignmentEntry> Assignments, List<JourneyEntry> Journeys);

    private sealed record GoalEntry(string Skill, int Level);

    private sealed record AssignmentEntry(string? Person, string? Unit, string? Profile, string By, int DaysAgo, int? DueInDays);

    private sealed record JourneyEntry(string Person, int DaysAgo, int? MasteredDaysAgo);
}
