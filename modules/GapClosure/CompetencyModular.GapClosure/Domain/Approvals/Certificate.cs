namespace CompetencyModular.GapClosure.Domain.Approvals;

/// <summary>
/// A certificate from outside that is to be confirmed (E6). What somebody types in for themselves is not known to be the issuer's, so somebody entitled looks
/// at it even where the issuer is trusted.
/// </summary>
/// <param name="TypeId">Which of the known certificates it is; null for any other.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Number">Its number; empty where it has none.</param>
/// <param name="IssuedOn">From this day on it counts (E5).</param>
/// <param name="ValidUntil">Its last day; null where it names none.</param>
internal sealed record Certificate(Guid? TypeId, string Issuer, string Title, string Number, DateOnly IssuedOn, DateOnly? ValidUntil);
