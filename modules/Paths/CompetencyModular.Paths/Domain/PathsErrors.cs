using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.Paths.Domain;

/// <summary>The module's expected refusals. Their texts stand in the module's resx under the code.</summary>
internal static class PathsErrors
{
    public static Error CourseNotOpen { get; } = Conflict("paths.course-not-open");

    public static Error CodeTaken { get; } = Conflict("paths.code-taken");

    public static Error ChangedMeanwhile { get; } = Conflict("paths.changed-meanwhile");

    public static Error NotEnrolled { get; } = Conflict("paths.not-enrolled");

    public static Error PrerequisitesFirst { get; } = Conflict("paths.prerequisites-first");

    public static Error ItemsFirst { get; } = Conflict("paths.items-first");

    public static Error CheckFirst { get; } = Conflict("paths.check-first");

    public static Error NoCheck { get; } = Conflict("paths.no-check");

    public static Error AlreadyMastered { get; } = Conflict("paths.already-mastered");

    public static Error ContentNeeded { get; } = Conflict("paths.content-needed");

    public static Error QuestionsNeeded { get; } = Conflict("paths.questions-needed");

    public static Error SummaryNeeded { get; } = Conflict("paths.summary-needed");

    public static Error NotPublished { get; } = Conflict("paths.not-published");

    public static Error OptionsNeeded { get; } = Conflict("paths.options-needed");

    public static Error RightAnswerNeeded { get; } = Conflict("paths.right-answer-needed");

    public static Error OneRightAnswerOnly { get; } = Conflict("paths.one-right-answer-only");

    public static Error PrerequisiteOfItself { get; } = Conflict("paths.prerequisite-circle");

    public static Error PrerequisiteTwice { get; } = Conflict("paths.prerequisite-twice");

    public static Error ActivityGone { get; } = Conflict("paths.activity-gone");

    public static Error FileTooLarge { get; } = Error.Invalid("paths.file-too-large", "");

    public static Error FileKindRefused { get; } = Error.Invalid("paths.file-kind-refused", "");

    private static Error Conflict(string code) => Error.Conflict(code, "");
}
