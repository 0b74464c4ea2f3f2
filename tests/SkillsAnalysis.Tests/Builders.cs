using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.SkillsAnalysis.Domain;

namespace CompetencyModular.SkillsAnalysis.Tests;

/// <summary>Valid defaults, so that a test says only what it is about.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    public static readonly Guid Person = Guid.Parse("00000000-0000-7000-8000-0000000000aa");
    public static readonly SkillCard Welding = Skill("Welding");

    public static SkillCard Skill(string name, int levels = 5, int scaleVersion = 1, IReadOnlyDictionary<int, IReadOnlyList<int>>? earlier = null) => new(
        Guid.CreateVersion7(), name, "", "", [.. Enumerable.Range(0, levels).Select(i => new LevelCard(Guid.NewGuid(), i, $"Level {i}", ""))],
        scaleVersion, earlier ?? new Dictionary<int, IReadOnlyList<int>>());

    public static Evidence Evidence(
        int ordinal, DateTimeOffset from, EvidenceKind kind = EvidenceKind.Completion, Validity? validity = null, DateTimeOffset? recordedAt = null,
        SkillCard? skill = null, ActivityRef? source = null, Guid? corrects = null, int? scaleVersion = null) => SkillsAnalysis.Domain.Evidence.Of(
            new Said(Person, (skill ?? Welding).Id, scaleVersion ?? (skill ?? Welding).ScaleVersion, ordinal, kind, from, recordedAt ?? from) { Source = source, Corrects = corrects },
            validity ?? Validity.Unlimited, Zone);

    public static SkillRecord Record(params Evidence[] rows) => new(rows, SkillRule.Default, Welding);

    public static SkillRecord Record(SkillPolicy policy, params Evidence[] rows) => new(rows, new SkillRule(policy, EvidenceKinds.Accepted), Welding);

    public static ActivityRef Course() => new("Paths", "course", Guid.CreateVersion7());

    public static ProfileInForce Profile(string name, params Requirement[] requirements) => new(Guid.CreateVersion7(), name, "", true, requirements);

    public static Requirement Needs(SkillCard skill, int ordinal, bool mandatory = true, int weight = 3, bool exempt = false) => new(skill.Id, ordinal, mandatory, weight, exempt);
}
