namespace CompetencyModular.SkillsAnalysis.Domain;

/// <summary>
/// That a row of the ledger stands in another record since two were found to be one human. What the row says (who vouched for which level, when and for
/// how long) is never touched (E3); whose it is changes, and this row says that it did.
/// </summary>
internal sealed class EvidenceMove(Guid evidenceId, Guid fromId, Guid intoId, DateTimeOffset movedAt)
{
    public Guid EvidenceId { get; private set; } = evidenceId;

    /// <summary>In whose record it was written.</summary>
    public Guid FromId { get; private set; } = fromId;

    public Guid IntoId { get; private set; } = intoId;

    public DateTimeOffset MovedAt { get; private set; } = movedAt;
}
