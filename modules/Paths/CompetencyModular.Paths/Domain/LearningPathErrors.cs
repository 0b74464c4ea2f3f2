using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.Paths.Domain;

/// <summary>The expected refusals around learning paths. Their texts stand in the module's resx under the code.</summary>
internal static class LearningPathErrors
{
    public static Error SummaryNeeded { get; } = Conflict("paths.path-summary-needed");

    public static Error StepTwice { get; } = Conflict("paths.path-step-twice");

    public static Error TooManySteps { get; } = Conflict("paths.path-too-many-steps");

    public static Error NotReady { get; } = Conflict("paths.path-not-ready");

    public static Error NotPublished { get; } = Conflict("paths.path-not-published");

    public static Error NotOpen { get; } = Conflict("paths.path-not-open");

    public static Error AlreadyMastered { get; } = Conflict("paths.path-already-mastered");

    public static Error AssignedAlready { get; } = Conflict("paths.path-assigned-already");

    public static Error ChangedMeanwhile { get; } = Conflict("paths.path-changed-meanwhile");

    private static Error Conflict(string code) => Error.Conflict(code, "");
}
