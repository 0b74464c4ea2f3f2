using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.Paths.Domain;

/// <summary>The expected refusals around practical tasks. Their texts stand in the module's resx under the code.</summary>
internal static class SubmissionErrors
{
    public static Error IsJudged { get; } = Conflict("paths.task-is-judged");

    public static Error Empty { get; } = Conflict("paths.submission-empty");

    public static Error Waits { get; } = Conflict("paths.submission-waits");

    public static Error NotWaiting { get; } = Conflict("paths.submission-not-waiting");

    public static Error AlreadyMastered { get; } = Conflict("paths.task-mastered");

    public static Error NotMastered { get; } = Conflict("paths.task-not-mastered");

    public static Error OwnWork { get; } = Conflict("paths.submission-own");

    public static Error NextStepNeeded { get; } = Conflict("paths.next-step-needed");

    public static Error TooManyFiles { get; } = Conflict("paths.submission-too-many-files");

    public static Error WorkThere { get; } = Conflict("paths.task-has-submissions");

    public static Error KindStays { get; } = Conflict("paths.task-kind-stays");

    private static Error Conflict(string code) => Error.Conflict(code, "");
}
