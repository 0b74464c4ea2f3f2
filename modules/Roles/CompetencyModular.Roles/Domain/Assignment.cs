namespace CompetencyModular.Roles.Domain;

/// <summary>That a person holds a job profile for a time (R2.3). Ended, never deleted.</summary>
internal sealed class Assignment
{
    private readonly List<Suspension> suspensions = [];

    private Assignment()
    {
    }

    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    public Guid ProfileId { get; private set; }

    public bool IsPrimary { get; private set; }

    /// <summary>The first day.</summary>
    public DateOnly From { get; private set; }

    /// <summary>The last day, which is still in it; null while no end is known.</summary>
    public DateOnly? Until { get; private set; }

    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>Who assigned it; null for the system.</summary>
    public Guid? RecordedBy { get; private set; }

    public IReadOnlyList<Suspension> Suspensions => suspensions;

    public static Assignment Begin(Guid personId, Guid profileId, bool isPrimary, DateOnly from, DateOnly? until, DateTimeOffset now, Guid? by)
    {
        if (until < from) throw new ArgumentOutOfRangeException(nameof(until), until, "The last day is not before the first.");
        return new Assignment { Id = Guid.CreateVersion7(), PersonId = personId, ProfileId = profileId, IsPrimary = isPrimary, From = from, Until = until, RecordedAt = now, RecordedBy = by };
    }

    /// <summary>Whether what the profile requires is required of the person on that day (G1).</summary>
    public bool IsActiveOn(DateOnly day) => IsHeldOn(day) && !suspensions.Any(s => s.Covers(day));

    public bool IsHeldOn(DateOnly day) => From <= day && (Until is null || day <= Until);

    /// <summary>Whether some day of the given time is in it.</summary>
    public bool Overlaps(DateOnly from, DateOnly? until) => (until is null || From <= until) && (Until is null || from <= Until);

    /// <summary>Whether it ended before it began: it was a mistake, and stays on record as one.</summary>
    public bool IsWithdrawn => Until < From;

    /// <summary>Sets the last day; the day before the first withdraws the assignment altogether.</summary>
    public void End(DateOnly lastDay)
    {
        if (lastDay < From.AddDays(-1)) throw new ArgumentOutOfRangeException(nameof(lastDay), lastDay, "The last day is not before the first.");
        Until = lastDay;
    }

    /// <summary>
    /// Makes room for another primary profile from a day on. Whoever keeps this one holds it as an additional profile from then on, which is
    /// a new assignment: what was primary before that day stays so.
    /// </summary>
    /// <returns>The assignment that goes on as an additional one, if any.</returns>
    public Assignment? StepBack(DateOnly from, bool keep, DateTimeOffset now, Guid? by)
    {
        var (begin, end) = (from < From ? From : from, Until);
        Until = begin.AddDays(-1);
        return keep ? Begin(PersonId, ProfileId, isPrimary: false, begin, end, now, by) : null;
    }

    /// <summary>Lets the requirements rest for a time, during parental leave for instance.</summary>
    public void Suspend(DateOnly from, DateOnly? until, string reason) => suspensions.Add(new Suspension(Guid.CreateVersion7(), Id, from, until, reason));
}

/// <summary>A time in which an assignment asks nothing of its holder.</summary>
internal sealed class Suspension(Guid id, Guid assignmentId, DateOnly from, DateOnly? until, string reason)
{
    public Guid Id { get; private set; } = id;

    public Guid AssignmentId { get; private set; } = assignmentId;

    public DateOnly From { get; private set; } = from;

    public DateOnly? Until { get; private set; } = until;

    public string Reason { get; private set; } = reason;

    public bool Covers(DateOnly day) => From <= day && (Until is null || day <= Until);

    /// <summary>Lets it end earlier or later than planned.</summary>
    public void End(DateOnly lastDay) => Until = lastDay;
}

/// <summary>That a person need not show a skill, in one of their profiles or in all, for a time (G1).</summary>
internal sealed class Exemption(Guid id, Guid personId, Guid skillId, Guid? profileId, DateOnly from, DateOnly? until, string reason, DateTimeOffset recordedAt, Guid? recordedBy)
{
    public Guid Id { get; private set; } = id;

    public Guid PersonId { get; private set; } = personId;

    public Guid SkillId { get; private set; } = skillId;

    /// <summary>The profile whose requirement is meant; null for the skill wherever it is required.</summary>
    public Guid? ProfileId { get; private set; } = profileId;

    public DateOnly From { get; private set; } = from;

    public DateOnly? Until { get; private set; } = until;

    public string Reason { get; private set; } = reason;

    public DateTimeOffset RecordedAt { get; private set; } = recordedAt;

    public Guid? RecordedBy { get; private set; } = recordedBy;

    public bool Covers(DateOnly day, Guid profileId) => From <= day && (Until is null || day <= Until) && (ProfileId is null || ProfileId == profileId);

    /// <summary>Lets it end; it stays on record.</summary>
    public void End(DateOnly lastDay) => Until = lastDay;
}

/// <summary>That a person aspires to a profile (R4.2). A set of its own: it requires nothing.</summary>
internal sealed class AspiredProfile(Guid id, Guid personId, Guid profileId, DateTimeOffset since)
{
    public Guid Id { get; private set; } = id;

    public Guid PersonId { get; private set; } = personId;

    public Guid ProfileId { get; private set; } = profileId;

    public DateTimeOffset Since { get; private set; } = since;

    /// <summary>When the person let go of it; null while it is aspired to.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public void End(DateTimeOffset now) => EndedAt ??= now;
}
