using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.GapClosure.Domain.Approvals;

/// <summary>Why something cannot be done with a request; the texts stand in the module's resx.</summary>
internal static class ApprovalErrors
{
    public static readonly Error NotOpen = Error.Conflict("gap-closure.request-not-open", "");

    public static readonly Error OwnRequest = Error.Conflict("gap-closure.own-request", "");

    public static readonly Error NobodyDecides = Error.Conflict("gap-closure.nobody-decides", "");

    public static readonly Error VotedAlready = Error.Conflict("gap-closure.voted-already", "");

    public static readonly Error CannotUndo = Error.Conflict("gap-closure.cannot-undo", "");

    public static readonly Error TooManyFiles = Error.Conflict("gap-closure.too-many-files", "");

    public static readonly Error NotByCertificate = Error.Conflict("gap-closure.not-by-certificate", "");

    public static readonly Error HeldAlready = Error.Conflict("gap-closure.held-already", "");
}
