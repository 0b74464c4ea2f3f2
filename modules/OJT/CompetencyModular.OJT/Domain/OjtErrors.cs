using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.OJT.Domain;

/// <summary>The module's expected refusals. Their texts stand in the module's resx under the code.</summary>
internal static class OjtErrors
{
    public static Error ChangedMeanwhile { get; } = Conflict("ojt.changed-meanwhile");

    public static Error ObjectivesNeeded { get; } = Conflict("ojt.objectives-needed");

    public static Error RequiredTasksNeeded { get; } = Conflict("ojt.required-tasks-needed");

    public static Error SummaryNeeded { get; } = Conflict("ojt.summary-needed");

    public static Error NotPublished { get; } = Conflict("ojt.not-published");

    public static Error NothingChanged { get; } = Conflict("ojt.nothing-changed");

    public static Error MentorIsTrainee { get; } = Conflict("ojt.mentor-is-trainee");

    public static Error AlreadyUnderWay { get; } = Conflict("ojt.already-under-way");

    public static Error NotUnderWay { get; } = Conflict("ojt.not-under-way");

    public static Error TraineeOnly { get; } = Conflict("ojt.trainee-only");

    public static Error NotInThisState { get; } = Conflict("ojt.not-in-this-state");

    public static Error TooManyFiles { get; } = Conflict("ojt.too-many-files");

    public static Error NothingShown { get; } = Conflict("ojt.nothing-shown");

    public static Error NobodyAssessesThemselves { get; } = Conflict("ojt.nobody-assesses-themselves");

    public static Error AssessorLevelNeeded { get; } = Conflict("ojt.assessor-level-needed");

    public static Error NextStepNeeded { get; } = Conflict("ojt.next-step-needed");

    public static Error ReasonNeeded { get; } = Conflict("ojt.reason-needed");

    public static Error NotDemonstrated { get; } = Conflict("ojt.not-demonstrated");

    public static Error AlreadyAttested { get; } = Conflict("ojt.already-attested");

    public static Error AlreadyBegun { get; } = Conflict("ojt.already-begun");

    public static Error UpToDate { get; } = Conflict("ojt.up-to-date");

    public static Error NobodyAppointsThemselves { get; } = Conflict("ojt.nobody-appoints-themselves");

    public static Error AppointmentEndsInThePast { get; } = Conflict("ojt.appointment-ends-in-the-past");

    public static Error NobodyInvitesThemselves { get; } = Conflict("ojt.nobody-invites-themselves");

    public static Error InvitationTooLong { get; } = Conflict("ojt.invitation-too-long");

    private static Error Conflict(string code) => Error.Conflict(code, "");
}
