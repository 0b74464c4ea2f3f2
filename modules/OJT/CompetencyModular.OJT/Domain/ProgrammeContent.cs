using System.Text.Json.Serialization;

namespace CompetencyModular.OJT.Domain;

/// <summary>What a version of a programme consists of. A running training keeps the one it began with (O1).</summary>
/// <param name="Title">The programme's title at that time.</param>
/// <param name="Scheme">What sort of training it is.</param>
/// <param name="Objectives">In order.</param>
internal sealed record ProgrammeContent(string Title, Scheme Scheme, IReadOnlyList<ObjectiveContent> Objectives)
{
    public int Minutes => Objectives.Sum(o => o.Minutes);
}

/// <summary>What somebody will be able to do, and the tasks that show it.</summary>
/// <param name="Id">The objective's identity, the same in all versions: awards refer to it.</param>
/// <param name="Title">What one will be able to do.</param>
/// <param name="Description">What it is about; may be empty.</param>
/// <param name="Assessor">The level that whoever assesses it must hold (O4); null leaves it to mentor and manager.</param>
/// <param name="Tasks">In order.</param>
internal sealed record ObjectiveContent(Guid Id, string Title, string Description, LevelOfSkill? Assessor, IReadOnlyList<TaskContent> Tasks)
{
    public int Minutes => Tasks.Where(t => t.IsRequired).Sum(t => t.Minutes);
}

/// <summary>Something to do at work.</summary>
/// <param name="Id">The task's identity, the same in all versions.</param>
/// <param name="Title">What is done.</param>
/// <param name="Instructions">How, and what to look out for; may be empty.</param>
/// <param name="IsRequired">Whether the objective is demonstrated only with it (O2).</param>
/// <param name="Minutes">About how long it takes.</param>
internal sealed record TaskContent(Guid Id, string Title, string Instructions, bool IsRequired, int Minutes);

/// <summary>A level of a skill as it was chosen: the ordinal means something on that version of the scale only (L1).</summary>
internal sealed record LevelOfSkill(Guid SkillId, int ScaleVersion, int Ordinal);

/// <summary>What sort of training it is (R5.2).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Scheme>))]
internal enum Scheme
{
    Onboarding,
    Mentoring,
    Apprenticeship,

    /// <summary>Learning something further while working.</summary>
    Upskilling,
}
