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

    /// <summary>Whether its last day is past.</summary>
    public bool IsOverOn(DateOnly day) => Until < day;

    /// <summary>Whether it rests on some day of the given time already.</summary>
    public bool IsSuspendedBetween(DateOnly from, DateOnly? until) =>
        suspensions.Any(s => (until is null || s.From <= until) && (s.Until is null || (from <= s.Until && s.From <= s.Until)));

    /// <summary>Sets the last day, or leaves the end open; the day before the first withdraws the assignment altogether.</summary>
    public void End(DateOnly? lastDay)
    {
        if (lastDay < From.AddDays(-1)) throw new ArgumentOutOfRangeException(nameof(lastDay), lastDay, "The last day is not before the first.");
        Until = lastDay;
    }

    /// <summary>
    /// Makes room for another primary profile from a day on. This one is kept as an additional profile meanwhile, and is the primary one again
    /// when the other ends. Each part is an assignment of its own: what was primary before that day stays so, and what rests goes on resting.
    /// </summary>
    /// <param name="from">The first day of the other.</param>
    /// <param name="until">Its last day; null while no end is known.</param>
    /// <param name="now">When this is recorded.</param>
    /// <param name="by">Who does it; null for the system.</param>
    /// <returns>The assignments that go on.</returns>
    public IReadOnlyList<Assignment> StepBack(DateOnly from, DateOnly? until, DateTimeOffset now, Guid? by)
    {
        var (begin, end) = (from < From ? From : from, Until);
        var isBack = until is not null && (end is null || until < end);
        Until = begin.AddDays(-1);
        var meanwhile = Continue(isPrimary: false, begin, isBack ? until : end, now, by);
        return isBack ? [meanwhile, Continue(isPrimary: true, until!.Value.AddDays(1), end, now, by)] : [meanwhile];
    }

    /// <summary>Ends it because another primary profile follows and this one is not kept.</summary>
    public void GiveWay(DateOnly from) => Until = (from < From ? From : from).AddDays(-1);

    /// <summary>Makes it the primary one from a day on: an assignment of its own, which goes on.</summary>
    public Assignment Promote(DateOnly from, DateTimeOffset now, Guid? by)
    {
        var (begin, end) = (from < From ? From : from, Until);
        Until = begin.AddDays(-1);
        return Continue(isPrimary: true, begin, end, now, by);
    }

    /// <summary>Lets the requirements rest for a time, during parental leave for instance.</summary>
    public void Suspend(DateOnly from, DateOnly? until, string reason) => suspensions.Add(new Suspension(Guid.CreateVersion7(), Id, from, until, reason));

    private Assignment Continue(bool isPrimary, DateOnly from, DateOnly? until, DateTimeOffset now, Guid? by)
    {
        var next = Begin(PersonId, ProfileId, isPrimary, from, until, now, by);
        foreach (var rest in suspensions.Where(s => (s.Until is null || (s.Until >= from && s.Until >= s.From)) && (until is null || s.From <= until)))
            next.Suspend(rest.From < from ? from : rest.From, rest.Until, rest.Reason);
        return next;
    }
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

    /// <summary>Ends it so that it covers the given day no more; one that is over stays as it is, and one that has not begun never does.</summary>
    public void EndBy(DateOnly day) => Until = Until < day ? Until : From > day ? From.AddDays(-1) : day.AddDays(-1);
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

    /// <summary>Whether it covers some day of the given time.</summary>
    public bool Overlaps(DateOnly from, DateOnly? until) => (until is null || From <= until) && (Until is null || (from <= Until && From <= Until));

    /// <summary>Ends it so that it covers the given day no more; it stays on record. One that has not begun never does.</summary>
    public void EndBy(DateOnly day) => Until = Until < day ? Until : From > day ? From.AddDays(-1) : day.AddDays(-1);
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
