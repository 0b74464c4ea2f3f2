namespace CompetencyModular.Paths.Domain;

/// <summary>What must hold before a course starts (P2): another course mastered, or a skill held at a level. Exactly one of the two is set.</summary>
internal sealed class CoursePrerequisite
{
    private CoursePrerequisite()
    {
    }

    public Guid Id { get; private set; }

    public Guid CourseId { get; private set; }

    public Guid? RequiredCourseId { get; private set; }

    public Guid? SkillId { get; private set; }

    /// <summary>On the scale version noted beside it (L1).</summary>
    public int? Ordinal { get; private set; }

    public int? ScaleVersion { get; private set; }

    public LevelOfSkill? Level => SkillId is { } skill ? new LevelOfSkill(skill, ScaleVersion!.Value, Ordinal!.Value) : null;

    public static CoursePrerequisite Course(Guid courseId, Guid required) =>
        new() { Id = Guid.CreateVersion7(), CourseId = courseId, RequiredCourseId = required };

    public static CoursePrerequisite Skill(Guid courseId, LevelOfSkill level) =>
        new() { Id = Guid.CreateVersion7(), CourseId = courseId, SkillId = level.SkillId, ScaleVersion = level.ScaleVersion, Ordinal = level.Ordinal };
}

/// <summary>A level as it was noted down: the ordinal means something only together with the scale version it was taken from (L2).</summary>
internal sealed record LevelOfSkill(Guid SkillId, int ScaleVersion, int Ordinal);
