using CompetencyModular.Sdk.Activities;

namespace CompetencyModular.OJT.Domain;

/// <summary>How other modules name what somebody masters on the job.</summary>
internal static class OjtRef
{
    public const string Module = "OJT";
    public const string ProgrammeKind = "programme";
    public const string ObjectiveKind = "objective";
    public const string TaskKind = "task";

    public static ActivityRef Programme(Guid id) => new(Module, ProgrammeKind, id);

    public static ActivityRef Objective(Guid id) => new(Module, ObjectiveKind, id);

    public static ActivityRef Task(Guid id) => new(Module, TaskKind, id);

    public static bool IsOf(this ActivityRef activity, string kind) => activity.Module == Module && activity.Kind == kind;
}
