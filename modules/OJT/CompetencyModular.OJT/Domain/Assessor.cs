using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.OJT.Domain;

/// <summary>Somebody who would assess a training (O4).</summary>
/// <param name="PersonId">Who.</param>
/// <param name="IsAppointed">Whether HR has appointed them for the programme, and the appointment is in force: it stands in for the level.</param>
/// <param name="Holds">Whether they hold a level at this moment; what has lapsed is not held.</param>
internal sealed record Assessor(Guid PersonId, bool IsAppointed, Func<LevelOfSkill, bool> Holds)
{
    public bool Fulfils(LevelOfSkill? rule) => rule is null || IsAppointed || Holds(rule);
}

/// <summary>HR names somebody as an assessor of a programme where nobody holds the level yet, with a reason and an end (O4).</summary>
internal sealed class Appointment
{
    private Appointment()
    {
    }

    public Guid Id { get; private init; }

    public Guid PersonId { get; private init; }

    public Guid ProgrammeId { get; private init; }

    public string Reason { get; private init; } = "";

    /// <summary>The last day on which it counts.</summary>
    public DateOnly Until { get; private init; }

    public Guid AppointedById { get; private init; }

    public DateTimeOffset AppointedAt { get; private init; }

    /// <summary>When it was taken back before its end.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public static Result<Appointment> Of(Guid personId, Guid programmeId, string reason, DateOnly until, Guid by, DateOnly today, DateTimeOffset now)
    {
        if (personId == by) return OjtErrors.NobodyAppointsThemselves;
        if (until < today) return OjtErrors.AppointmentEndsInThePast;
        if (string.IsNullOrWhiteSpace(reason)) return OjtErrors.ReasonNeeded;
        return new Appointment { Id = Guid.CreateVersion7(), PersonId = personId, ProgrammeId = programmeId, Reason = reason.Trim(), Until = until, AppointedById = by, AppointedAt = now };
    }

    public bool IsInForce(DateOnly today) => EndedAt is null && today <= Until;

    public void End(DateTimeOffset now) => EndedAt ??= now;
}
