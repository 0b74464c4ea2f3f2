using System.Text.Json;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Demo;
using CompetencyModular.Sdk.Tenancy;

namespace CompetencyModular.Roles.Features.WriteDemo;

/// <summary>The skills and job profiles of the demo organisation, and who holds and wants which.</summary>
internal sealed class WriteDemo(RolesDb db, ITenant tenant, TimeProvider time) : IDemoContent
{
    /// <summary>The profile whose requirements have changed since it was first published.</summary>
    private const string Revised = "grid-technician";

    public int Order => 100;

    public Task WriteAsync(CancellationToken cancellationToken)
    {
        using var stream = typeof(WriteDemo).Assembly.GetManifestResourceStream("CompetencyModular.Roles.Demo.roles.json")!;
        var demo = JsonSerializer.Deserialize<Content>(stream, JsonSerializerOptions.Web)!;
        var now = time.GetUtcNow();
        var today = tenant.DateAt(now);

        var scales = demo.Scales.ToDictionary(s => s.Code, s => Scale.Define(
            DemoIds.Of("scale", s.Code),
            s.Name,
            s.Description,
            [.. s.Levels.Select((l, ordinal) => new Level(DemoIds.Of("level", $"{s.Code}/{ordinal}"), l.Name, l.Description))],
            now.AddYears(-3)));
        db.AddRange(scales.Values);
        db.AddRange(demo.Categories.Select(c => SkillCategory.Create(DemoIds.Of("category", c.Code), c.Name, c.Parent is { } parent ? DemoIds.Of("category", parent) : null)));
        db.AddRange(demo.Skills.Select(s => Skill.Define(
            DemoIds.Of("skill", s.Code),
            s.Name,
            s.Description,
            DemoIds.Of("category", s.Category),
            scales[s.Scale].Id,
            // A skill's own texts begin at the first level above "none".
            scales[s.Scale].Levels.Skip(1).Zip(s.LevelTexts).ToDictionary(t => t.First.Id, t => t.Second))));

        // The profiles have been in force for as long as anybody holds them, so that looking back finds something.
        var since = today.AddDays(-demo.Assignments.Max(a => a.SinceDaysAgo));
        foreach (var profile in demo.Profiles)
        {
            var begin = since;
            var entity = JobProfile.Create(DemoIds.Of("profile", profile.Code), profile.Name, profile.Family, track: "", profile.Description);
            List<RequirementTerms> terms = [.. profile.Requirements.Select(r => new RequirementTerms(DemoIds.Of("skill", r.Skill), r.Level, scaleVersion: 1, r.Mandatory, r.Weight))];
            if (profile.Code == Revised)
            {
                // What the job asked for at first: one skill less, and lower levels.
                entity.Revise(terms.SkipLast(1).Select(t => t.Ordinal > 2 ? t.On(1, t.Ordinal - 1) : t));
                entity.Publish(begin, now);
                begin = today.AddDays(-120);
            }

            entity.Revise(terms);
            entity.Publish(begin, now);
            db.Add(entity);
        }

        foreach (var line in demo.Assignments)
        {
            var assignment = Assignment.Begin(DemoIds.Of("person", line.Person), DemoIds.Of("profile", line.Profile), line.Primary, today.AddDays(-line.SinceDaysAgo), until: null, now, by: null);
            if (demo.Rests.FirstOrDefault(r => r.Person == line.Person) is { } rest) assignment.Suspend(today.AddDays(-rest.SinceDaysAgo), today.AddDays(rest.ForDays), rest.Reason);
            db.Add(assignment);
        }

        db.AddRange(demo.Exemptions.Select(e => new Exemption(
            Guid.CreateVersion7(), DemoIds.Of("person", e.Person), DemoIds.Of("skill", e.Skill), DemoIds.Of("profile", e.Profile), today.AddDays(-e.SinceDaysAgo), until: null, e.Reason,
            now.AddDays(-e.SinceDaysAgo), DemoIds.Of("person", e.By))));
        db.AddRange(demo.Targets.Select(t => new AspiredProfile(Guid.CreateVersion7(), DemoIds.Of("person", t.Person), DemoIds.Of("profile", t.Profile), now)));
        return Task.CompletedTask;
    }

    private sealed record Content(
        IReadOnlyList<DemoScale> Scales,
        IReadOnlyList<DemoCategory> Categories,
        IReadOnlyList<DemoSkill> Skills,
        IReadOnlyList<DemoProfile> Profiles,
        IReadOnlyList<DemoAssignment> Assignments,
        IReadOnlyList<DemoRest> Rests,
        IReadOnlyList<DemoExemption> Exemptions,
        IReadOnlyList<DemoTarget> Targets);

    private sealed record DemoScale(string Code, string Name, IReadOnlyList<DemoLevel> Levels, string Description = "");

    private sealed record DemoLevel(string Name, string Description);

    private sealed record DemoCategory(string Code, string Name, string? Parent);

    private sealed record DemoSkill(string Code, string Name, string Description, string Category, string Scale)
    {
        public IReadOnlyList<string> LevelTexts { get; init; } = [];
    }

    private sealed record DemoProfile(string Code, string Name, string Family, string Description, IReadOnlyList<DemoRequirement> Requirements);

    private sealed record DemoRequirement(string Skill, int Level, bool Mandatory, int Weight);

    private sealed record DemoAssignment(string Person, string Profile, bool Primary, int SinceDaysAgo);

    /// <summary>A time in which none of somebody's profiles asks anything of them, begun and with an end.</summary>
    private sealed record DemoRest(string Person, int SinceDaysAgo, int ForDays, string Reason);

    private sealed record DemoExemption(string Person, string Skill, string Profile, int SinceDaysAgo, string Reason, string By);

    private sealed record DemoTarget(string Person, string Profile);
}
