using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.GapClosure.Domain.Approvals;

/// <summary>Somebody lets another decide for them, for a time; revocable, and never handed on (A2).</summary>
internal sealed class Delegation : IVersioned
{
    private Delegation()
    {
    }

    public Delegation(Guid fromId, Guid toId, Guid? skillId, DateTimeOffset startsAt, DateTimeOffset endsAt) =>
        (FromId, ToId, SkillId, StartsAt, EndsAt) = (fromId, toId, skillId, startsAt, endsAt);

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid FromId { get; private init; }

    public Guid ToId { get; private init; }

    /// <summary>The skill it is limited to; null for everything.</summary>
    public Guid? SkillId { get; private init; }

    public DateTimeOffset StartsAt { get; private init; }

    /// <summary>The first instant at which it holds no longer.</summary>
    public DateTimeOffset EndsAt { get; private init; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public int Version { get; private set; }

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
