namespace CompetencyModular.Sdk.Access;

/// <summary>
/// The audit trail of the running write. The platform records by itself who did what and when and what was before and after; a handler adds what
/// the platform cannot know. Fields whose name says that they are secret (hash, secret, password, protected, token, salt, stamp) are recorded without their values.
/// </summary>
public interface IAudit
{
    /// <summary>The write is done in place of somebody: a delegate's decision, say.</summary>
    /// <param name="personId">In whose place.</param>
    void OnBehalfOf(Guid personId);
}
